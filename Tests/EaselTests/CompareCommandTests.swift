import Foundation
import Glibc
import StudioCore
import Testing

@testable import easel

/// `compare` as programs meet it: several models of which one is a real provider on this machine, pictures, votes.
@Suite(.blocking) struct CompareCommandTests {
    private func world(
        _ answer: LoopbackServer.Answer = .picture(), _ body: (inout World) throws -> Void
    ) throws {
        let server = try LoopbackServer(answer)
        defer { server.stop() }
        var world = try World()
        defer { world.remove() }
        world.variables["GEMINI_API_KEY"] = "canary-7f3a91"
        world.variables["GOOGLE_GEMINI_BASE_URL"] = server.url + "/v1beta"
        try body(&world)
    }

    private func turns(_ json: [String: Any]) throws -> [[String: Any]] {
        try #require(json["turns"] as? [[String: Any]])
    }

    @Test func severalModelsAnswerOneRequest() throws {
        try world { world in
            let result = try world.run(
                "compare", "a", "red", "fox", "-m", "sketch", "-m", "nano-banana", "-o", "sheet.png", "--json")
            #expect(result.code == 0, "\(result.errors)")
            let json = try result.json()
            #expect(json["outcome"] as? String == "completed")
            #expect(json["session"] as? String == "a-red-fox")
            let turns = try turns(json)
            #expect(turns.compactMap { $0["provider"] as? String } == ["sketch", "google"])
            #expect(turns.compactMap { $0["outcome"] as? String } == ["completed", "completed"])
            #expect(turns.allSatisfy { $0["parent"] is NSNull && $0["session"] as? String == "a-red-fox" })
            let ids = turns.compactMap { $0["turn"] as? String }
            let metrics = try #require(json["metrics"] as? [[String: Any]])
            #expect(metrics.map { $0["between"] as? [String] } == [ids])
            // The provider's picture has one pixel.
            #expect(metrics.first?["compared_at"] as? [Int] == [1, 1])
            #expect(metrics.first?["ssim"] as? Double != nil)
            let differences = try #require(json["differences"] as? [[String: Any]])
            #expect(differences.first?["setting"] as? String == "model")
            let sheet = try #require(json["sheet"] as? String)
            #expect(try Data(contentsOf: URL(fileURLWithPath: sheet)).starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect((json["cost"] as? [String: Any])?["amount"] as? Double ?? 0 > 0)
            // A line a model, and both turns in one session.
            #expect(result.errors.contains("sketch/") && result.errors.contains("google/"))
            let shown = try world.run("sessions", "show", "a-red-fox", "--json").json()
            #expect((shown["turns"] as? [[String: Any]])?.compactMap { $0["turn"] as? String } == ids)
        }
    }

    @Test func siblingsHangUnderTheirParent() throws {
        try world { world in
            let made = try world.run("generate", "a fox", "-m", "sketch", "--size", "512", "--json").json()
            let parent = try #require(made["turn"] as? String)
            let result = try world.run(
                "compare", "make it night", "--parent", parent, "-m", "sketch", "-m", "nano-banana", "--aspect", "auto",
                "--size", "1K", "--json")
            #expect(result.code == 2, "nano-banana has no size: nothing is sent")
            let compared = try world.run(
                "compare", "make it night", "--parent", parent, "-m", "sketch", "-m", "nano-banana-pro", "--size", "1K",
                "--json")
            #expect(compared.code == 0, "\(compared.errors)")
            #expect(try turns(try compared.json()).compactMap { $0["parent"] as? String } == [parent, parent])
        }
    }

    @Test(
        arguments: [
            (500, "INTERNAL", 7, "failed"), (401, "UNAUTHENTICATED", 4, "failed"),
        ] as [(Int, String, Int32, String)])
    func oneThatFailsDecidesTheCode(_ http: Int, _ status: String, _ code: Int32, _ outcome: String) throws {
        try world(.error(http, status, "no")) { world in
            let plain = try world.run(
                "compare", "a forbidden fox", "-m", "sketch", "-m", "nano-banana", "-o", "s.png", "--json")
            #expect(plain.code == code, "\(plain.errors)")
            let json = try plain.json()
            #expect(json["outcome"] as? String == outcome)
            #expect(try turns(json).compactMap { $0["outcome"] as? String } == ["rejected", outcome])
            #expect((json["metrics"] as? [Any])?.isEmpty == true)
            #expect(FileManager.default.fileExists(atPath: world.folder.path + "/s.png"))
            #expect(plain.errors.contains("google/"))
        }
    }

    @Test func aRejectionCountsWhereNothingFailed() throws {
        try world { world in
            let result = try world.run("compare", "a forbidden fox", "-m", "nano-banana", "-m", "sketch", "--json")
            #expect(result.code == 3)
            #expect(try result.json()["outcome"] as? String == "rejected")
            #expect(try turns(try result.json()).compactMap { $0["outcome"] as? String } == ["completed", "rejected"])
            #expect(result.errors.contains("Rephrase the prompt"))
        }
    }

    @Test(arguments: [
        (["compare", "a fox", "-m", "sketch"], "two to four"),
        (["compare", "-m", "sketch", "-m", "nano-banana"], "Say what"),
        (["compare", "a fox", "-m", "sketch", "-m", "sketch"], "named twice"),
        (["compare", "a fox", "-m", "sketch", "-m", "no-such-model"], "no-such-model"),
        (["compare", "a fox", "-m", "sketch", "-m", "nano-banana", "--thinking", "high"], "hinking"),
        (["compare", "a fox", "-m", "sketch", "-m", "nano-banana", "-o", "nowhere/x.png"], "nowhere"),
        (["compare", "a fox", "--pictures", "x.png"], "sends nothing"),
        (["compare", "--pictures", "x.png", "y.png"], "x.png"), (["compare", "--pictures", "t_1", "t_2"], "t_1"),
        (["compare", "--standings", "a fox"], "--standings"), (["compare", "a fox", "--winner", "x"], "--pictures"),
        (["compare", "a fox", "-m", "sketch", "-m", "nano-banana", "--sheet", "ansi"], "standard output"),
        (["compare", "--pictures", "x.png", "y.png", "--sheet", "ansi", "-o", "s.png"], "--sheet ansi"),
        (["compare", "--pictures", "x.png", "y.png", "--sheet", "png", "-o", "s.txt"], "--sheet png"),
        (["compare", "--pictures", "x.png", "y.png", "-o", "s.jpg"], "not .jpg"),
        (["compare", "--standings", "-o", "s.png"], "no sheet"),
        (["compare", "--standings", "--tag", "x"], "all votes"),
        (["sessions", "show", "x", "--strip", "x.mp4"], ".gif"),
        (["sessions", "show", "x", "--sheet", "x.jpg"], ".jpg"),
    ])
    func whatIsWrongIsFoundBeforeAnythingIsSent(_ arguments: [String], _ words: String) throws {
        try world { world in
            let result = try world.run(list: arguments + ["--json"])
            #expect(result.code == 2, "\(result.text)")
            #expect(try (result.failure()["message"] as? String)?.contains(words) == true, "\(result.text)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path).isEmpty)
        }
    }

    @Test func aDryRunSaysWhatAllWouldCost() throws {
        try world { world in
            let result = try world.run(
                "compare", "a fox", "-m", "sketch", "-m", "nano-banana-pro", "--dry-run", "--json")
            let json = try result.json()
            #expect(result.code == 0)
            #expect(
                (json["requests"] as? [[String: Any]])?.compactMap { $0["provider"] as? String } == [
                    "sketch", "google",
                ])
            #expect((json["cost"] as? [String: Any])?["amount"] as? Double == 0.134)
            #expect((json["cost"] as? [String: Any])?["basis"] as? String == "estimate")
            let text = try world.run("compare", "a fox", "-m", "sketch", "-m", "nano-banana-pro", "--dry-run").text
            #expect(text.contains("together:   about $0.134\nNothing was sent."))
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path).isEmpty)
        }
    }

    @Test func theDaysCapCountsAllTogether() throws {
        try world { world in
            // Each alone would fit.
            try world.write("[defaults]\nbudget_per_day = 0.15\n", to: ".config/easel/config.toml")
            let result = try world.run("compare", "a fox", "-m", "nano-banana", "-m", "nano-banana-pro", "--json")
            #expect(result.code == 5)
            #expect(try result.failure()["kind"] as? String == "budget")
            #expect(!FileManager.default.fileExists(atPath: world.folder.path + "/.local"))
        }
    }

    @Test func peopleGetATable() throws {
        try world { world in
            let result = try world.run(
                "compare", "a fox", "-m", "sketch", "-m", "nano-banana", "--sheet", "ansi", "--columns", "60")
            #expect(result.code == 0, "\(result.errors)")
            let lines = result.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            #expect(lines.first == "a fox")
            #expect(lines.contains { $0.hasPrefix("sketch/") && $0.contains("completed in") && $0.hasSuffix(".png") })
            #expect(lines.contains { $0.contains("PSNR") && $0.contains("SSIM") })
            #expect(lines.contains { $0.hasPrefix("DIFFERS") })
            // Colours and nothing else reach the terminal.
            let rest = result.text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
            #expect(!rest.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        }
    }

    @Test func aSheetMayGoToStandardOutput() throws {
        try world { world in
            let made = try world.run("generate", "a fox", "-m", "sketch", "--size", "512", "-o", "a.png")
            #expect(made.code == 0, "\(made.errors)")
            let result = try world.run("compare", "--pictures", "a.png", "a.png", "-o", "-", "--differences")
            #expect(result.code == 0, "\(result.errors)")
            #expect(result.output.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(result.errors.contains("identical"))
        }
    }

    @Test func picturesAreComparedWithoutSendingAnything() throws {
        try world { world in
            let first = try world.run("generate", "a fox", "-m", "sketch", "--size", "512", "--json").json()
            let turn = try #require(first["turn"] as? String)
            let edit = try world.run("edit", turn, "make it night", "--json").json()
            let path = try #require((edit["images"] as? [[String: Any]])?.last?["path"] as? String)
            let result = try world.run("compare", "--pictures", turn, path, "--json", "-o", "s.txt")
            #expect(result.code == 0, "\(result.errors)")
            let json = try result.json()
            let metrics = try #require((json["metrics"] as? [[String: Any]])?.first)
            #expect(metrics["between"] as? [String] == [turn, path])
            let pictures = try #require(json["pictures"] as? [[String: Any]])
            #expect(pictures.compactMap { $0["prompt"] as? String } == ["a fox", "make it night"])
            #expect(Set(pictures[0].keys) == Set(pictures[1].keys))
            #expect(pictures.first?["turn"] as? String == turn)
            #expect(metrics["identical"] as? Bool == false)
            #expect(metrics["reshaped"] as? Bool == false)
            let changed = try #require(metrics["changed"] as? [String: Any])
            #expect(try #require(changed["share"] as? Double) > 0.2)
            let settings = (json["differences"] as? [[String: Any]])?.compactMap { $0["setting"] as? String }
            #expect(settings == ["parent", "prompt"])
            #expect(try String(contentsOfFile: world.folder.path + "/s.txt", encoding: .utf8).contains("\u{1B}[0m"))
        }
    }

    @Test func aVoteCountsAndIsGoneOnFrom() throws {
        try world { world in
            let compared = try world.run("compare", "a fox", "-m", "sketch", "-m", "nano-banana", "--json")
            let ids = try turns(try compared.json()).compactMap { $0["turn"] as? String }
            #expect(try world.run("compare", "--standings").text.hasPrefix("No votes yet"))
            let vote = try world.run(
                "compare", "--pictures", ids[0], ids[1], "--winner", ids[0], "--tag", "animals", "--json")
            #expect(vote.code == 0, "\(vote.errors)")
            let told = try #require(try vote.json()["vote"] as? [String: Any])
            #expect(told["winner"] as? String == ids[0] && told["tags"] as? [String] == ["animals"])
            #expect(
                (try vote.json()["pictures"] as? [[String: Any]])?.allSatisfy { $0["elapsed_seconds"] != nil } == true)
            let shown = try world.run("sessions", "show", "a-fox", "--json").json()
            #expect(shown["selected"] as? String == ids[0])
            let standings = try world.run("compare", "--standings", "--json").json()
            #expect(standings["votes"] as? Int == 1)
            let rows = try #require(standings["standings"] as? [[String: Any]])
            #expect(rows.map { $0["rating"] as? Double } == [1016, 984])
            #expect(rows.first?["provider"] as? String == "sketch")
            #expect((standings["tags"] as? [[String: Any]])?.compactMap { $0["tag"] as? String } == ["animals"])
            let tie = try world.run("compare", "--pictures", ids[0], ids[1], "--winner", "none")
            #expect(tie.text.contains("vote recorded: a tie"), "\(tie.text)")
            #expect(tie.text.contains(" in ") && tie.text.contains(" s, "), "how long each took: \(tie.text)")
            let same = try world.run("compare", "--pictures", ids[0], ids[0], "--winner", "none")
            #expect(same.code == 2 && same.errors.contains("not counted"), "\(same.errors)")
            let stranger = try world.run("compare", "--pictures", ids[0], ids[1], "--winner", "x", "--json")
            #expect(stranger.code == 2)
        }
    }

    @Test func aBranchIsASheetAndAStrip() throws {
        try world { world in
            let first = try world.run("generate", "a fox", "-m", "sketch", "--size", "512", "--json").json()
            let turn = try #require(first["turn"] as? String)
            #expect(try world.run("edit", turn, "make it night").code == 0)
            let result = try world.run("sessions", "show", "a-fox", "--sheet", "s.png", "--strip", "s.gif", "--json")
            #expect(result.code == 0, "\(result.errors)")
            #expect((try result.json()["turns"] as? [String])?.first == turn)
            let sheet = try Data(contentsOf: world.folder.appendingPathComponent("s.png"))
            #expect(sheet.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            let strip = try Data(contentsOf: world.folder.appendingPathComponent("s.gif"))
            #expect(strip.starts(with: Data("GIF89a".utf8)))
            // Two frames, each with its delay: 120 and 300 hundredths.
            #expect(strip.range(of: Data([0x21, 0xF9, 4, 4, 120, 0])) != nil)
            #expect(strip.range(of: Data([0x21, 0xF9, 4, 4, 44, 1])) != nil)
            let root = try world.run("sessions", "show", "a-fox", "--sheet", "-", "--turn", turn)
            #expect(root.text.hasPrefix("a-fox\n") && root.text.contains("completed in"))
            #expect(!root.text.contains("make it night"))
            #expect(try world.run("sessions", "show", "a-fox", "--strip", "x.gif", "--turn", "t_1").code == 2)
            #expect(try world.run("sessions", "show", "a-fox", "--strip", "nowhere/x.gif").code == 2)
        }
    }

    /// Both have gone out and neither answers: one Ctrl-C ends both, and what each may have cost is on record.
    @Test func oneSignalCancelsAllOfThem() throws {
        let arrived = Pipe()
        let server = try LoopbackServer { connection in
            defer { close(connection) }
            guard LoopbackServer.takeRequest(from: connection) else { return }
            try? arrived.fileHandleForWriting.write(contentsOf: [1])
            var block = [UInt8](repeating: 0, count: 64)
            while read(connection, &block, block.count) > 0 {}
        }
        defer { server.stop() }
        var world = try World()
        defer { world.remove() }
        world.variables = ["GEMINI_API_KEY": "canary-7f3a91", "GOOGLE_GEMINI_BASE_URL": server.url + "/v1beta"]
        let process = try world.process(["compare", "a fox", "-m", "nano-banana", "-m", "nano-banana-pro", "--json"])
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<2 { #expect(try arrived.fileHandleForReading.read(upToCount: 1)?.count == 1) }
        kill(process.processIdentifier, SIGINT)
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let json = try #require(try JSONSerialization.jsonObject(with: said) as? [String: Any])
        #expect(json["outcome"] as? String == "cancelled")
        #expect(try turns(json).compactMap { $0["outcome"] as? String } == ["cancelled", "cancelled"])
        #expect((json["metrics"] as? [Any])?.isEmpty == true)
        let spend = try world.run("spend", "--by", "model", "--json").json()
        #expect((spend["rows"] as? [[String: Any]])?.count == 2)
    }
}
