import Foundation
import Testing

@testable import easel

/// `easel models --refresh`, the real program against a list on this machine.
@Suite(.blocking) struct ModelsRefreshTests {
    private static let google = """
        {"models":[{"name":"models/gemini-3-pro-image","supportedGenerationMethods":["generateContent"]},\
        {"name":"models/gemini-9-image","displayName":"Nano Banana 9","supportedGenerationMethods":["generateContent"]},\
        {"name":"models/gemini-9-pro","supportedGenerationMethods":["generateContent"]}]}
        """

    private func world(
        _ answer: LoopbackServer.Answer, _ body: (inout World, LoopbackServer) throws -> Void
    ) throws {
        let server = try LoopbackServer(answer)
        defer { server.stop() }
        var world = try World()
        defer { world.remove() }
        world.variables["GEMINI_API_KEY"] = "canary-7f3a91"
        world.variables["GOOGLE_GEMINI_BASE_URL"] = server.url
        try body(&world, server)
    }

    private func list(_ body: String, status: Int = 200) -> LoopbackServer.Answer {
        LoopbackServer.Answer(status: status, type: "application/json", body: body)
    }

    private func models(_ result: World.Result) throws -> [String: [String: Any]] {
        let models = try #require(try result.json()["models"] as? [[String: Any]])
        return Dictionary(uniqueKeysWithValues: models.map { ($0["id"] as? String ?? "", $0) })
    }

    @Test func whatTheProviderSaysIsShownAndKept() throws {
        try world(list(Self.google)) { world, server in
            let result = try world.run("models", "--refresh", "--provider", "google", "--json")
            #expect(result.code == 0, "\(result.errors)")
            #expect(result.errors.contains("google: 2 models for pictures, 1 others left out; new: gemini-9-image"))
            let refreshed = try #require(try result.json()["refreshed"] as? [[String: Any]])
            #expect(refreshed.count == 1)
            #expect(refreshed[0]["new"] as? [String] == ["gemini-9-image"])
            #expect(refreshed[0]["failure"] is NSNull)
            let cache = world.folder.appendingPathComponent(".cache/easel/models/google.json")
            let mode = try FileManager.default.attributesOfItem(atPath: cache.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let kept = try String(contentsOf: cache, encoding: .utf8)
            #expect(kept.contains("gemini-9-image") && !kept.contains("canary"))
            #expect(!(result.text + result.errors).contains("canary"))

            // Every later start knows it, and asks nobody.
            server.stop()
            let later = try world.run("models", "--provider", "google", "--json")
            #expect(later.code == 0)
            #expect(try later.json()["refreshed"] == nil)
            let models = try models(later)
            #expect(models["gemini-9-image"]?["listed"] as? Bool == true)
            #expect(models["gemini-9-image"]?["name"] as? String == "Nano Banana 9")
            #expect(models["gemini-3-pro-image"]?["listed"] as? Bool == true)
            #expect(models["gemini-nano-banana-2.1"]?["listed"] as? Bool == false)
            #expect(models["gemini-3-pro-image-preview"]?["listed"] is NSNull, "shut down anyway")
            let plan = try world.run("generate", "a fox", "-m", "google/gemini-9-image", "--dry-run", "--json")
            #expect(plan.code == 0, "\(plan.errors)")
        }
    }

    @Test func whoeverSaysNoLeavesWhatWasKept() throws {
        try world(list(Self.google)) { world, _ in
            #expect(try world.run("models", "--refresh", "--provider", "google", "--json").code == 0)
            let refusing = try LoopbackServer(.error(403, "PERMISSION_DENIED", "Not with canary-7f3a91."))
            defer { refusing.stop() }
            let cache = world.folder.appendingPathComponent(".cache/easel/models/google.json")
            let before = try Data(contentsOf: cache)
            // The list is that of an address: it is the address that stays, and the answer that changes.
            world.variables["GOOGLE_GEMINI_BASE_URL"] = refusing.url
            let result = try world.run("models", "--refresh", "--provider", "google", "--json")
            #expect(result.code == 4)
            #expect(!(result.text + result.errors).contains("canary"))
            #expect(try Data(contentsOf: cache) == before)
        }
    }

    /// One that fails does not hide the others; the end says that not all went well.
    @Test func allWithAKeyAreAsked() throws {
        try world(list(Self.google)) { world, server in
            try world.write(
                """
                [providers.mine]
                dialect = "openai-images"
                base_url = "\(server.url)"
                auth = "none"
                [providers.gone]
                dialect = "openai-images"
                base_url = "http://127.0.0.1:1"
                api_key_env = "GEMINI_API_KEY"
                """, to: ".config/easel/config.toml")
            let result = try world.run("models", "--refresh", "--json")
            #expect(result.code == 6, "\(result.errors)")
            let refreshed = try #require(try result.json()["refreshed"] as? [[String: Any]])
            let byName = Dictionary(uniqueKeysWithValues: refreshed.map { ($0["provider"] as? String ?? "", $0) })
            #expect(byName["google"]?["failure"] is NSNull)
            #expect(byName["mine"]?["failure"] is NSNull)
            #expect((byName["gone"]?["failure"] as? [String: Any])?["kind"] as? String == "network")
            #expect(byName["openai"] == nil, "it has no key")
            #expect(byName["bfl"] == nil, "it has no list")
            #expect(try models(world.run("models", "--provider", "mine", "--json"))["gemini-9-image"] != nil)
        }
    }

    @Test func whatCannotBeAskedIsToldBeforeAnythingIsSent() throws {
        try world(list(Self.google)) { world, _ in
            let none = try world.run("models", "--refresh", "--provider", "bfl", "--json")
            #expect(none.code == 2)
            #expect(try none.failure()["message"] as? String == "bfl has no list of its models.")
            let nobody = try world.run("models", "--refresh", "--provider", "nobody", "--json")
            #expect(nobody.code == 2)
            let keyless = try world.run("models", "--refresh", "--provider", "openai", "--json")
            #expect(keyless.code == 4)
            #expect(try keyless.failure()["kind"] as? String == "authentication")
            let cache = world.folder.appendingPathComponent(".cache/easel/models")
            #expect(!FileManager.default.fileExists(atPath: cache.path))
        }
    }
}
