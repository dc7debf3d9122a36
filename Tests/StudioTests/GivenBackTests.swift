import Foundation
import TerminalHarness
import Testing

/// However the real studio ends, and whatever kind of terminal it was in: the terminal is given back, and it was told
/// nothing but what is in our own table.
@Suite(.blocking, .serialized) struct GivenBackTests {
    /// Kinds of terminals, by what they answer for a screen of 80 × 24 cells of 8 × 16 pixels.
    enum Kind: String, CaseIterable, Sendable {
        case plain, sixel, kitty, tmux, silent

        var answers: TerminalProgram.Answers {
            switch self {
            case .plain: .vterm
            case .sixel:
                .recorded(
                    "\u{1b}P>|Test\u{1b}\\\u{1b}[?2;0;640;384S\u{1b}[?2;0;1000;1000S\u{1b}[?2026;2$y\u{1b}[?62;4c")
            case .kitty:
                .recorded("\u{1b}P>|Test\u{1b}\\\u{1b}[6;16;8t\u{1b}_Gi=31;OK\u{1b}\\\u{1b}[?2026;2$y\u{1b}[?62c")
            case .tmux: .recorded("\u{1b}P>|tmux 3.3a\u{1b}\\\u{1b}[?1;2c")
            case .silent: .silent
            }
        }

        var environment: [String: String] {
            self == .tmux ? ["TMUX": "/tmp/tmux-0/default,1,0"] : ["COLORTERM": "truecolor"]
        }

        /// What says that a picture is on the screen.
        func showsPicture(_ program: TerminalProgram) -> Bool {
            switch self {
            case .sixel: program.contains("\u{1b}P0;1;0q")
            case .kitty: program.contains("\u{1b}_Ga=p")
            case .plain, .tmux, .silent: program.screen.pictureCells > 300
            }
        }
    }

    private let server: ScriptedServer

    init() throws { server = try ScriptedServer([.picture()]) }

    private func studio(_ kind: Kind, in place: Place) throws -> TerminalProgram {
        try place.studio(environment: kind.environment.merging(server.environment) { $1 }, answers: kind.answers)
    }

    @Test(arguments: Kind.allCases) func anEvening(_ kind: Kind) throws {
        let place = try Place()
        let studio = try studio(kind, in: place)
        try studio.ask("a lighthouse", inHistory: "a lighthouse")
        try studio.waitFor("its picture") { _ in kind.showsPicture(studio) }
        // Everything that opens over a picture, and the screen anew.
        for keys in ["\u{10}", "?", "\u{1b}[1;5A"] {
            studio.send("\u{1b}")
            studio.send(keys)
            studio.send("\u{1b}")
        }
        studio.send("\u{0c}")
        studio.resize(columns: 30, rows: 8)
        try studio.waitFor("a polite word") { $0.contains("The studio needs") }
        studio.resize(columns: 132, rows: 50)
        try studio.waitFor("the large screen") { $0.row(49).contains("quit") || $0.row(49).contains("submit") }
        try studio.leave()
    }

    /// The signals that end a process unless it says otherwise, but SIGKILL.
    static let deadly = [
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGUSR1, SIGUSR2, SIGALRM,
        SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ, SIGSYS, SIGPOLL,
    ]

    @Test(arguments: deadly + [SIGKILL]) func aSignalToTheStudio(_ number: Int32) throws {
        let kind: Kind = number == SIGKILL || number == SIGSEGV || number == SIGTERM ? .kitty : .plain
        let place = try Place()
        let studio = try studio(kind, in: place)
        if kind == .kitty {
            try studio.ask("a fox", inHistory: "a fox")
            try studio.waitFor("its picture") { _ in kind.showsPicture(studio) }
        }
        kill(try #require(studio.child), number)
        #expect(try studio.waitForExit() == .signal(Int(number)))
        studio.expectGivenBack("\(number)", isCut: true)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGKILL, SIGSEGV, SIGABRT])
    func aSignalToItsGuardian(_ number: Int32) throws {
        let place = try Place()
        let studio = try studio(.plain, in: place)
        let child = try #require(studio.child)
        studio.signal(number)
        #expect(try studio.waitForExit() == .signal(Int(number)))
        try studio.waitUntilGivenBack()
        studio.expectGivenBack("\(number)", isCut: true)
        // A studio without its guardian ends too.
        try studio.waitFor("its end") { _ in kill(child, 0) != 0 }
    }

    /// While a picture is on its way, with the bytes of another on their way to the screen.
    @Test(arguments: [SIGKILL, SIGSEGV]) func aSignalInTheMiddleOfThings(_ number: Int32) throws {
        for delay in [0, 500, 2000, 8000] {
            let place = try Place()
            let studio = try studio(.kitty, in: place)
            studio.send("a fox\r")
            try studio.waitForOutput("\u{1b}_Ga=t")
            usleep(UInt32(delay))
            kill(try #require(studio.child), number)
            _ = try studio.waitForExit()
            #expect(studio.modes == studio.modesBefore)
            #expect(studio.audit.left == [])
        }
    }

    @Test func aWindowThatIsClosed() throws {
        let place = try Place()
        let studio = try place.studio()
        let child = try #require(studio.child)
        studio.hangUp()
        // By SIGHUP, or by the end of its input: both mean the same.
        switch try studio.waitForExit() {
        case .code(0), .signal(Int(SIGHUP)): break
        case let status: Issue.record("ended with \(status)")
        }
        #expect(kill(child, 0) != 0)
    }

    @Test func standardStreamsThatLeadElsewhere() throws {
        let place = try Place()
        let studio = try place.start(
            [
                "/bin/sh", "-c", "\(TerminalProgram.built("easel")) < /dev/null > \(place.folder.path)/out 2>&1",
            ], environment: server.environment)
        try studio.waitFor("the first frame") { $0.row(0).contains("easel") && $0.contains("Prompt") }
        try studio.ask("a fox", inHistory: "a fox")
        try studio.leave()
    }

    // MARK: A shell

    /// A shell with job control, and the studio in its foreground.
    private func shell(in place: Place) throws -> TerminalProgram {
        let shell = try place.start(
            ["/bin/bash", "--norc", "--noprofile", "--noediting", "-i"],
            environment: ["PS1": "READY> "].merging(server.environment) { $1 })
        try shell.waitFor("the shell") { $0.contains("READY>") }
        shell.send("\(TerminalProgram.built("easel"))\r")
        try shell.waitFor("the first frame") { $0.row(0).contains("easel") && $0.contains("Prompt") }
        return shell
    }

    private func expectShell(_ shell: TerminalProgram, _ word: String) throws {
        // What is typed before is the studio's.
        try shell.waitUntilGivenBack()
        shell.send("stty -a | grep -c -- '-icanon' ; echo \(word)$((6*7))\r")
        try shell.waitFor("the shell again") { $0.contains("\(word)42") }
        #expect(shell.audit.left == [])
        #expect(shell.audit.strangers == [])
    }

    @Test func stoppedAndContinued() throws {
        let place = try Place()
        let shell = try shell(in: place)
        for round in 0..<2 {
            shell.send("\u{1a}")
            try shell.waitFor("the job is stopped") { $0.contains("Stopped") }
            try expectShell(shell, "stopped\(round)")
            shell.send("fg\r")
            try shell.waitFor("the studio again") { $0.row(0).contains("easel") && $0.contains("Prompt") }
        }
        shell.send("a fox\r")
        try shell.waitFor("completed") { $0.row(22).contains("completed") }
        shell.send("\u{11}")
        try expectShell(shell, "left")
    }

    /// From outside, by the one signal that cannot be caught: the shell has the terminal as it is, and `fg` all the same.
    @Test func stoppedFromOutside() throws {
        let place = try Place()
        let shell = try shell(in: place)
        // All that the terminal was asked is answered by now.
        shell.send("zz")
        try shell.waitFor("two letters") { $0.rows(of: .prompt).contains("zz") }
        let guardian = try #require(shell.child)
        let studio = try #require(TerminalProgram.child(of: guardian))
        kill(studio, SIGSTOP)
        try shell.waitFor("the job is stopped") { _ in shell.contains("Stopped") }
        shell.send("fg\r")
        try shell.waitFor("raw keys") { _ in shell.modes.local & UInt32(ICANON) == 0 }
        shell.send("\u{0c}")
        try shell.waitFor("the studio again") { $0.row(0).contains("easel") && $0.contains("Prompt") }
        shell.send("\u{11}")
        try expectShell(shell, "left")
    }

    @Test func endedWhileItIsStopped() throws {
        let place = try Place()
        let shell = try shell(in: place)
        shell.send("\u{1a}")
        try shell.waitFor("the job is stopped") { $0.contains("Stopped") }
        shell.send("kill %1; wait; echo gone\r")
        try shell.waitFor("its end") { $0.contains("\ngone") }
        try expectShell(shell, "after")
    }
}
