import Glibc
import TerminalHarness
import Testing

/// The real thing in a terminal of its own: what is on the screen, and what is left behind.
@Suite(.blocking) struct TerminalProgramTests {
    private func demo(
        _ arguments: [String] = [], environment: [String: String] = [:], answers: TerminalProgram.Answers = .vterm
    ) throws -> TerminalProgram {
        let program = try TerminalProgram(
            [TerminalProgram.built("TerminalDemo")] + arguments, environment: environment, answers: answers)
        try program.waitFor("the first frame") { $0.row(23).contains("ready") }
        return program
    }

    private func expectGivenBack(_ program: TerminalProgram) {
        #expect(program.modes == program.modesBefore)
        #expect(program.modesLeftOn == [])
    }

    @Test func theTerminalIsGivenBackAtTheEnd() throws {
        let program = try demo()
        #expect(program.modes != program.modesBefore)
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
        expectGivenBack(program)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP])
    func theTerminalIsGivenBackAfterASignal(_ number: Int32) throws {
        let program = try demo()
        program.signal(number)
        #expect(try program.waitForExit() == .signal(Int(number)))
        expectGivenBack(program)
    }

    @Test func theTerminalIsGivenBackAfterATrap() throws {
        let program = try demo()
        program.send("x")
        guard case .signal = try program.waitForExit() else { return #expect(Bool(false), "no trap") }
        expectGivenBack(program)
    }

    @Test func theGuardianPassesOnHowItEnded() throws {
        let program = try demo(["--guarded"])
        program.signal(SIGTERM)
        #expect(try program.waitForExit() == .signal(Int(SIGTERM)))
        expectGivenBack(program)
    }

    @Test func evenAKilledStudioLeavesAUsableTerminal() throws {
        let program = try demo(["--guarded"])
        let child = try #require(program.child)
        kill(child, SIGKILL)
        #expect(try program.waitForExit() == .signal(Int(SIGKILL)))
        expectGivenBack(program)
    }

    @Test func keysPastesAndTheMouseArrive() throws {
        let program = try demo()
        program.send("a\u{1b}[1;5A")
        try program.waitFor { $0.contains("key up 1") }
        program.send("\u{1b}[200~two\nlines\u{1b}[201~")
        try program.waitFor { $0.contains("paste 9 two|lines") }
        program.send("\u{1b}[<0;3;4M")
        try program.waitFor { $0.contains("mouse press 2,3") }
        program.send("\u{1b}")
        try program.waitFor { $0.contains("key escape 0") }
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
    }

    @Test func aSilentTerminalIsNotWaitedFor() throws {
        let program = try demo(answers: .silent)
        program.send("b")
        try program.waitFor { $0.contains("key character(\"b\") 0") }
        program.send("\u{1b}P>|late(1)\u{1b}\\\u{1b}[?62;4c")
        try program.waitFor { $0.row(23).contains("late(1) sixel") }
        #expect(!program.screen.text.contains("[?62"))
        program.send("q")
        try program.waitForExit()
    }

    @Test func resizeStormsEndInTheRightSize() throws {
        let program = try demo()
        for size in [(1, 1), (200, 60), (3, 2), (400, 100), (60, 18)] { program.resize(columns: size.0, rows: size.1) }
        try program.waitFor { $0.row(17).contains("ready") && $0.contains("resize 60x18") }
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
    }

    @Test func aTerminalThatCannotIsToldSoInWords() throws {
        for term in ["dumb", ""] {
            let program = try TerminalProgram([TerminalProgram.built("TerminalDemo")], environment: ["TERM": term])
            #expect(try program.waitForExit() == .code(1))
            #expect(program.screen.text.contains("TERM"))
            expectGivenBack(program)
        }
    }

    @Test func anUnknownTerminalIsTakenForXterm() throws {
        let program = try demo(environment: ["TERM": "ghost-of-the-future"])
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
        expectGivenBack(program)
    }

    @Test func aHangUpEndsTheProgram() throws {
        let program = try demo()
        program.signal(SIGCONT)
        try program.waitFor { $0.contains("redraw") }
        program.send("q")
        #expect(try program.waitForExit() == .code(0))
        expectGivenBack(program)
    }
}
