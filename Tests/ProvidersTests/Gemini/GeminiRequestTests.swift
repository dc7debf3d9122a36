import FoundationEssentials
import NIOCore
import StudioCore
import Testing

@testable import Providers

@Suite struct GeminiRequestTests {
    private func body(_ request: ImageRequest) throws -> String {
        var bytes: [UInt8] = []
        for segment in GeminiRequest.body(request) {
            var offset = 0
            var count = 0
            while let piece = try segment.piece(at: offset) {
                bytes += Array(buffer: piece.bytes)
                count += piece.bytes.readableBytes
                offset = piece.next
            }
            #expect(count == segment.length)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func wordsOnly() throws {
        let request = ImageRequest.make(variant: 2) {
            $0.size = .twoK
            $0.aspect = AspectRatio(16, 9)
            $0.thinking = .high
            $0.seed = 40
        }
        #expect(
            try body(request)
                == #"{"contents":[{"role":"user","parts":[{"text":"a fox"}]}],"generationConfig":{"responseModalities":["TEXT","IMAGE"],"imageConfig":{"aspectRatio":"16:9","imageSize":"2K"},"thinkingConfig":{"thinkingLevel":"HIGH","includeThoughts":true},"seed":42}}"#
        )
    }

    /// 2.5 fails on a size and on thinking, whatever the settings say.
    @Test func theOldGeneration() throws {
        let request = ImageRequest.make(model: .flash) {
            $0.size = .oneK
            $0.thinking = .high
            $0.seed = 1
        }
        #expect(
            try body(request)
                == #"{"contents":[{"role":"user","parts":[{"text":"a fox"}]}],"generationConfig":{"responseModalities":["TEXT","IMAGE"]}}"#
        )
    }

    @Test func escapes() throws {
        let text = "“\"\\\n\t\u{1}\u{1F}é😀\u{2028}\r"
        let request = ImageRequest.make([.init(role: .user, parts: [.text(text, signature: nil)])])
        let value = try #require(JSONValue.parse(try body(request)))
        #expect(value["contents"]?.array.first?["parts"]?.array.first?["text"]?.string == text)
    }

    /// Every part with its own signature, every byte as it came.
    @Test func replay() throws {
        let staging = try Staging()
        let image = Picture.jpeg(1000)
        let file = ImageFile(path: staging.write("a", image), mime: "image/jpeg", bytes: image.count, sha256: "")
        func blob(_ text: String) -> BlobFile {
            BlobFile(path: staging.write(text.filter(\.isLetter), Array(text.utf8)), bytes: text.utf8.count, sha256: "")
        }
        let request = ImageRequest.make([
            .init(role: .user, parts: [.text("a red bicycle", signature: nil)]),
            .init(
                role: .model,
                parts: [
                    .text("Here it is.", signature: blob("EsauMgrC+/_-==")), .image(file, signature: blob("EoClMgr8")),
                    .text("Enjoy!", signature: nil),
                ], origin: CatalogueModel.pro.reference),
            .init(role: .user, parts: [.text("make it blue", signature: nil)]),
        ])
        #expect(
            try body(request).hasPrefix(
                #"{"contents":[{"role":"user","parts":[{"text":"a red bicycle"}]},{"role":"model","parts":[{"text":"Here it is.","thoughtSignature":"EsauMgrC+/_-=="},{"inlineData":{"mimeType":"image/jpeg","data":"\#(base64(image))"},"thoughtSignature":"EoClMgr8"},{"text":"Enjoy!"}]},{"role":"user","parts":[{"text":"make it blue"}]}],"#
            ))
    }

    private static let picture = ImageFile(path: "/p.png", mime: "image/png", bytes: 10, sha256: "")
    private static let signature = BlobFile(path: "/s", bytes: 4, sha256: "")

    private func conversation(_ answers: [[Conversation.Part]], origin: CatalogueModel) -> [Conversation.Message] {
        var messages: [Conversation.Message] = []
        for (index, answer) in answers.enumerated() {
            messages.append(.init(role: .user, parts: [.text("u\(index)", signature: nil)]))
            messages.append(.init(role: .model, parts: answer, origin: origin.reference))
        }
        return messages + [.init(role: .user, parts: [.text("now", signature: nil)])]
    }

    /// An answer without its signature, or of another kind of model, goes as a picture in the user's turn.
    @Test func foreignAnswersBecomePictures() {
        let current: [Conversation.Message] = [
            .init(
                role: .user,
                parts: [
                    .text("Current picture:", signature: nil), .image(Self.picture, signature: nil),
                    .text("now", signature: nil),
                ])
        ]
        let unsigned = conversation([[.image(Self.picture, signature: nil)]], origin: .flash)
        #expect(GeminiRequest.contents(.make(unsigned)) == current)
        #expect(GeminiRequest.contents(.make(unsigned, model: .flash)) == unsigned)
        let signed = conversation([[.image(Self.picture, signature: Self.signature)]], origin: .pro)
        #expect(GeminiRequest.contents(.make(signed)) == signed)
        #expect(GeminiRequest.contents(.make(signed, model: .flash)) == current)
        let mixed = conversation(
            [[.image(Self.picture, signature: nil)], [.image(Self.picture, signature: Self.signature)]], origin: .pro)
        let contents = GeminiRequest.contents(.make(mixed))
        #expect(contents.map(\.role) == [.user, .model, .user])
        #expect(contents[0].parts.count == 3)
    }

    @Test func theOldestTurnsGoWhenAllIsTooLarge() {
        let large = ImageFile(path: "/p.png", mime: "image/png", bytes: 30_000_000, sha256: "")
        let messages = conversation(
            Array(repeating: [.image(large, signature: Self.signature)], count: 4), origin: .pro)
        #expect(GeminiRequest.contents(.make(messages)).count == 5)
        #expect(GeminiRequest.contents(.make(messages)).first?.parts == [.text("u2", signature: nil)])
    }

    @Test func picturesThatAreNotTaken() {
        let file = ImageFile(path: "/p.gif", mime: "image/gif", bytes: 10, sha256: "")
        let request = ImageRequest.make([
            .init(role: .user, parts: [.text("x", signature: nil), .image(file, signature: nil)])
        ])
        #expect(GeminiRequest.problem(with: request)?.kind == .unsupportedSetting)
        #expect(GeminiRequest.problem(with: .make()) == nil)
    }

    @Test func aFileThatShrank() throws {
        let staging = try Staging()
        let path = staging.write("a", [1, 2, 3])
        #expect(throws: TransportFailure.fileChanged(path: path)) {
            try BodySegment.base64(path: path, bytes: 4).piece(at: 0)
        }
        #expect(throws: TransportFailure.fileChanged(path: "/nope")) {
            try BodySegment.file(path: "/nope", bytes: 4).piece(at: 0)
        }
    }
}
