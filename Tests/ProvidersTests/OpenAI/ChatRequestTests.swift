import StudioCore
import Testing

@testable import Providers

@Suite struct ChatRequestTests {
    private static let cube = ImageFile(path: "/g/cube.png", mime: "image/png", bytes: 3, sha256: "c")
    private static let hat = ImageFile(path: "/g/hat.jpg", mime: "image/jpeg", bytes: 30, sha256: "h")

    private static func model(_ wire: WireProfile, references: Int = 14) -> CatalogueModel {
        CatalogueModel(
            id: "vendor/m", provider: "p", name: "M", sizes: [.half, .oneK, .twoK], ratios: [AspectRatio(16, 9)],
            maxReferences: references, takesSeed: true, wire: wire)
    }

    private static func messages(_ blob: BlobFile? = nil) -> [Conversation.Message] {
        [
            .init(role: .user, parts: [.text("a \"red\" cube", signature: nil)]),
            .init(
                role: .model,
                parts: [
                    .text("", signature: blob), .text("Here.", signature: nil), .image(cube, signature: nil),
                ], origin: ModelReference(provider: "p", model: "vendor/m")),
            .init(role: .user, parts: [.text("a hat", signature: nil), .image(hat, signature: nil)]),
        ]
    }

    private static func text(
        _ wire: WireProfile, _ messages: [Conversation.Message] = messages(), references: Int = 14,
        configure: (inout TurnSettings) -> Void = { _ in }
    ) -> String {
        let request = ImageRequest.make(messages, model: model(wire, references: references), configure: configure)
        return ChatRequest.body(request, wire: wire).map { segment in
            switch segment {
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case .base64(let path, let count): "<\(path) \(count)>"
            case .file(let path, _): "<\(path)>"
            }
        }.joined()
    }

    @Test func theNewestPictureOnly() {
        #expect(
            Self.text(WireProfile(sizeStyle: .imageConfig)) {
                $0.size = .half
                $0.aspect = AspectRatio(16, 9)
                $0.seed = 4
            }
                == #"{"model":"vendor/m","stream":true,"stream_options":{"include_usage":true},"image_config":{"aspect_ratio":"16:9","image_size":"0.5K"},"seed":4,"messages":[{"role":"user","content":[{"type":"text","text":"a hat"},{"type":"image_url","image_url":{"url":"data:image/png;base64,</g/cube.png 3>"}},{"type":"image_url","image_url":{"url":"data:image/jpeg;base64,</g/hat.jpg 30>"}}]}]}"#
        )
    }

    @Test func asMarkdown() {
        let text = Self.text(WireProfile(sizeStyle: .extraBody, history: .turns, streams: false)) { $0.size = .half }
        #expect(
            text
                == #"{"model":"vendor/m","stream":false,"extra_body":{"google":{"image_config":{"image_size":"512"}}},"messages":[{"role":"user","content":"a \"red\" cube"},{"role":"assistant","content":"Here.\n![image](data:image/png;base64,</g/cube.png 3>)"},{"role":"user","content":[{"type":"text","text":"a hat"},{"type":"image_url","image_url":{"url":"data:image/jpeg;base64,</g/hat.jpg 30>"}}]}]}"#
        )
    }

    @Test func asImagesWithTheThoughtsThatCame() throws {
        let staging = try Staging()
        let path = staging.write("details", Array(#"[{"type":"reasoning.encrypted"}]"#.utf8))
        let blob = BlobFile(path: path, bytes: 32, sha256: "d")
        let wire = WireProfile(sizeStyle: WireProfile.SizeStyle.none, history: .images, modalities: ["image", "text"])
        #expect(
            Self.text(wire, Self.messages(blob)).contains(
                #"{"role":"assistant","content":"Here.","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,</g/cube.png 3>"}}],"reasoning_details":<\#(path)>}"#
            ))
        #expect(Self.text(wire).contains(#""modalities":["image","text"]"#))
        // A signature of Google's is none of these.
        let other = BlobFile(path: staging.write("google", Array("EsauMg".utf8)), bytes: 6, sha256: "e")
        #expect(!Self.text(wire, Self.messages(other)).contains("reasoning_details"))
    }

    @Test func noMorePicturesThanTheModelTakes() {
        let text = Self.text(WireProfile(history: .turns), references: 1)
        #expect(text.contains("hat.jpg") && !text.contains("cube.png"))
        let newest = Self.text(WireProfile(), references: 1)
        #expect(newest.contains("cube.png") && !newest.contains("hat.jpg"))
    }

    @Test func ratiosBehindThePrompt() {
        func prompt(_ style: WireProfile.SizeStyle) -> String {
            Self.text(
                WireProfile(sizeStyle: style), [.init(role: .user, parts: [.text("a fox", signature: nil)])]
            ) { $0.aspect = AspectRatio(2, 3) }
        }
        #expect(prompt(.suffix).contains(#""content":"a fox【2:3】""#))
        #expect(prompt(.words).contains(#""content":"a fox\n\nAspect ratio of the picture: 2:3.""#))
    }

    @Test func whatADataFileAdds() {
        let wire = WireProfile(extra: [
            "quality": .string("hd\""), "n": .integer(1), "x": .boolean(false), "a": .number(0.5),
        ])
        #expect(Self.text(wire).contains(#""a":0.5,"n":1,"quality":"hd\"","x":false"#))
    }
}
