import Foundation
import Glibc
import Testing

@testable import easel

/// `batch` as programs meet it: what is sent, how many at once, for how much, and what is said of it.
@Suite(.blocking) struct BatchCommandTests {
    @Test func aFileOfRequestsBecomesPictures() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...5)
        defer { world.remove() }
        let result = try world.batch()
        #expect(result.code == 0, "\(result.errors)")
        let json = try result.json()
        #expect(json["outcome"] as? String == "completed")
        #expect(json["session"] as? String == "foxes")
        #expect(json.int("total") == 5 && json.int("completed") == 5 && json.int("left") == 0)
        #expect(["rejected", "failed", "interrupted"].allSatisfy { json.int($0) == 0 })
        #expect(((json["cost"] as? [String: Any])?["amount"] as? Double).map { $0 > 0.6 && $0 < 0.8 } == true)
        #expect(json["elapsed_seconds"] as? Double != nil)
        #expect(json.requests.compactMap { $0.int("line") } == [1, 2, 3, 4, 5])
        #expect(json.requests.allSatisfy { $0["id"] is NSNull && $0["turn"] is String && $0["failure"] is NSNull })
        let paths = json.requests.compactMap { ($0["images"] as? [[String: Any]])?.first?["path"] as? String }
        #expect(Set(paths).count == 5 && paths.allSatisfy { FileManager.default.fileExists(atPath: $0) })
        #expect(server.seen.sorted() == ["fox-1", "fox-2", "fox-3", "fox-4", "fox-5"])
        // Everything `generate` keeps is kept.
        let spend = try world.run("spend", "--by", "session", "--json").json()
        #expect((spend["rows"] as? [[String: Any]])?.first?.int("turns") == 5)
        #expect(result.errors.contains("line 3: completed in"))

        let again = try world.run("batch", "foxes.jsonl", "-m", "nano-banana-pro")
        #expect(again.code == 0)
        #expect(again.text.split(separator: "\n").map(String.init) == paths, "a line a request, in the file's order")
        #expect(server.seen.count == 5, "nothing is sent again")
    }

    @Test func neverMoreAtOnceThanAllowed() throws {
        // Each waits for the others of its first round, so that there are as many at once as there can be.
        let server = try BatchServer { word, _ in
            ["fox-1", "fox-2", "fox-3"].contains(word) ? .gate(.picture()) : .answer(.picture())
        }
        defer { server.stop() }
        let world = try World(server, foxes: 1...9)
        defer { world.remove() }
        let (process, output) = try world.batchProcess("--concurrency", "3")
        server.wait(for: 3)
        server.open()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
        #expect(server.most == 3)
        #expect(server.seen.count == 9)
    }

    @Test func variantsCountAsRequests() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...3)
        defer { world.remove() }
        let result = try world.batch("-n", "2", "--concurrency", "2")
        #expect(result.code == 0, "\(result.errors)")
        #expect(server.most <= 2)
        #expect(server.seen.count == 6)
        let refused = try world.batch("-n", "3", "--concurrency", "2")
        #expect(refused.code == 2)
        #expect(try (refused.failure()["message"] as? String)?.contains("line 2: 3 variants") == true)
        #expect(server.seen.count == 6)
    }

    @Test func allLinesAreCheckedBeforeTheFirstIsSent() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...2)
        defer { world.remove() }
        try world.write(
            """
            {"prompt":"fox-1"}
            {"prompt":"fox-2","sise":"1K","count":"2"}
            # a comment

            {"prompt":"fox-3","size":"9K"}
            {"prompt":"fox-4"
            {"size":"1K"}
            {"prompt":"fox-5","references":["no.png"]}
            {"prompt":"fox-6","id":"x","output":"nowhere/x.png"}
            {"prompt":"fox-7","id":"x"}
            {"prompt":"fox-8","parent":"t_1"}
            {"prompt":"fox-9","output":"a.png"}
            {"prompt":"fox-10","output":"./a.png"}
            """, to: "foxes.jsonl")
        let result = try world.batch()
        #expect(result.code == 2)
        let failure = try result.failure()
        let lines = (failure["message"] as? String ?? "").split(separator: "\n").dropFirst().map(String.init)
        let numbers = lines.compactMap { $0.split(separator: ":").first.map(String.init) }
        #expect(numbers == [2, 2, 3, 5, 6, 7, 8, 9, 10, 11, 13].map { "line \($0)" }, "\(lines)")
        #expect(lines.first?.contains("“sise”") == true && lines.first?.contains("prompt, id, model") == true)
        #expect(server.seen == [])
        #expect(!FileManager.default.fileExists(atPath: world.folder.path + "/.local"), "nothing is written")
        #expect(try world.batch("--dry-run").code == 2)
    }

    @Test func aBudgetEndsTheSendingBeforeItIsSpent() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...5)
        defer { world.remove() }
        // A picture is about 0.134, and four could go at once.
        let result = try world.batch("--budget", "0.30")
        #expect(result.code == 5)
        let json = try result.json()
        #expect(server.seen.count == 2)
        #expect(json.int("completed") == 2 && json.int("left") == 3)
        #expect(json["outcome"] as? String == "failed")
        #expect((json["failure"] as? [String: Any])?["kind"] as? String == "budget")
        #expect(json.outcomes.suffix(3) == ["-", "-", "-"])
        #expect(result.errors.contains("The same command goes on with the 3 to be sent"))
        // What earlier runs spent counts.
        #expect(try world.batch("--budget", "0.30").code == 5)
        #expect(server.seen.count == 2)
        #expect(try world.batch("--budget", "0.45").json().int("completed") == 3)
        #expect(server.seen.count == 3)
        #expect(try world.batch().code == 0)
        #expect(server.seen.count == 5)
    }

    @Test func theDaysCapHolds() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...5)
        defer { world.remove() }
        try world.write("[defaults]\nbudget_per_day = 0.30\n", to: ".config/easel/config.toml")
        let result = try world.batch()
        #expect(result.code == 5)
        #expect(server.seen.count == 2)
        #expect(try result.json().outcomes == ["completed", "completed", "-", "-", "-"])
        #expect(result.errors.contains("budget_per_day"))
    }

    @Test func withoutAPriceNoBudgetCanBeKept() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...2)
        defer { world.remove() }
        // With a key, so not for nothing.
        try world.write(
            "[providers.mine]\ndialect = \"gemini\"\nbase_url = \"\(server.url)\"\nauth = \"bearer\"\napi_key_env = \"GEMINI_API_KEY\"\nmodels = [\"painter\"]\n",
            to: ".config/easel/config.toml")
        let result = try world.run("batch", "foxes.jsonl", "-m", "mine/painter", "--budget", "1", "--json")
        #expect(result.code == 5, "\(result.errors)")
        #expect(try (result.failure()["advice"] as? String)?.contains("leave --budget out") == true)
        #expect(server.seen == [])
        #expect(try world.run("batch", "foxes.jsonl", "-m", "mine/painter", "--json").code == 0)
    }

    @Test func aDryRunCountsAndPrices() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...5)
        defer { world.remove() }
        let json = try world.batch("--dry-run", "--budget", "0.30").json()
        #expect(json.int("to_send") == 5 && json.int("within_budget") == 2)
        #expect((json["cost"] as? [String: Any])?["amount"] as? Double == 0.67)
        let text = try world.run("batch", "foxes.jsonl", "-m", "nano-banana-pro", "--dry-run").text
        #expect(text.contains("to send:    5 of 5") && text.hasSuffix("Nothing was sent.\n"))
        #expect(server.seen == [])
        #expect(!FileManager.default.fileExists(atPath: world.folder.path + "/.local"))
    }

    @Test func oneThatFailsDoesNotStopTheOthers() throws {
        let server = try BatchServer { word, time in
            word == "fox-2" && time == 1 ? .answer(.error(500, "INTERNAL", "Oops.")) : .answer(.picture())
        }
        defer { server.stop() }
        let world = try World(server, foxes: 1...4)
        defer { world.remove() }
        try world.write(
            """
            {"prompt":"fox-1"}
            {"prompt":"fox-2","id":"two"}
            {"prompt":"a forbidden fox-3","model":"sketch"}
            {"prompt":"fox-4"}
            """, to: "foxes.jsonl")
        let result = try world.batch()
        #expect(result.code == 7, "a failure before a rejection")
        let json = try result.json()
        #expect(json.outcomes == ["completed", "failed", "rejected", "completed"])
        #expect(json.requests[1]["id"] as? String == "two")
        #expect((json.requests[1]["failure"] as? [String: Any])?["http_status"] as? Int == 500)
        #expect(try world.batch().code == 7)
        #expect(server.seen.count == 3, "a failure that may have been billed is not sent again")
        let retried = try world.batch("--retry", "failed")
        #expect(retried.code == 3)
        #expect(try retried.json().outcomes == ["completed", "completed", "rejected", "completed"])
        #expect(server.seen.count == 4)
        let text = try world.run("batch", "foxes.jsonl", "-m", "nano-banana-pro")
        #expect(text.text.split(separator: "\n")[2].hasPrefix("line 3: rejected: "))
        #expect(text.errors.contains("“--retry rejected” sends line 3 again"))
    }

    @Test(arguments: [(401, "UNAUTHENTICATED", 4), (403, "PERMISSION_DENIED", 4)] as [(Int, String, Int32)])
    func whatCannotGetBetterStopsTheRest(_ http: Int, _ status: String, _ code: Int32) throws {
        let server = try BatchServer { _, time in
            time == 1 ? .answer(.error(http, status, "no")) : .answer(.picture())
        }
        defer { server.stop() }
        let world = try World(server, foxes: 1...4)
        defer { world.remove() }
        let result = try world.batch("--concurrency", "1")
        #expect(result.code == code, "\(result.errors)")
        #expect(server.seen == ["fox-1"])
        #expect(try result.json().int("left") == 3)
        #expect(result.errors.contains("The same command goes on with the 4 to be sent"))
        // What was turned away at the door goes again by itself.
        #expect(try world.batch("--concurrency", "1").code == 4)
        #expect(server.seen == ["fox-1", "fox-1", "fox-2"])
    }

    @Test func tooManyRequestsAreRepeatedInSight() throws {
        let busy = LoopbackServer.Answer.raw("HTTP/1.1 429 X\r\nRetry-After: 1\r\nContent-Length: 2\r\n\r\n{}")
        let server = try BatchServer { word, time in
            word == "fox-2" && time == 1 ? .answer(busy) : .answer(.picture())
        }
        defer { server.stop() }
        let world = try World(server, foxes: 1...3)
        defer { world.remove() }
        let result = try world.batch("--concurrency", "1")
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.errors.contains("line 2: ") && result.errors.contains("attempt 2 in"), "\(result.errors)")
        #expect(server.seen == ["fox-1", "fox-2", "fox-2", "fox-3"])
        #expect(server.most == 1)
    }

    @Test func aSessionThatIsThereIsJoinedOnlyWhenAsked() throws {
        let world = try World()
        defer { world.remove() }
        let made = try world.run("generate", "foxes", "-m", "sketch", "--size", "512", "--json").json()
        let turn = try #require(made["turn"] as? String)
        try world.write("{\"prompt\":\"an owl\",\"size\":\"512\"}\n", to: "foxes.jsonl")
        let own = try world.run("batch", "foxes.jsonl", "-m", "sketch", "--json").json()
        #expect(own["session"] as? String == "foxes-2")
        #expect(try world.run("batch", "foxes.jsonl", "-m", "sketch").code == 0, "and it is found again")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: world.folder.path + "/.local/share/easel/sessions")
                .count == 2)
        try world.write("{\"prompt\":\"make it night\",\"parent\":\"\(turn)\"}\n", to: "edits.jsonl")
        let lost = try world.run("batch", "edits.jsonl", "--json")
        #expect(lost.code == 2)
        #expect(try (lost.failure()["message"] as? String)?.contains("--session foxes") == true)
        let edited = try world.run("batch", "edits.jsonl", "--session", "foxes", "--json").json()
        #expect(edited["outcome"] as? String == "completed")
        #expect(edited.requests.first?["parent"] as? String == turn)
        #expect(edited.requests.first?["provider"] as? String == "sketch", "as what it goes on from")
    }

    @Test func standardInputIsAFileToo() throws {
        let world = try World()
        defer { world.remove() }
        let input =
            "\u{FEFF}{\"prompt\":\"a red fox\",\"size\":\"512\"}\r\n\r\n{\"prompt\":\"an owl\",\"size\":\"512\"}"
        let result = try world.run("batch", "-", "-m", "sketch", "--json", input: input)
        #expect(result.code == 0, "\(result.errors)")
        let json = try result.json()
        #expect(json["session"] as? String == "stdin")
        #expect(json.requests.compactMap { $0.int("line") } == [1, 3])
        let named = try world.run("batch", "-", "-m", "sketch", "--session", "birds", "--json", input: input)
        #expect(try named.json()["session"] as? String == "birds")
        #expect(try world.run("batch", "-", input: "\n").code == 2)
    }

    @Test func copiesGoWhereTheLinesSay() throws {
        let world = try World()
        defer { world.remove() }
        try world.write(
            "{\"prompt\":\"a fox\",\"output\":\"fox.png\"}\n{\"prompt\":\"an owl\",\"output\":\"owls.png\",\"count\":2}\n{\"prompt\":\"a cat\"}\n",
            to: "sub/animals.jsonl")
        try world.write("", to: "out/keep")
        let command = ["batch", "sub/animals.jsonl", "-m", "sketch", "--size", "512", "-o", "out", "--json"]
        let result = try world.run(list: command)
        #expect(result.code == 0, "\(result.errors)")
        func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: world.folder.path + "/" + path) }
        #expect(has("sub/fox.png") && has("sub/owls-1.png") && has("sub/owls-2.png"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path + "/out").count == 2)
        // What is gone comes again; what stands there stays.
        try world.write("mine", to: "sub/fox.png")
        try FileManager.default.removeItem(atPath: world.folder.path + "/sub/owls-2.png")
        #expect(try world.run(list: command).code == 0)
        #expect(try String(contentsOfFile: world.folder.path + "/sub/fox.png", encoding: .utf8) == "mine")
        #expect(has("sub/owls-2.png"))
    }

    @Test func theProvidersOwnServiceIsNotSpoken() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...2)
        defer { world.remove() }
        let result = try world.batch("--remote")
        #expect(result.code == 2)
        #expect(try (result.failure()["message"] as? String)?.contains("google has no batch service") == true)
        #expect(server.seen == [])
    }
}
