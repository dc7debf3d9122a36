import Foundation
import Glibc
import Testing

@testable import easel

/// What an Easel from before wrote is opened; what one to come has written is refused, and stays as it is to the byte.
struct DataVersionTests {
    private static let turn = "t_01M842R1ZT4HP814G6SP6JD9FT"
    private static let model = #""model":"sketch/sketch","session":"a-fox","size":"512""#
    private static let cost = #""cost":{"amount":0.25,"basis":"table","currency":"USD","priced_on":null}"#

    /// Version 1, as it was first written: nothing that became optional later is in it.
    private static let first: [String: String] = [
        ".local/share/easel/sessions/a-fox.jsonl": """
        {"created":"2026-11-23T11:30:33.054Z","name":"a-fox","type":"session","v":1}
        {"turn":{"id":"\(turn)","parentVariant":0,"prompt":"a fox","references":[],"settings":{"count":1,"model":"sketch/sketch","size":"512"},"startedAt":"2026-11-23T11:30:33.082Z"},"type":"turn"}
        {"id":"\(turn)","result":{"answers":[{"parts":[{"text":{"_0":"A quiet forest."}},{"image":{"mime":"image/png","sha256":"5ef4"}}]}],"attempts":1,\(cost),"elapsedSeconds":0.47,"finishReason":"STOP","images":[{"bytes":3,"height":384,"mime":"image/png","path":"2026-11-23/113033-a-fox-5ef4.png","role":"final","sha256":"5ef4","variant":0,"width":704}],"modelVersion":"sketch","notes":[],"outcome":"completed","thought":"","usage":{"image_tokens":0,"prompt_tokens":0,"search_queries":0,"text_tokens":0,"thought_tokens":0,"total_tokens":0}},"type":"result"}
        {"id":"\(turn)","type":"selected"}

        """,
        ".local/state/easel/ledger.jsonl": """
        {"at":"2026-11-23T11:30:33.083Z","billed":"unknown",\(cost),"count":1,\(model),"state":"sent","turn":"\(turn)","v":1}
        {"at":"2026-11-23T11:30:33.588Z","billed":"yes",\(cost),"count":1,\(model),"outcome":"completed","state":"settled","turn":"\(turn)","v":1}

        """,
        "easel/2026-11-23/113033-a-fox-5ef4.json": """
        {"bytes":3,\(cost),"created":"2026-11-23T11:30:33.082Z","elapsed_seconds":0.47,"height":384,"mime":"image/png","model":"sketch","notes":[],"parent_variant":0,"prompt":"a fox","provider":"sketch","references":[],"requested":{"count":1},"role":"final","schema":1,"session":"a-fox","sha256":"5ef4","turn":"\(turn)","usage":{"image_tokens":0,"prompt_tokens":0,"search_queries":0,"text_tokens":0,"thought_tokens":0,"total_tokens":0},"variant":0,"width":704}
        """,
        "easel/2026-11-23/113033-a-fox-5ef4.png": "png",
        ".local/state/easel/journal/t_01M842R2VQ235GWPE21NFZS5JC-0/intent.json": """
        {"at":"2026-11-23T11:30:33.982Z","branch":[],"estimate":{"amount":0,"basis":"free","currency":"USD","priced_on":null},"offset":0,"owner":{"pid":19721,"started":2698670},"request":"a6a9","session":"an-owl","turn":{"id":"t_01M842R2VQ235GWPE21NFZS5JC","parentVariant":0,"prompt":"an owl","references":[],"settings":{"count":1,"model":"sketch/sketch","size":"512"},"startedAt":"2026-11-23T11:30:33.976Z"},"v":1,"variant":0}

        """,
    ]

    private func world(_ change: (String) -> String = { $0 }) throws -> World {
        let world = try World()
        for (path, text) in Self.first { try world.write(change(text), to: path) }
        return world
    }

    private func files(_ world: World) -> [String: Data] {
        var files: [String: Data] = [:]
        for path in FileManager.default.subpaths(atPath: world.folder.path) ?? [] where !path.contains("index.sqlite") {
            files[path] = FileManager.default.contents(atPath: world.folder.path + "/" + path)
        }
        return files
    }

    @Test func dataOfTheFirstVersionOpens() throws {
        let world = try world()
        defer { world.remove() }
        let sessions = try world.run("sessions", "show", "a-fox")
        #expect(sessions.code == 0)
        #expect(sessions.text.contains("a fox"))
        let list = try #require(try world.run("gallery", "list", "--json").json()["pictures"] as? [[String: Any]])
        #expect(list.map { $0["prompt"] as? String } == ["a fox"])
        #expect(list.map { $0["turn"] as? String } == [Self.turn])
        #expect(try world.run("spend", "--json").json()["total"] as? Double == 0.25)
        let doctor = try world.run("doctor", "--recover", "--json")
        let turns = try #require(try doctor.json()["recovered"] as? [[String: Any]])
        #expect(turns.map { $0["session"] as? String } == ["an-owl"])
        #expect(turns.map { $0["outcome"] as? String } == ["interrupted"])
        #expect(turns.map { $0["billed"] as? String } == ["no"])
        let message = (turns.first?["failure"] as? [String: Any])?["message"] as? String
        #expect(message == "Easel was closed before the sketch was finished. Sketches cost nothing.")
        // Nothing that was there is written anew.
        let after = files(world)
        for (path, text) in Self.first where !path.contains("journal") && !path.contains("ledger") {
            #expect(after[path] == Data(text.utf8), "\(path)")
        }
        #expect(
            after[".local/state/easel/ledger.jsonl"]?.starts(
                with: Data((Self.first[".local/state/easel/ledger.jsonl"] ?? "").utf8)) == true)
    }

    @Test func dataOfALaterVersionStaysAsItIs() throws {
        let world = try world { text in
            text.replacingOccurrences(of: #""v":1"#, with: #""v":2"#)
                .replacingOccurrences(of: #""schema":1"#, with: #""schema":2"#)
        }
        defer { world.remove() }
        let before = files(world)
        let session = try world.run("sessions", "show", "a-fox")
        #expect(session.code != 0)
        #expect(session.errors.contains("newer Easel"))
        #expect(try world.run("generate", "more", "-m", "sketch", "--session", "a-fox").code != 0)
        #expect(try world.run("gallery", "list", "--json").json()["pictures"] as? [Any] != nil)
        #expect(try world.run("gallery", "reindex").code == 0)
        #expect(try world.run("spend").errors.contains("newer Easel"))
        let doctor = try world.run("doctor", "--recover", "--json")
        let left = try #require(try doctor.json()["left"] as? [[String: Any]])
        #expect(left.contains { ($0["reason"] as? String)?.contains("newer Easel") == true })
        for (path, bytes) in before { #expect(files(world)[path] == bytes, "\(path)") }
    }
}
