import Foundation
import Glibc
import Synchronization
import Testing

@testable import easel

/// The recipes of the catalogue's README, as they stand there: the real program sends a request with a picture by each of
/// them, and takes the answer. Which members a server wants is from the sources that the README's catalogue names.
@Suite(.blocking) struct RecipeTests {
    struct Recipe: Sendable, CustomTestStringConvertible {
        /// Its heading.
        var name: String
        var model: String
        var path: String
        /// Must be in the request.
        var wanted: [String]
        /// Must not.
        var unwanted: [String] = []
        var answer: String

        var testDescription: String { name }
    }

    private static let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
    private static let images = #"{"created":1764000000,"data":[{"b64_json":"\#(png)","media_type":"image/png"}]}"#

    static let all: [Recipe] = [
        Recipe(
            name: "SGLang", model: "sglang/Qwen/Qwen-Image", path: "POST /v1/images/edits",
            wanted: [
                "multipart/form-data", #"name="image[]""#, "name=\"response_format\"\r\n\r\nb64_json",
                "name=\"size\"\r\n\r\n1024x1024", "name=\"model\"\r\n\r\nQwen/Qwen-Image",
            ], unwanted: ["Authorization", "partial_images"], answer: images),
        Recipe(
            name: "vLLM-Omni", model: "vllm/Qwen/Qwen-Image", path: "POST /v1/images/edits",
            wanted: [#"name="image[]""#, "name=\"size\"\r\n\r\n1024x1024"], unwanted: ["Authorization", "\"url\""],
            answer: images),
        Recipe(
            name: "LocalAI", model: "localai/flux.1-dev-ggml", path: "POST /v1/images/generations",
            wanted: [#""ref_images":["iVBOR"#, #""size":"1024x1024""#, #""response_format":"b64_json""#],
            unwanted: ["Authorization", "data:image"], answer: images),
        Recipe(
            name: "Nano Banana through the chat of APIYI, or of any new-api",
            model: "apiyi-chat/gemini-3-pro-image-preview", path: "POST /v1/chat/completions",
            wanted: [
                #""extra_body":{"google":{"image_config":{"aspect_ratio":"1:1","image_size":"1K"}}}"#,
                #""model":"gemini-3-pro-image-preview""#, #""image_url":{"url":"data:image/png;base64,"#,
                "Bearer canary-7f3a91",
            ],
            answer:
                #"{"choices":[{"message":{"role":"assistant","content":"![image](data:image/png;base64,\#(png))"},"finish_reason":"stop"}]}"#
        ),
        Recipe(
            name: "OpenRouter's images route (in catalogue.toml)", model: "openrouter/google/gemini-3-pro-image",
            path: "POST /v1/images",
            wanted: [
                #""resolution":"1K""#, #""aspect_ratio":"1:1""#,
                #""input_references":[{"type":"image_url","image_url":{"url":"data:image/png;base64,"#,
                "Bearer canary-7f3a91",
            ], unwanted: ["image_config", "messages", "\"size\""], answer: images),
    ]

    /// The file of a recipe, from the README.
    private func text(_ recipe: Recipe) throws -> String {
        let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/easel/Catalogue/README.md")
        let all = try String(contentsOf: readme, encoding: .utf8)
        let start = try #require(all.range(of: "\n### \(recipe.name)\n"), "the README has it")
        let open = try #require(all.range(of: "```toml\n", range: start.upperBound..<all.endIndex))
        let end = try #require(all.range(of: "```", range: open.upperBound..<all.endIndex))
        return String(all[open.upperBound..<end.lowerBound])
    }

    @Test(arguments: all) func itIsSentAsTheServerWantsIt(_ recipe: Recipe) throws {
        let requests = Mutex<[String]>([])
        let server = try LoopbackServer { connection in
            defer { close(connection) }
            guard let request = LoopbackServer.request(from: connection) else { return }
            requests.withLock { $0.append(String(decoding: request, as: UTF8.self)) }
            let answer = LoopbackServer.Answer(type: "application/json", body: recipe.answer).bytes
            _ = answer.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
        defer { server.stop() }
        var world = try World()
        defer { world.remove() }
        world.variables["APIYI_API_KEY"] = "canary-7f3a91"
        world.variables["OPENROUTER_API_KEY"] = "canary-7f3a91"
        let text = try text(recipe)
        if text.contains("[[model]]") {
            try world.write(text, to: ".config/easel/catalogue.toml")
            try world.write(
                "[providers.openrouter]\nbase_url = \"\(server.url)\"\n", to: ".config/easel/config.toml")
        } else {
            let own = text.replacing(try Regex("base_url = \"[^\"]*\""), with: "base_url = \"\(server.url)\"")
            try world.write(own, to: ".config/easel/config.toml")
        }
        try #require(Data(base64Encoded: Self.png)).write(to: world.folder.appendingPathComponent("hat.png"))
        let result = try world.run(
            "generate", "a fox", "-m", recipe.model, "--size", "1K", "--aspect", "1:1", "-i",
            world.folder.appendingPathComponent("hat.png").path, "--json")
        #expect(result.code == 0, "\(result.text)\(result.errors)")
        let sent = try #require(requests.withLock { $0.first })
        #expect(sent.hasPrefix(recipe.path + " "), "\(sent.prefix(60))")
        for word in recipe.wanted { #expect(sent.contains(word), "\(word)\n\(sent.prefix(1500))") }
        for word in recipe.unwanted { #expect(!sent.contains(word), "\(word)") }
        let json = try result.json()
        #expect((json["images"] as? [Any])?.count == 1)
    }
}
