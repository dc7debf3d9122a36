import Foundation
import Glibc
import TerminalHarness
import Testing

/// The studio after a crash: what an earlier run left is brought home without being asked.
@Suite(.blocking, .serialized) struct RecoveryProgramTests {
    @Test func aKilledTurnHasAnEndAtTheNextStart() throws {
        let place = try Place()
        let studio = try place.studio(seconds: 60)
        studio.send("a lighthouse")
        try studio.waitFor("the prompt") { $0.rows(of: .prompt).contains("a lighthouse") }
        studio.send("\r")
        let deadline = ContinuousClock.now + .seconds(20)
        func journal() -> [String] { place.files("state/easel/journal").keys.sorted() }
        while !journal().contains(where: { $0.hasSuffix("intent.json") }), ContinuousClock.now < deadline {
            usleep(2000)
        }
        #expect(journal().contains { $0.hasSuffix("intent.json") })
        // The process below the one that gives the terminal back.
        let below = try String(contentsOfFile: "/proc/\(studio.pid)/task/\(studio.pid)/children", encoding: .utf8)
        let child = try #require(below.split(separator: " ").first.flatMap { pid_t($0) })
        kill(child, SIGKILL)
        _ = try studio.waitForExit()

        let again = try place.studio()
        try again.waitFor("the news") { $0.contains("interrupted") && $0.contains("at no cost") }
        try again.waitFor("its mark") { $0.rows(of: .history).contains("! a lighthouse") }
        #expect(journal() == [])
        again.send("\u{11}")
        #expect(try again.waitForExit() == .code(0))
    }
}
