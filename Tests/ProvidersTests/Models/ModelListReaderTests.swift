import StudioCore
import Testing

@testable import Providers

/// Lists of models in every shape there is, and what is no list.
@Suite struct ModelListReaderTests {
    private static let key = "canary-7f3a91c2"

    private func page(_ text: String, _ dialect: Dialect = .openAIImages) throws -> ModelListReader.Page? {
        let endpoint = Endpoint(name: "mine", baseURL: "https://e.com", authentication: .bearer, key: Self.key)
        return ModelListReader(endpoint: endpoint, dialect: dialect).page(
            try #require(ModelListReader.document(text)))
    }

    @Test func googles() throws {
        let page = try #require(
            try page(
                #"{"models":[{"name":"models/gemini-3-pro-image","displayName":"Nano Banana Pro","inputTokenLimit":65536,"#
                    + #""supportedGenerationMethods":["generateContent","countTokens"]},{"name":"models/veo-4"}],"#
                    + #""nextPageToken":"abc=="}"#, .gemini))
        #expect(
            page.models == [
                ListedModel(
                    id: "gemini-3-pro-image", name: "Nano Banana Pro", methods: ["generateContent", "countTokens"]),
                ListedModel(id: "veo-4"),
            ])
        #expect(page.next == "abc==")
    }

    @Test func openAIs() throws {
        let page = try #require(
            try page(
                #"{"object":"list","data":[{"id":"gpt-image-2","object":"model","created":1,"owned_by":"openai"},"#
                    + #"{"id":"gpt-5.5"}]}"#))
        #expect(page.models == [ListedModel(id: "gpt-image-2"), ListedModel(id: "gpt-5.5")])
        #expect(page.next == nil)
    }

    @Test func openRouters() throws {
        let page = try #require(
            try page(
                #"{"data":[{"id":"bytedance-seed/seedream-4.5","name":"Seedream 4.5","created":1692901234,"#
                    + #""description":"…","architecture":{"input_modalities":["text"],"output_modalities":["image"]},"#
                    + #""supported_parameters":{"resolution":{"type":"enum","values":["1K","2K","4K"]},"seed":{}},"#
                    + #""supports_streaming":false}]}"#, .openAIChat))
        #expect(
            page.models == [
                ListedModel(
                    id: "bytedance-seed/seedream-4.5", name: "Seedream 4.5", outputs: ["image"],
                    sizes: ["1K", "2K", "4K"])
            ])
    }

    /// LiteLLM's shape (a 1.108.7 proxy): it says what a model is asked for, where it knows.
    @Test func liteLLMs() throws {
        let page = try #require(
            try page(
                #"{"data":[{"id":"painter","object":"model","created":1677610602,"owned_by":"openai","mode":"image_generation"},"#
                    + #"{"id":"image-embedder","object":"model","mode":"embedding"},{"id":"my-image","object":"model"},"#
                    + #"{"id":"chatty","object":"model","mode":"chat","max_input_tokens":65536}],"object":"list"}"#))
        #expect(
            page.models.filter { $0.makesPictures(known: []) }.map(\.id) == ["painter", "my-image"])
        #expect(page.models.map(\.outputs) == [["image"], [], nil, nil])
    }

    @Test(arguments: [
        #"{"CheckpointLoaderSimple":{"input":{"required":{"ckpt_name":[["a.safetensors","XL/b c.ckpt"],{"x":1}]}}}}"#,
        #"{"CheckpointLoaderSimple":{"input":{"required":{"ckpt_name":["COMBO",{"options":["a.safetensors","XL/b c.ckpt"]}]}}}}"#,
    ])
    func comfyUIs(_ text: String) throws {
        let page = try #require(try page(text, .comfyui))
        #expect(page.models.map(\.id) == ["a.safetensors", "XL/b c.ckpt"])
    }

    @Test(arguments: [
        (#"["flux-dev","sdxl"]"#, 2), (#"[{"id":"a"}]"#, 1), (#"{"models":[{"model":"m"}]}"#, 1), (#"{"data":[]}"#, 0),
    ])
    func others(_ text: String, _ count: Int) throws {
        #expect(try page(text)?.models.count == count)
    }

    @Test(arguments: [
        "{}", #"{"data":{}}"#, #"{"message":"hello"}"#, #"{"data":[1,2]}"#, #"{"data":[{"object":"model"}]}"#,
        #"[{"error":{"message":"no"}}]"#, #""text""#, "12", #"{"CheckpointLoaderSimple":{}}"#,
    ])
    func noLists(_ text: String) throws {
        #expect(try page(text) == nil)
    }

    /// What comes of them is printed, written to a file, and becomes part of addresses.
    @Test func namesAreMadeSafe() throws {
        let page = try #require(
            try page(
                #"{"data":[{"id":"a\u001b]0;owned\u0007"},{"id":"../../etc/passwd"},{"id":"x?key=1"},{"id":""},"#
                    + #"{"id":"good-image","name":"\u001b[31mRed\u202e\nLine \#(Self.key)"},{"id":"m-\#(Self.key)"},"#
                    + #"{"id":"good-image-2","name":"good-image-2"},17,null]}"#))
        #expect(page.models.map(\.id) == ["good-image", "good-image-2"])
        #expect(page.models[0].name == "␛[31mRed⟨202E⟩ Line [key]")
        #expect(page.models[1].name == nil)
        #expect(page.unusable == 5)
    }

    @Test func aLongListIsCut() throws {
        let entries = (0..<10_050).map { #"{"id":"m\#($0)"}"# }.joined(separator: ",")
        let page = try #require(try page(#"{"data":[\#(entries)]}"#))
        #expect(page.models.count == ModelListReader.mostEntries)
        #expect(page.isCut)
        #expect(try self.page(#"{"data":[{"id":"a"}],"has_more":true}"#)?.isCut == true)
    }

    @Test(
        arguments: [
            ("gemini-3-pro-image", nil, nil, true), ("gemini-3-pro", nil, nil, false),
            ("nano-banana-9", ["generateContent"], nil, true), ("imagen-4.0-generate-001", ["predict"], nil, false),
            ("gemini-9-image", ["embedContent"], nil, false), ("house", nil, ["text", "image"], true),
            ("gpt-image-9", nil, ["text"], false), ("gpt-image-9", nil, nil, true), ("DALL-E-4", nil, nil, true),
            ("sora_image", nil, nil, true), ("black-forest-labs/flux.9", nil, nil, true),
            ("Qwen/Qwen-Image", nil, nil, true),
            ("seedream-6", nil, nil, true), ("gpt-5.5-vision", nil, nil, false),
            ("wan-image-to-video", nil, nil, false),
            ("text-embedding-3-image", nil, nil, false), ("gpt-5.5", nil, nil, false), ("known", ["x"], ["text"], true),
        ] as [(String, [String]?, [String]?, Bool)])
    func whatMakesPictures(_ id: String, _ methods: [String]?, _ outputs: [String]?, _ does: Bool) {
        let model = ListedModel(id: id, methods: methods, outputs: outputs)
        #expect(model.makesPictures(known: ["known"]) == does)
    }
}
