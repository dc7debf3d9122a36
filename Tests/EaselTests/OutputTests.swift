import Pixels
import Screen
import StudioCore
import Testing

@testable import easel

@Suite struct OutputTests {
    @Test func jsonKeepsItsOrderAndEscapes() {
        let json = JSON.object([
            "b": .string("q\"\\\n\u{1B}[31m\u{9B}\u{202E}\u{2066}\u{200B}\u{E0041}\u{FFFE}é⛄"),
            "a": .array([.int(1), .null, .bool(true)]),
            "n": .number(0.134),
            "whole": .number(5), "none": .string(nil as String?), "sum": .number(0.1 + 0.2, decimals: 6),
            "inf": .number(.infinity),
        ])
        #expect(
            json.description
                == #"{"b":"q\"\\\n\u001b[31m\u009b\u202e\u2066\u200b\udb40\udc41\ufffeé⛄","a":[1,null,true],"n":0.134,"whole":5,"none":null,"sum":0.3,"inf":null}"#
        )
    }

    @Test(arguments: [
        (0.134, "0.134"), (0.05, "0.05"), (12, "12.00"), (0.0336, "0.0336"), (0.00001, "0.00"), (1.5, "1.50"),
        (1e300, "900000000000000.00"), (-1e300, "-900000000000000.00"), (.infinity, "900000000000000.00"),
    ])
    func money(_ amount: Double, _ text: String) {
        #expect(Money.text(amount) == text)
    }

    @Test func variantsStayApartWhereNamesAreCut() {
        let names = (1...2).map { "143502-a-very-long-name-of-a-fox-in-snow-7f3a-0\($0).png".cutInTheMiddle(to: 30) }
        #expect(names.allSatisfy { $0.count == 30 && $0.hasPrefix("143502-a") } && names[0] != names[1])
        #expect("fox.png".cutInTheMiddle(to: 30) == "fox.png")
    }

    @Test(arguments: [
        (["gallery", "search", "fox", "-snow", "--json"], ["gallery", "search", "--json", "--", "fox", "-snow"]),
        (["gallery", "--gallery", "g", "search", "-fox"], ["gallery", "--gallery", "g", "search", "--", "-fox"]),
        (["gallery", "search", "--limit", "-3", "--", "-h"], ["gallery", "search", "--limit", "-3", "--", "-h"]),
        (["gallery", "export", "-fox", "-o", "out"], ["gallery", "export", "-o", "out", "--", "-fox"]),
        (["gallery", "search", "-h"], ["gallery", "search", "-h"]),
        (["gallery", "trash", "-fox"], ["gallery", "trash", "-fox"]), (["generate", "-x"], ["generate", "-x"]),
    ])
    func wordsOfAQueryAreNoOptions(_ arguments: [String], _ sorted: [String]) {
        #expect(QueryArguments.sorted(arguments) == sorted)
    }

    @Test func columnsAlign() {
        #expect(Columns.lines([["a", "bb", ""], ["ccc", "d", "e"]]) == ["a    bb", "ccc  d   e"])
    }

    @Test func progressBar() {
        let line = ProgressLine(model: "google/m", usual: 20)
        var progress = TurnProgress(count: 1)
        progress.apply(.phase(.drawing), variant: 0)
        #expect(
            line.bar(progress, elapsed: 9.4, columns: 60)
                == "▕██████████████                ▏ drawing 9 s of about 20 s")
        #expect(line.bar(progress, elapsed: 9.4, columns: 20) == "drawing 9 s of abo…")
        progress.apply(.step(7, of: 20), variant: 0)
        #expect(line.line(progress, elapsed: 9) == "google/m: drawing 9 s of about 20 s, step 7 of 20")
        #expect(line.bar(progress, elapsed: 9, columns: 60).hasPrefix("▕█████ "))
        progress.apply(.phase(.receiving), variant: 0)
        progress.apply(.received(bytes: 3_140_000, of: 7_000_000), variant: 0)
        #expect(line.line(progress, elapsed: 21) == "google/m: receiving 21 s of about 20 s, 3.1 of 7.0 MB")
        // However late, the bar never claims to be done.
        #expect(line.bar(progress, elapsed: 1e6, columns: 80).contains(" ▏"))
    }

    @Test func severalBarsHaveTheirNames() {
        let console = Console(outputIsTerminal: false, errorIsTerminal: true)
        let models = ["sketch/sketch", "google/a-long-name"].map {
            (line: ProgressLine(model: $0, usual: 20), count: 1)
        }
        let printer = ProgressPrinter(rows: models, console: console)
        #expect(
            printer.lines(columns: 70, elapsed: 9.4)
                == [
                    "sketch/sketch       ▕█████████▊           ▏ queued 9 s of about 20 s",
                    "google/a-long-name  ▕█████████▊           ▏ queued 9 s of about 20 s",
                ])
        #expect(printer.lines(columns: 24, elapsed: 9.4).allSatisfy { $0.count <= 23 })
        #expect(ProgressPrinter(rows: [models[0]], console: console).lines(columns: 30, elapsed: 1).count == 1)
    }

    @Test func theWorstOutcomeDecidesTheCode() {
        func contender(_ outcome: Outcome, _ kind: FailureKind? = nil) -> Contender {
            Contender(
                name: "m", outcome: outcome,
                failure: kind.map { TurnFailure($0, message: "", advice: "", billed: .no) },
                ending: "", asked: "", got: "", json: .null)
        }
        func code(_ contenders: Contender...) -> Int32 {
            Comparison(contenders: contenders, bitmaps: []).exitCode
        }
        let done = contender(.completed)
        #expect(code(done, done) == 0)
        #expect(code(done, contender(.rejected, .contentRejected)) == 3)
        #expect(
            code(contender(.rejected, .contentRejected), contender(.failed, .server), contender(.failed, .quota)) == 7)
        #expect(code(contender(.failed, .quota), done, contender(.failed, .server)) == 5)
        #expect(code(contender(.failed, .quota), contender(.cancelled, .cancelled)) == 130)
        #expect(code(contender(.interrupted, .interrupted)) == 6)
    }

    @Test(arguments: [
        (0, 1, "0.0"), (12.34, 1, "12.3"), (0.7885, 3, "0.789"), (0.05, 2, "0.05"), (-0.25, 1, "-0.3"),
        (99.96, 1, "100.0"),
        (3, 2, "3.00"),
    ])
    func decimals(_ value: Double, _ count: Int, _ text: String) {
        #expect(ComparisonReport.decimals(value, count) == text)
    }

    @Test func aLittleIsNotNothing() {
        #expect(
            [0, 0.0001, 0.0005, 0.5, 1].map(ComparisonReport.percent) == [
                "0.0 %", "under 0.1 %", "0.1 %", "50.0 %", "100.0 %",
            ])
    }

    @Test func anANSISheetStaysWithinItsColumns() {
        let picture = Bitmap.filled(RGB(200, 40, 40), width: 32, height: 16)
        let cells = (0..<5).map { index in
            ContactSheet.Cell(
                picture: index == 1 ? nil : picture, instead: "rejected",
                caption: ["a very long caption of cell \(index), 雪 and all\u{1B}[2J\u{7}", "two\nlines"])
        }
        for colors in [SymbolColors.truecolor, .palette256, .monochrome] {
            let sheet = AnsiSheet(title: "foxes\u{1B}]0;x\u{7}", cells: cells, columns: 50, colors: colors)
            #expect(sheet.layout.perRow == 2 && sheet.layout.width == 24)
            let plain = sheet.lines.map { $0.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") }
            #expect(plain.allSatisfy { $0.displayWidth <= 50 })
            #expect(plain.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
            #expect(plain.contains { $0.contains("[rejected]") })
            #expect(plain.count(where: { $0.hasPrefix("a very long") }) == 3)
            #expect(plain.contains { $0.hasPrefix("two lines") })
        }
    }

    @Test func numbersSeveralPictures() {
        let gallery = ["d/a-1.png", "d/a-2.jpg"]
        #expect(PictureOutput.targets("x/out.png", isFolder: false, pictures: ["d/a.png"]) == ["x/out.png"])
        #expect(
            PictureOutput.targets("x.y/out", isFolder: false, pictures: gallery) == ["x.y/out-1", "x.y/out-2"])
        #expect(
            PictureOutput.targets("out.png", isFolder: false, pictures: gallery) == ["out-1.png", "out-2.png"])
        #expect(PictureOutput.targets("dir/", isFolder: true, pictures: gallery) == ["dir/a-1.png", "dir/a-2.jpg"])
    }
}

@Suite struct KeyCommandTests {
    private let environment = Environment(["PATH": "/usr/bin:/bin", "MINE_API_KEY": "s3cret", "HOME": "/h"])

    private func key(_ arguments: String...) async -> Result<String, KeyCommand.Failure> {
        do throws(KeyCommand.Failure) {
            return .success(
                try await KeyCommand(arguments: arguments, environment: environment.withoutKeys(of: [])).key())
        } catch {
            return .failure(error)
        }
    }

    @Test func takesTheFirstLine() async {
        #expect(await key("printf", "one\\ntwo\\n") == .success("one"))
        #expect(await key("/usr/bin/printf", "one") == .success("one"))
    }

    @Test func saysWhyNot() async {
        #expect(await key("true") == .failure(.printedNothing))
        #expect(await key("false") == .failure(.ended(code: 1, words: "")))
        #expect(await key("./mine") == .failure(.relativePath))
        #expect(await key("no-such-program-anywhere") == .failure(.notStarted("No such file or directory")))
    }

    @Test func isNoShellAndGetsNoKeys() async {
        #expect(await key("printf", "%s", "$(id);`id`") == .success("$(id);`id`"))
        #expect(await key("printenv", "MINE_API_KEY") == .failure(.ended(code: 1, words: "")))
        #expect(await key("ls", "/proc/self/fd/3") == .failure(.ended(code: 2, words: Self.noThree)), "no descriptor")
    }

    private static let noThree = "ls: cannot access […] No such file or directory"

    @Test func doesNotWaitForWhatItLeavesRunning() async {
        let start = ContinuousClock.now
        #expect(await key("sh", "-c", "sleep 100 & echo one") == .success("one"))
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func boundsWhatItReads() async {
        #expect(await key("sh", "-c", "head -c 5000 /dev/zero | tr '\\0' k") == .failure(.lineTooLong))
        #expect(await key("sh", "-c", "echo one; head -c 9000000 /dev/zero") == .success("one"))
    }

    @Test(arguments: [
        ("gpg: decryption failed: No secret key", "gpg: decryption failed: No secret key"),
        ("Error: \u{1B}]52;c;AAAA\u{07} done", "Error: […] done"), ("key sk-canary-abcdefghijkl.", "key […]"),
        ("got=AIzaSyA0123456789abcdef", "[…]"), ("line one\nline two", "line one"), ("a7f3c2 x", "[…] x"),
        ("zażółć", "[…]"), (String(repeating: "a", count: 500), "[…]"),
    ])
    func complaintsAreWordsAndNoKeys(_ words: String, _ shown: String) {
        #expect(KeyCommand.complaint(Array(words.utf8)) == shown)
    }

    @Test func endsWhatSaysNothingMoreAndStays() async {
        let command = KeyCommand(
            arguments: ["sh", "-c", "echo key; exec >&- 2>&-; exec sleep 600"], environment: environment,
            limitSeconds: 1)
        await #expect(throws: KeyCommand.Failure.tookTooLong) { try await command.key() }
    }

    @Test func endsWhatHangs() async {
        let command = KeyCommand(arguments: ["sleep", "600"], environment: environment, limitSeconds: 0)
        await #expect(throws: KeyCommand.Failure.tookTooLong) { try await command.key() }
    }
}
