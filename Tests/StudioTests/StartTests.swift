import Foundation
import TerminalHarness
import Testing

/// Everything that can be wrong at the start, at any size: clear words or a studio, and the terminal as it was.
@Suite(.blocking, .serialized) struct StartTests {
    private let easel = TerminalProgram.built("easel")

    @Test(arguments: ["dumb", "", nil, "ansi-nt", "adm3a", "a\u{1b}]0;x\u{07}b", "../../etc/passwd"] as [String?])
    func aTerminalThatCannot(_ term: String?) throws {
        let place = try Place()
        let program = try place.start(
            [easel], environment: term.map { ["TERM": $0] } ?? [:], without: term == nil ? ["TERM"] : [])
        if term == "dumb" || term == "" || term == nil {
            #expect(try program.waitForExit() == .code(2))
            #expect(program.screen.contains("TERM"))
        } else {
            // Known or not: the next best is tried.
            try program.waitFor("a studio or words") { $0.contains("Prompt") || $0.contains("TERM") }
            program.send("\u{11}")
            _ = try program.waitForExit()
        }
        #expect(program.modes == program.modesBefore)
        // Where an ADM-3A is known, it is told where to write by what is the keypad's mode elsewhere.
        #expect(program.audit.left.filter { term != "adm3a" || $0 != "keypad" } == [])
        #expect(!program.rawOutput.contains(0x07))
    }

    @Test(arguments: ["linux", "vt100", "vt220", "screen-256color", "tmux-256color", "xterm", "xterm-kitty", "rxvt"])
    func anotherTerminal(_ term: String) throws {
        let place = try Place()
        let server = try ScriptedServer([.picture()])
        let program = try place.studio(environment: server.environment.merging(["TERM": term]) { $1 })
        program.send("a fox\r")
        try program.waitFor("completed") { $0.row(22).contains("completed") }
        program.send("\u{11}")
        #expect(try program.waitForExit() == .code(0))
        #expect(program.modes == program.modesBefore)
        #expect(program.modesLeftOn == [])
    }

    @Test func noTerminalAtAll() throws {
        let place = try Place()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.arguments = ["--wait", easel]
        process.environment = place.environment
        process.standardInput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = Pipe()
        try process.run()
        let words = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
        #expect(words.contains("needs a terminal") && words.contains("easel generate"))
    }

    @Test(arguments: ["C", "POSIX", "", "xx_YY.UTF-8", "de_DE.ISO-8859-1"]) func anotherLocale(_ locale: String) throws
    {
        let place = try Place()
        let server = try ScriptedServer([.picture()])
        let program = try place.studio(environment: server.environment.merging(["LC_ALL": locale]) { $1 })
        program.send("a fox\r")
        try program.waitFor("completed") { $0.row(22).contains("completed") }
        if locale == "C" {
            let index = program.rawOutput.firstIndex { $0 >= 0x80 }
            let place = index.map { String(decoding: program.rawOutput[max(0, $0 - 40)...].prefix(80), as: UTF8.self) }
            #expect(place == nil, "letters only")
        }
        try program.leave()
    }

    @Test(arguments: [(1, 1), (2, 1), (1, 50), (59, 17), (60, 18), (400, 5), (1000, 400)])
    func anySize(_ columns: Int, _ rows: Int) throws {
        let place = try Place()
        let program = try place.start([easel], columns: columns, rows: rows)
        try program.waitForOutput("\u{1b}[?1049h")
        try program.waitFor("raw keys") { _ in program.modes.local & UInt32(ICANON | ECHO) == 0 }
        program.send("x")
        program.send("\u{1b}[<0;1;1M")
        program.resize(columns: 80, rows: 24)
        try program.waitFor("a screen") { $0.row(0).contains("easel") && $0.rows(of: .prompt).contains("x") }
        program.resize(columns: columns, rows: rows)
        program.send("\u{11}")
        #expect(try program.waitForExit() == .code(0))
        program.expectGivenBack()
    }

    @Test func aStormOfSizes() throws {
        let place = try Place()
        let server = try ScriptedServer([.picture()])
        let program = try place.studio(environment: server.environment)
        program.send("a fox\r")
        var number: UInt32 = 1
        for _ in 0..<150 {
            number = number &* 1_664_525 &+ 1_013_904_223
            program.resize(columns: Int(number >> 8 % 200) % 200 + 1, rows: Int(number >> 20) % 70 + 1)
        }
        program.resize(columns: 80, rows: 24)
        try program.waitFor("completed") { $0.row(22).contains("completed") }
        try program.leave()
    }

    @Test func aFileWithMistakes() throws {
        let place = try Place()
        try place.write("[defaults\nmodel = \u{1b}]52;c;AAAA\u{07}", to: "config/easel/config.toml")
        try place.write("[[bind]]\non = 3\n", to: "config/easel/keymap.toml")
        let program = try place.studio(columns: 200)
        try program.waitFor("what is wrong") { $0.contains("config.toml:1") }
        try program.leave()
    }

    @Test func aHomeThatCannotBeWritten() throws {
        let place = try Place()
        // A file where a folder should be: that stops the administrator too.
        let file = try place.write("", to: "file")
        let nowhere = file + "/x"
        let program = try place.studio(environment: [
            "HOME": nowhere, "XDG_CONFIG_HOME": nowhere, "XDG_DATA_HOME": nowhere, "XDG_STATE_HOME": nowhere,
            "XDG_CACHE_HOME": nowhere, "XDG_PICTURES_DIR": nowhere,
        ])
        program.send("a fox\r")
        try program.waitFor("why not") {
            $0.contains("Not a directory") || $0.contains("not a folder") || $0.contains(file)
        }
        try program.leave()
    }

    // MARK: Answers

    @Test func aSilentTerminalIsNotWaitedFor() throws {
        let place = try Place()
        let start = ContinuousClock.now
        let program = try place.studio(answers: .silent)
        program.send("a fox")
        try program.waitFor("typed text") { $0.rows(of: .prompt).contains("a fox") }
        // Generous: what is measured is that nobody waits for seconds, on a machine with other work.
        #expect(ContinuousClock.now - start < .seconds(20))
        try program.leave()
    }

    /// Late, repeated and forged: never text, never a command.
    @Test func answersThatNobodyAskedFor() throws {
        let place = try Place()
        let program = try place.studio(answers: .silent)
        program.send("a")
        try program.waitFor("typed text") { $0.rows(of: .prompt).contains("a") }
        for lie in [
            "\u{1b}P>|late(1)\u{1b}\\", "\u{1b}[?62;4c", "\u{1b}[?62;4;22;c", "\u{1b}[6;17;9t", "\u{1b}[24;80R",
            "\u{1b}]11;rgb:0000/0000/0000\u{1b}\\", "\u{1b}]11;rgb:ffff/ffff/ffff\u{07}", "\u{1b}]l evil title\u{1b}\\",
            "\u{1b}P1$r0m\u{1b}\\", "\u{1b}P1+r636f6c=31\u{1b}\\", "\u{1b}_Gi=31;OK\u{1b}\\",
            "\u{1b}_Gi=31;\u{11}\r\u{1b}\\",
            "\u{1b}[?2026;2$y", "\u{1b}[?2;0;99999;99999S", "\u{1b}[?1;0;-5S", "\u{1b}[4;1;1t", "\u{1b}[8;999;999t",
            "\u{1b}P>|\u{1b}[31mquit\r\u{11}\u{1b}\\", "\u{1b}[?1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18c",
            "\u{1b}]52;c;cXVpdA==\u{07}", "\u{1b}[>41;379;0c", "\u{1b}[0n", "\u{1b}[?15n", "\u{1b}[I", "\u{1b}[O",
            "\u{1b}P" + String(repeating: "0", count: 10_000) + "\r\u{11}\u{1b}\\",
        ] { program.sayAsTerminal(lie) }
        program.send("b")
        try program.waitFor("the next letter, and nothing else") { screen in
            let lines = screen.rows(of: .prompt).split(separator: "\n")
            // Between two frames the pane may be half drawn.
            return lines.count > 2 && lines[1].filter { $0 != " " } == "│ab│" && lines[2].filter { $0 != " " } == "││"
        }
        #expect(program.screen.contains("no turns yet"))
        try program.leave()
    }

    // MARK: Paste

    private static let nasty =
        "one\u{1b}[201two\u{1b}]52;c;AAAA\u{07}\u{9b}31m\u{202e}\u{200b}\u{e0041}\u{11}\u{1a}\rthree"

    private static let lines = "echo one two three\rrm -rf four\rfive six\r"

    @Test(arguments: ["\u{1b}[200~\(nasty)\u{1b}[201~", lines, "\u{1b}[?62;4c\(lines)", "\(lines)\u{1b}[?62;4c"])
    func aPasteIsText(_ pasted: String) throws {
        let isBracketed = pasted.contains(Self.nasty)
        let place = try Place()
        let program = try place.studio()
        program.sayAsTerminal(pasted)
        let last = isBracketed ? "three" : "five six"
        try program.waitFor("its last line") { $0.rows(of: .prompt).contains(last) }
        #expect(program.screen.contains("no turns yet"), "nothing was sent")
        if isBracketed {
            #expect(program.screen.rows(of: .prompt).contains("⟨202E⟩"))
            #expect(program.screen.rows(of: .prompt).contains("⟨200B⟩"))
        }
        try program.leave()
    }
}
