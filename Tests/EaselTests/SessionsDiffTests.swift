import Foundation
import Testing

@testable import easel

/// `easel sessions diff`, the real program on two sessions of sketches.
@Suite(.blocking) struct SessionsDiffTests {
    @Test func twoSessions() throws {
        let world = try World()
        defer { world.remove() }
        func draw(_ prompt: String, _ more: String...) throws {
            #expect(try world.run(list: ["generate", prompt, "-m", "sketch", "--size", "512"] + more).code == 0)
        }
        try draw("a fox", "--session", "one")
        try draw("a fox", "--session", "two", "--aspect", "3:2")
        try draw("an owl", "--session", "two")

        let result = try world.run("sessions", "diff", "one", "two")
        #expect(result.code == 0, "\(result.errors)")
        #expect(
            result.text.split(separator: "\n").map(String.init) == [
                "- one", "+ two", "~ a fox", "      aspect: auto → 3:2", "+ an owl",
                "0 the same, 1 not the same, 0 only in one, 1 only in two",
            ])
        let json = try world.run("sessions", "diff", "one", "two", "--json").json()
        #expect(json["equal"] as? Bool == false)
        let turns = try #require(json["turns"] as? [[String: Any]])
        #expect(turns.compactMap { $0["prompt"] as? String } == ["a fox", "an owl"])
        #expect(turns[1]["first"] is NSNull && turns[1]["second"] is String)
        #expect(
            turns[0]["differences"] as? [[String: String]] == [
                ["setting": "aspect", "first": "auto", "second": "3:2"]
            ])

        let same = try world.run("sessions", "diff", "two", "two")
        #expect(same.text.contains("the same turns: 2"))
        #expect(try world.run("sessions", "diff", "two", "two", "--json").json()["equal"] as? Bool == true)
    }

    @Test func aSessionThatIsNotThere() throws {
        let world = try World()
        defer { world.remove() }
        let result = try world.run("sessions", "diff", "one", "two")
        #expect(result.code == 2)
        #expect(result.errors.contains("There is no session “one”."))
    }
}
