import Glibc
import TerminalHarness
import Testing

/// The real program in a real terminal: what a person sees and presses, from the first start to the second.
@Suite(.blocking, .serialized) struct StudioProgramTests {
    private func leave(_ program: TerminalProgram) throws { try program.leave() }

    @Test func anEveningOfWork() throws {
        let place = try Place()
        let studio = try place.studio()
        try studio.waitFor("the welcome") { $0.contains("Describe a picture and press Enter.") }
        #expect(studio.screen.contains("no turns yet"))
        #expect(studio.modes != studio.modesBefore)

        try studio.ask("ein Leuchtturm, Schnee ☃ 灯台", inHistory: "ein Leuchtturm")
        try studio.waitFor("the picture") { $0.pictureCells > 300 }
        try studio.ask("add a red boat", inHistory: "add a red")

        // Back to the first turn, and on from there: a branch.
        studio.send("\u{1b}")
        try studio.waitFor("the history's keys") { $0.row(23).contains("start over") || $0.row(23).contains("retry") }
        studio.send("k")
        try studio.waitFor("the first turn") { $0.contains("1/2") }
        studio.send("\u{1b}")
        try studio.waitFor("the prompt's keys") { $0.row(23).contains("submit") }
        try studio.ask("make it night", inHistory: "make it")
        let history = studio.screen.rows(of: .history)
        #expect(history.contains("├ ● add a red"))
        #expect(history.contains("╰ ● make it"))

        studio.send("\u{14}")
        try studio.waitFor("what was spent") { $0.contains("Spend") && $0.contains("3 turns") && $0.contains("in all") }
        studio.send("\u{1b}")
        try studio.waitFor("the studio again") { !$0.contains("in all") }

        studio.resize(columns: 50, rows: 10)
        try studio.waitFor("a polite word") { $0.contains("The studio needs 60×18") && $0.contains("50×10") }
        studio.resize(columns: 120, rows: 40)
        try studio.waitFor("the large screen") { $0.row(39).contains("submit") && $0.pictureCells > 900 }
        studio.resize(columns: 80, rows: 24)
        try studio.waitFor("the first size again") { $0.row(23).contains("submit") && $0.pictureCells > 300 }
        try leave(studio)

        let again = try place.studio()
        try again.waitFor("all turns again") { $0.contains("3/3") && $0.rows(of: .history).contains("╰ ● make it") }
        try again.waitFor("its picture") { $0.pictureCells > 300 }
        try leave(again)

        let pictures = place.files("pictures")
        #expect(pictures.keys.count { $0.hasSuffix(".png") } == 3)
        #expect(pictures.keys.count { $0.hasSuffix(".json") } == 3)
        #expect(pictures.values.allSatisfy { $0 > 0 })
    }

    @Test func whatIsHappeningIsShownWhileItDoes() throws {
        let studio = try Place().studio(seconds: 2)
        studio.send("a forest at dawn, fog\r")
        try studio.waitFor("thinking") { $0.row(22).contains("thinking") && $0.row(22).contains(" s") }
        try studio.waitFor("drawing") { $0.row(22).contains("drawing") }
        try studio.waitFor("a draft") { $0.contains("draft") && $0.pictureCells > 300 }
        try studio.waitFor("completed") { $0.row(22).contains("completed") }
        try leave(studio)
    }

    @Test func aTurnCanBeCancelled() throws {
        let studio = try Place().studio(seconds: 600)
        studio.send("a fox\r")
        try studio.waitFor("it runs") { $0.row(22).contains("sending") || $0.row(22).contains("thinking") }
        studio.send("\u{1b}")
        try studio.waitFor("the history") { $0.row(23).contains("cancel turn") }
        studio.send("\u{1b}")
        try studio.waitFor("cancelled") { $0.contains("Cancelled") && $0.row(22).contains("cancelled") }
        try leave(studio)
    }

    @Test func leavingFinishesWhatRunsFirst() throws {
        let place = try Place()
        let studio = try place.studio(seconds: 2)
        studio.send("a fox in snow\r")
        try studio.waitFor("it runs") { $0.row(22).contains("sending") || $0.row(22).contains("thinking") }
        studio.send("\u{11}")
        try studio.waitFor("the question") { $0.contains("Easel leaves by itself") }
        #expect(try studio.waitForExit() == .code(0))
        studio.expectGivenBack()
        #expect(place.files("pictures").keys.contains { $0.hasSuffix(".png") })
    }

    @Test func aRefusalIsExplained() throws {
        let studio = try Place().studio()
        studio.send("something forbidden\r")
        try studio.waitFor("the card") { $0.contains("The model declined this prompt") && $0.contains("IMAGE_SAFETY") }
        try leave(studio)
    }

    @Test func aPasteSendsNothing() throws {
        let studio = try Place().studio()
        studio.send("\u{1b}[200~a fox\nin the snow\u{1b}[201~")
        try studio.waitFor("both lines") { $0.contains("│ a fox") && $0.contains("│ in the snow") }
        #expect(studio.screen.contains("no turns yet"))
        try leave(studio)
    }

    @Test func asciiModeHasPicturesToo() throws {
        let studio = try Place().studio("studio", "--ascii")
        studio.send("a mountain lake\r")
        try studio.waitFor("completed") { $0.row(22).contains("completed") }
        try studio.waitFor("the picture") { screen in
            (5..<15).allSatisfy { y in
                (35..<70).contains { x in !screen.cell(x, y).text.isEmpty && screen.cell(x, y).text != " " }
            }
        }
        try leave(studio)
    }

    @Test func aSecondStudioOnTheSessionIsToldSo() throws {
        let place = try Place()
        let first = try place.studio("studio", "--session", "foxes")
        try first.ask("a fox", inHistory: "a fox")
        let second = try place.studio("studio", "--session", "foxes")
        try second.waitFor("the reason") { $0.contains("“foxes” is open in another Easel") }
        try second.ask("an owl", inHistory: "an owl")
        try leave(second)
        #expect(first.screen.rows(of: .history).contains("● a fox"))
        try leave(first)
        #expect(place.files("data/easel/sessions").keys.count { $0.hasSuffix(".jsonl") } == 2)
    }

    @Test(arguments: [SIGTERM, SIGHUP]) func aSignalGivesTheTerminalBack(_ number: Int32) throws {
        let place = try Place()
        let studio = try place.studio()
        try studio.ask("a fox", inHistory: "a fox")
        studio.signal(number)
        _ = try studio.waitForExit()
        studio.expectGivenBack()
        let again = try place.studio()
        try again.waitFor("the turn") { $0.rows(of: .history).contains("● a fox") }
        try leave(again)
    }

    /// The terminal is given back at once, the turn is received to its end all the same.
    @Test(arguments: [SIGTERM, SIGHUP]) func aSignalWaitsForWhatRuns(_ number: Int32) throws {
        let place = try Place()
        let studio = try place.studio(seconds: 2)
        studio.send("a fox in snow\r")
        try studio.waitFor("it runs") { $0.row(22).contains("sending") || $0.row(22).contains("thinking") }
        studio.signal(number)
        studio.signal(number)
        #expect(try studio.waitForExit() == .signal(Int(number)))
        studio.expectGivenBack()
        #expect(place.files("pictures").keys.contains { $0.hasSuffix(".png") })
        let again = try place.studio()
        try again.waitFor("the turn") { $0.rows(of: .history).contains("● a fox in snow") }
        try leave(again)
    }

    @Test func aKilledStudioLosesNoTurn() throws {
        let place = try Place()
        let studio = try place.studio(seconds: 600)
        studio.send("a fox\r")
        try studio.waitFor("it runs") { $0.row(22).contains("sending") || $0.row(22).contains("thinking") }
        kill(try #require(studio.child), SIGKILL)
        #expect(try studio.waitForExit() == .signal(Int(SIGKILL)))
        let again = try place.studio()
        try again.waitFor("the unfinished turn") { $0.rows(of: .history).contains("! a fox") }
        #expect(again.screen.contains("This turn was not finished"))
        try leave(again)
    }
}
