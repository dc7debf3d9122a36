import TerminalHarness
import Testing

/// Pictures in a terminal of their own: what is sent, how often, and what is to be seen.
@Suite(.blocking) struct PictureProgramTests {
    private func demo(
        _ pictures: [TestPicture], graphics: String = "auto", answers: String, term: String? = nil
    ) throws -> TerminalProgram {
        var environment = ["COLORTERM": "truecolor"]
        if let term { environment["TERM"] = term }
        return try TerminalProgram(
            [TerminalProgram.built("TerminalDemo"), "--graphics", graphics] + pictures.map(\.path),
            environment: environment, answers: .recorded(answers))
    }

    /// The answers for a screen of 80 × 24 cells of 8 × 16 pixels.
    private let sixel = "\u{1b}P>|Test\u{1b}\\\u{1b}[?2;0;640;384S\u{1b}[?2;0;1000;1000S\u{1b}[?62;4c"
    private let kitty = "\u{1b}P>|Test\u{1b}\\\u{1b}[6;16;8t\u{1b}_Gi=31;OK\u{1b}\\\u{1b}[?62c"
    private let plain = "\u{1b}[?62c"

    private func count(_ text: String, in program: TerminalProgram) -> Int {
        String(decoding: program.rawOutput, as: UTF8.self).components(of: text)
    }

    @Test func aSixelIsSentOnceAndAgainOnlyWhenUncovered() throws {
        let picture = try TestPicture()
        defer { picture.remove() }
        let program = try demo([picture], answers: sixel)
        try program.waitForOutput("\u{1b}P0;1;0q")
        for _ in 0..<5 { program.send("a") }
        program.send("p")
        try program.waitFor("a pop-up") { $0.contains("a pop-up") }
        #expect(count("\u{1b}P0;1;0q", in: program) == 1)
        program.send("p")
        try program.waitFor("the pop-up's end") { !$0.contains("a pop-up") }
        program.send("b")
        try program.waitFor { $0.contains("\"b\"") }
        #expect(count("\u{1b}P0;1;0q", in: program) == 2)
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
    }

    /// Most frames share the picture's rows with the last one; then it is not looked at, unless it must be.
    @Test(arguments: [true, false]) func aPictureBesideALineThatIsTypedIsLeftAlone(_ isSixel: Bool) throws {
        let picture = try TestPicture()
        defer { picture.remove() }
        let program = try demo([picture], answers: isSixel ? sixel : kitty)
        let start = isSixel ? "\u{1b}P0;1;0q" : "a=t,f=24"
        try program.waitForOutput(start)
        for _ in 0..<5 { program.send("t") }
        try program.waitFor("the line") { $0.contains("typed 5") }
        #expect(count(start, in: program) == 1)
        // The file has changed.
        program.send("r")
        try program.waitFor("the new picture") { _ in count(start, in: program) == 2 }
        program.send("tt")
        try program.waitFor("the line") { $0.contains("typed 8") }
        #expect(count(start, in: program) == 2)
        // Ctrl-L.
        program.send("\u{0c}")
        try program.waitFor("the picture sent again") { _ in count(start, in: program) == 3 }
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
    }

    @Test func aKittyPictureIsSentOnceAndPlacedInParts() throws {
        let picture = try TestPicture()
        defer { picture.remove() }
        let program = try demo([picture], answers: kitty)
        try program.waitForOutput("p=1,x=0,y=0,w=336,h=336,")
        program.send("p")
        try program.waitForOutput("p=4,")
        program.send("p")
        try program.waitFor("the pop-up's end") { !$0.contains("a pop-up") }
        program.send("q")
        try program.waitForExit()
        #expect(count("a=t,f=24", in: program) == 1)
        #expect(program.contains("\u{1b}_Ga=d,d=A,q=2\u{1b}\\"))
    }

    @Test func aWipedScreenGetsItsKittyPictureAgain() throws {
        let picture = try TestPicture()
        defer { picture.remove() }
        let program = try demo([picture], answers: kitty)
        try program.waitForOutput("p=1,x=0,y=0,w=336,h=336,")
        // Ctrl-L: the terminal forgets what it was sent.
        program.send("\u{0c}")
        try program.waitFor("the picture sent again") { _ in
            count("a=t,f=24", in: program) == 2 && count("p=1,x=0,y=0,w=336,h=336,", in: program) == 2
        }
        program.send("q")
        try program.waitForExit()
    }

    @Test func symbolsAreWhereTheyBelong() throws {
        let picture = try TestPicture()
        defer { picture.remove() }
        let program = try demo([picture], answers: plain)
        let red = VirtualScreen.Color.rgb(255, 0, 0)
        let blue = VirtualScreen.Color.rgb(0, 0, 255)
        try program.waitFor("the picture") { $0.cell(45, 10).background == red && $0.cell(60, 10).background == blue }
        program.send("p")
        try program.waitFor("a pop-up") { $0.contains("a pop-up") }
        #expect(program.screen.cell(45, 7).background == .rgb(60, 60, 120), "the theme's own colour, exactly")
        program.send("p")
        try program.waitFor("the picture again") { $0.cell(45, 7).background == red }
        program.resize(columns: 60, rows: 18)
        try program.waitFor("the picture, smaller") {
            $0.row(17).contains("ready") && $0.cell(42, 8).background == red && $0.cell(46, 8).background == blue
        }
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
    }

    @Test(arguments: ["xterm-256color", "ghost-of-the-future"])
    func aListThatMovesBesideAPictureLeavesItInPlace(_ term: String) throws {
        let picture = try TestPicture()
        defer { picture.remove() }
        let program = try demo([picture], answers: plain, term: term)
        let red = VirtualScreen.Color.rgb(255, 0, 0)
        try program.waitFor("the picture") { $0.cell(45, 1).background == red && $0.cell(45, 20).background == red }
        // The list is full after twenty lines: from then on every key moves all of it up by one.
        for letter in "abcdefghiABCDEFGHIJKLMNOP" {
            program.send(String(letter))
            try program.waitFor { $0.contains("\"\(letter)\"") }
        }
        for row in 1...20 { #expect(program.screen.cell(45, row).background == red, "row \(row)") }
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
    }

    @Test func changesOnBothSidesOfANarrowRestLeaveItInPlace() throws {
        let picture = try TestPicture(width: 80)
        defer { picture.remove() }
        let program = try demo([picture], answers: plain)
        let blue = VirtualScreen.Color.rgb(0, 0, 255)
        try program.waitFor("the picture") { $0.cell(77, 8).background == blue }
        program.send("p+++")
        try program.waitFor("the pop-up's edge") { $0.cell(75, 8).background == .rgb(60, 60, 120) }
        #expect(program.screen.cell(77, 8).background == blue)
        program.send("m")
        try program.waitFor("marks") { $0.row(8).hasSuffix(">") }
        #expect((76...78).allSatisfy { program.screen.cell($0, 8).background == blue })
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
    }

    @Test func whatIsNoPictureSaysSo() throws {
        let program = try TerminalProgram(
            [TerminalProgram.built("TerminalDemo"), "/nonexistent/fox.png"], answers: .recorded(plain))
        try program.waitFor("the reason") { $0.contains("fox.png") }
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
