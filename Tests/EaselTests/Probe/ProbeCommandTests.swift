import Foundation
import Testing

@testable import easel

/// `easel doctor --probe`, the real program against a gateway on this machine.
@Suite(.blocking) struct ProbeCommandTests {
    private static let key = "canary-7f3a91-0123456789"
    private static let nothing = GatewayServer.json(404, #"{"detail":"Not Found"}"#)
    private static let list = GatewayServer.json(
        200, #"{"object":"list","data":[{"id":"text-9"},{"id":"house-image"},{"id":"gemini-3-pro-image"}]}"#)

    /// Chat as new-api has it: size within `extra_body`, and in no other place.
    private static let chat: @Sendable (GatewayServer.Request) -> LoopbackServer.Answer = { request in
        if request.line.contains("/v1/models") { return list }
        guard request.line.contains("/v1/chat/completions") else { return nothing }
        guard request.body.contains("messages") else {
            return GatewayServer.json(400, #"{"error":{"message":"field messages is required"}}"#)
        }
        let isHeard = request.body.contains(#""extra_body":{"google":{"image_config":{"aspect_ratio":"16:9""#)
        let picture = isHeard ? GatewayServer.picture(1376, 768) : GatewayServer.picture(1024, 1024)
        return GatewayServer.json(
            200,
            #"{"choices":[{"message":{"content":"![image](data:image/png;base64,\#(picture))"},"finish_reason":"stop"}],"#
                + #""usage":{"prompt_tokens":12,"completion_tokens":1290,"total_tokens":1302,"cost":0.04}}"#)
    }

    private func world(
        _ answer: @escaping @Sendable (GatewayServer.Request) -> LoopbackServer.Answer, budget: String = "",
        _ body: (World, GatewayServer) throws -> Void
    ) throws {
        let server = try GatewayServer(answer)
        defer { server.stop() }
        var world = try World()
        defer { world.remove() }
        world.variables["MINE_KEY"] = Self.key
        try world.write(
            """
            \(budget)
            [providers.mine]
            dialect = "openai-chat"
            base_url = "\(server.url)"
            api_key_env = "MINE_KEY"
            """, to: ".config/easel/config.toml")
        try body(world, server)
    }

    @Test func withoutConsentNothingIsDrawn() throws {
        try world(Self.chat) { world, server in
            let result = try world.run("doctor", "--probe", "mine", "-m", "gemini-3-pro-image")
            #expect(result.code == 0, "\(result.errors)")
            #expect(server.orders.isEmpty, "only requests for nothing")
            #expect(!server.requests.isEmpty)
            #expect(result.text.contains("at most 3 pictures with mine/gemini-3-pro-image (16:9, 1K)"))
            #expect(result.text.contains("chat completions, size as image_config"))
            #expect(result.text.contains("price unknown"))
            #expect(result.errors.contains("Say --yes"))
            #expect(!result.text.contains("[providers."))
            #expect(!FileManager.default.fileExists(atPath: world.folder.path + "/easel"), "no gallery was made")
        }
    }

    @Test func theSizeIsFoundAndTheProfileIsRead() throws {
        try world(Self.chat) { world, server in
            let result = try world.run(
                "doctor", "--probe", "mine", "-m", "mine/gemini-3-pro-image", "--yes", "--json")
            #expect(result.code == 0, "\(result.errors)")
            #expect(server.orders.count == 2, "image_config, then extra_body, and then enough is known")
            #expect(!(result.text + result.errors).contains("canary"))
            let report = try result.json()
            let routes = try #require(report["routes"] as? [[String: Any]])
            let verdicts = Dictionary(
                uniqueKeysWithValues: routes.map { ($0["route"] as? String ?? "", $0["verdict"] as? String) })
            #expect(verdicts["chat"] == "speaks" && verdicts["generations"] == "absent")
            #expect(verdicts["openAIModels"] == "speaks" && verdicts["geminiModels"] == "absent")
            #expect(report["models"] as? [String] == ["house-image", "gemini-3-pro-image"])
            let trials = try #require(report["trials"] as? [[String: Any]])
            #expect(trials.map { $0["size"] as? String } == ["ignored", "heard"])
            #expect(trials.map { $0["size_style"] as? String } == ["image_config", "extra_body"])
            #expect(trials.allSatisfy { $0["came_as"] as? String == "base64" })
            #expect(trials.allSatisfy { $0["shape"] as? String == "markdown data URI" })
            for trial in trials {
                #expect(FileManager.default.fileExists(atPath: try #require(trial["path"] as? String)))
            }
            // What is printed is pasted: the next request says the size as it is heard.
            let profile = try #require(report["profile"] as? [String: Any])
            let toml = try #require(profile["toml"] as? String)
            #expect(profile["size_style"] as? String == "extra_body")
            try world.write(toml + "\n", to: ".config/easel/config.toml")
            let next = try world.run(
                "generate", "a fox", "-m", "mine/gemini-3-pro-image", "--aspect", "16:9", "--json")
            #expect(next.code == 0, "\(next.errors)")
            let images = try #require(try next.json()["images"] as? [[String: Any]])
            #expect(images.first?["width"] as? Int == 1376)
        }
    }

    /// SGLang's images route: without a word of the format it wants to put a link into a cloud.
    @Test func theFormatIsFoundToo() throws {
        let server: @Sendable (GatewayServer.Request) -> LoopbackServer.Answer = { request in
            if request.line.contains("/v1/models") { return Self.list }
            guard request.line.contains("/v1/images/generations") else { return Self.nothing }
            guard request.body.contains("\"prompt\":\"A") else {
                return GatewayServer.json(
                    422, #"{"detail":[{"loc":["body","prompt"],"msg":"Field required","type":"missing"}]}"#)
            }
            guard request.body.contains(#""response_format":"b64_json""#) else {
                return GatewayServer.json(
                    400, #"{"detail":"response_format='url' requires cloud storage to be configured."}"#)
            }
            return GatewayServer.json(
                200, #"{"id":"i","created":1,"data":[{"b64_json":"\#(GatewayServer.picture(1376, 768))"}]}"#)
        }
        try world(server) { world, server in
            let result = try world.run("doctor", "--probe", "mine", "-m", "house-image", "--yes", "--json")
            #expect(result.code == 0, "\(result.text)\(result.errors)")
            #expect(server.orders.count == 2, "without the format, then with it")
            let profile = try #require(try result.json()["profile"] as? [String: Any])
            let toml = try #require(profile["toml"] as? String)
            #expect(toml.contains("response_format = \"b64_json\"") && toml.contains("size_style = \"pixels\""))
            try world.write(toml + "\n", to: ".config/easel/config.toml")
            let next = try world.run("generate", "A fox", "-m", "mine/house-image", "--aspect", "16:9", "--json")
            #expect(next.code == 0, "\(next.errors)")
        }
    }

    /// What was paid for is in the gallery, in the ledger and in a session of its own.
    @Test func nothingThatWasPaidForIsLost() throws {
        try world(Self.chat) { world, _ in
            #expect(try world.run("doctor", "--probe", "mine", "-m", "gemini-3-pro-image", "--yes").code == 0)
            let sessions = try world.run("sessions", "list", "--json")
            #expect(sessions.text.contains("probe-mine"))
            let spend = try world.run("spend", "--by", "session")
            #expect(spend.text.contains("probe-mine") && spend.text.contains("0.08"), "\(spend.text)")
            // Once more goes into the same.
            #expect(try world.run("doctor", "--probe", "mine", "-m", "gemini-3-pro-image", "--yes").code == 0)
        }
    }

    @Test func theDaysCapHolds() throws {
        try world(Self.chat, budget: "[defaults]\nbudget_per_day = 1.0") { world, server in
            let result = try world.run("doctor", "--probe", "mine", "-m", "gemini-3-pro-image", "--yes", "--json")
            #expect(result.code == 5, "\(result.errors)")
            #expect(server.orders.isEmpty)
            #expect(try result.failure()["kind"] as? String == "budget")
        }
    }

    /// A URL instead of bytes, from the images route.
    @Test func aLinkIsToldFromBytes() throws {
        let png = GatewayServer.picture(1376, 768)
        let answer: @Sendable (GatewayServer.Request) -> LoopbackServer.Answer = { request in
            if request.line.contains("/pictures/1.png") {
                let bytes = Array(Data(base64Encoded: png) ?? Data())
                let head =
                    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: \(bytes.count)\r\nConnection: close\r\n\r\n"
                return LoopbackServer.Answer(body: "", raw: Array(head.utf8) + bytes)
            }
            guard request.line.contains("/v1/images/generations") else { return Self.nothing }
            guard request.body.contains("prompt") else {
                return GatewayServer.json(
                    422, #"{"detail":[{"loc":["body","prompt"],"msg":"Field required","type":"missing"}]}"#)
            }
            return GatewayServer.json(200, #"{"created":1,"data":[{"url":"/pictures/1.png"}]}"#)
        }
        try world(answer) { world, server in
            let result = try world.run("doctor", "--probe", "mine", "-m", "gemini-3-pro-image", "--yes", "--json")
            #expect(result.code == 0, "\(result.errors)")
            #expect(server.orders.count == 1)
            let trials = try #require(try result.json()["trials"] as? [[String: Any]])
            #expect(trials.map { $0["came_as"] as? String } == ["url"])
            #expect(trials.map { $0["shape"] as? String } == ["images body"])
            let profile = try #require(try result.json()["profile"] as? [String: Any])
            #expect(profile["dialect"] as? String == "openai-images")
        }
    }

    @Test func whatCannotBeProbedIsTold() throws {
        try world(Self.chat) { world, server in
            let nobody = try world.run("doctor", "--probe", "nobody")
            #expect(nobody.code == 2 && nobody.errors.contains("Providers: google,"))
            #expect(try world.run("doctor", "--probe", "sketch").code == 2)
            #expect(try world.run("doctor", "--probe", "openai").code == 4, "no key")
            #expect(try world.run("doctor", "--yes").code == 2)
            #expect(try world.run("doctor", "--probe", "mine", "-m", "../x").code == 2)
            #expect(server.requests.isEmpty)
            server.stop()
            try world.write(
                "[providers.mine]\ndialect = \"openai-chat\"\nbase_url = \"http://127.0.0.1:1\"\nauth = \"none\"\n",
                to: ".config/easel/config.toml")
            let silent = try world.run("doctor", "--probe", "mine", "--json")
            #expect(silent.code == 6)
            #expect(try silent.failure()["kind"] as? String == "network")
        }
    }

    @Test func aRefusedKeyIsOne() throws {
        let answer: @Sendable (GatewayServer.Request) -> LoopbackServer.Answer = { _ in
            GatewayServer.json(401, #"{"error":{"message":"no such key \#(Self.key)"}}"#)
        }
        try world(answer) { world, server in
            let result = try world.run("doctor", "--probe", "mine", "-m", "house-image", "--yes", "--json")
            #expect(result.code == 4, "\(result.errors)")
            #expect(server.orders.isEmpty)
            #expect(try result.failure()["kind"] as? String == "authentication")
            #expect(!(result.text + result.errors).contains("canary"))
        }
    }

    /// Somebody is there, and nobody says what it has.
    @Test func withoutAModelThereIsNothingToTry() throws {
        let answer: @Sendable (GatewayServer.Request) -> LoopbackServer.Answer = { request in
            request.line.contains("/v1/models") ? Self.nothing : Self.chat(request)
        }
        try world(answer) { world, server in
            let result = try world.run("doctor", "--probe", "mine", "--yes", "--json")
            #expect(result.code == 2, "\(result.errors)")
            #expect(try result.failure()["advice"] as? String == "Name one: -m MODEL. Nothing was drawn.")
            #expect(try result.json()["plan"] is NSNull)
            #expect(server.orders.isEmpty)
            let named = try world.run("doctor", "--probe", "mine", "-m", "house", "--yes", "--json")
            #expect(named.code == 0, "\(named.errors)")
            let profile = try #require(try named.json()["profile"] as? [String: Any])
            #expect((profile["toml"] as? String)?.contains(#"models = ["house"]"#) == true)
        }
    }

    /// Nobody draws there: that is said, with what was found.
    @Test func whereNothingDraws() throws {
        try world({ _ in Self.nothing }) { world, _ in
            let result = try world.run("doctor", "--probe", "mine", "-m", "house", "--yes")
            #expect(result.code == 1)
            #expect(result.text.contains("not there (HTTP 404)"))
            #expect(result.errors.contains("has no route that draws"))
        }
    }

    /// The key goes to its host alone.
    @Test func aRedirectIsNotFollowed() throws {
        try world({ _ in
            .raw(
                "HTTP/1.1 301 X\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        }) { world, server in
            let result = try world.run("doctor", "--probe", "mine", "-m", "house-image", "--yes")
            #expect(result.code == 7 && result.errors.contains("redirect"), "\(result.errors)")
            #expect(server.requests.count == 1)
        }
    }
}
