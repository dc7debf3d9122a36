import NIOCore
import Pixels
import StudioCore
import Testing

@testable import Providers

/// Requests, to the letter.
@Suite struct BFLRequestTests {
    private func body(_ request: ImageRequest, _ wire: WireProfile = WireProfile()) throws -> String {
        var bytes: [UInt8] = []
        for segment in BFLRequest.body(request, wire: request.model.wire.over(wire)) {
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

    private func file(_ path: String, _ bytes: Int = 3, mime: String = "image/png") -> ImageFile {
        ImageFile(path: path, mime: mime, bytes: bytes, sha256: "")
    }

    private func user(_ text: String, _ files: ImageFile...) -> Conversation.Message {
        .init(role: .user, parts: [.text(text, signature: nil)] + files.map { .image($0, signature: nil) })
    }

    private func model(_ files: ImageFile...) -> Conversation.Message {
        .init(role: .model, parts: [.text("Here.", signature: nil)] + files.map { .image($0, signature: nil) })
    }

    @Test func wordsOnly() throws {
        let request = ImageRequest.make(model: .kontext, variant: 2) {
            $0.aspect = AspectRatio(16, 9)
            $0.seed = 40
        }
        #expect(try body(request) == #"{"prompt":"a fox","aspect_ratio":"16:9","seed":42,"output_format":"png"}"#)
        #expect(try body(.make(model: .kontext)) == #"{"prompt":"a fox","output_format":"png"}"#)
    }

    @Test func aSeedWhereNoneIsTaken() throws {
        var model = CatalogueModel.kontext
        model.takesSeed = false
        #expect(try body(.make(model: model) { $0.seed = 1 }) == #"{"prompt":"a fox","output_format":"png"}"#)
    }

    @Test func wordsThatNeedEscapes() throws {
        let request = ImageRequest.make([user("a \"fox\"\\\n\t\u{1}é😀")], model: .kontext)
        #expect(try body(request) == #"{"prompt":"a \"fox\"\\\n\t\u0001é😀","output_format":"png"}"#)
    }

    @Test func widthAndHeight() throws {
        func sized(_ configure: @escaping (inout TurnSettings) -> Void) throws -> String {
            try body(.make(model: .flux2, configure: configure))
        }
        #expect(try sized { _ in } == #"{"prompt":"a fox","output_format":"png"}"#)
        #expect(
            try sized {
                $0.size = .twoK
                $0.aspect = AspectRatio(16, 9)
            } == #"{"prompt":"a fox","width":2720,"height":1536,"output_format":"png"}"#)
        #expect(
            try sized { $0.size = .oneK } == #"{"prompt":"a fox","width":1024,"height":1024,"output_format":"png"}"#)
    }

    @Test func whatTheCatalogueAdds() throws {
        let wire = WireProfile(
            sizeStyle: WireProfile.SizeStyle.none,
            extra: [
                "safety_tolerance": .integer(2), "output_format": .string("jpeg"), "prompt_upsampling": .boolean(false),
                "guidance": .number(2.5), "endless": .number(.infinity), "prompt": .string("mine"),
                "input_image": .string("x"),
            ])
        let request = ImageRequest.make(model: .kontext) { $0.aspect = AspectRatio(1, 1) }
        #expect(
            try body(request, wire)
                == #"{"prompt":"a fox","guidance":2.5,"output_format":"jpeg","prompt_upsampling":false,"safety_tolerance":2}"#
        )
    }

    /// The newest picture of the branch comes first, then what goes along with the newest words; older words are in it.
    @Test func picturesInOrder() throws {
        let staging = try Staging()
        let files = (0..<4).map { index -> ImageFile in
            let bytes = Picture.png(10 + index)
            return file(staging.write("\(index)", bytes), bytes.count)
        }
        let request = ImageRequest.make(
            [
                user("a fox", files[3]), model(files[3]), user("in snow"), model(files[2], files[0]),
                user("as in these", files[1], files[2]),
            ], model: .flux2)
        let coded = files.map { base64(staging.bytes($0.path)) }
        #expect(
            try body(request)
                == #"{"prompt":"as in these","input_image":"\#(coded[0])","input_image_2":"\#(coded[1])","input_image_3":"\#(coded[2])","output_format":"png"}"#
        )
    }

    @Test func anAnswerWithoutAPictureLeavesTheOneBefore() {
        let messages = [user("a fox"), model(file("/a")), user("x"), model(), user("now")]
        #expect(BFLRequest.pictures(.make(messages, model: .kontext)).map(\.path) == ["/a"])
        #expect(BFLRequest.pictures(.make(model: .kontext)) == [])
    }

    @Test func whatIsRefusedBeforeAnythingIsSent() {
        func problem(
            _ messages: [Conversation.Message], _ most: Int, _ wire: WireProfile = WireProfile()
        ) -> TurnFailure? {
            var model = CatalogueModel.kontext
            model.maxReferences = most
            return BFLRequest.problem(with: .make(messages, model: model), wire: wire)
        }
        let edit = [user("a fox"), model(file("/a")), user("now", file("/b"))]
        #expect(problem(edit, 2) == nil)
        #expect(problem([user("a fox")], 0) == nil)
        #expect(
            problem(edit, 1)?.message
                == "FLUX.1 Kontext pro takes one picture, not 2: the one that is edited counts.")
        #expect(problem(edit, 0)?.message == "FLUX.1 Kontext pro draws from words alone and takes no picture.")
        #expect(problem(edit, 8, WireProfile(references: WireProfile.ReferenceStyle.none))?.kind == .unsupportedSetting)
        let gif = [user("now", file("/b", mime: "image/gif"))]
        #expect(problem(gif, 1)?.message == "FLUX.1 Kontext pro takes no image/gif pictures.")
        #expect(problem(gif, 1)?.billed == .no)
    }

    @Test(arguments: [
        (nil, "/v1/flux-kontext-pro"), ("/flux/v1/{model}", "/flux/v1/flux-kontext-pro"),
        ("bfl/v1/kontext", "/bfl/v1/kontext"),
    ]) func path(_ path: String?, _ expected: String) {
        #expect(BFLRequest.path(model: "flux-kontext-pro", wire: WireProfile(path: path)) == expected)
    }

    @Test(arguments: [
        (ImageSize.oneK, AspectRatio(1, 1), 1024, 1024), (.oneK, AspectRatio(16, 9), 1360, 768),
        (.oneK, AspectRatio(9, 16), 768, 1360), (.twoK, AspectRatio(3, 2), 2496, 1664),
        (.oneK, AspectRatio(1, 4), 512, 2048), (.half, AspectRatio(21, 9), 768, 320),
        (.half, AspectRatio(100, 1), 5120, 64),
    ]) func sides(_ size: ImageSize, _ aspect: AspectRatio, _ width: Int, _ height: Int) {
        #expect(BFLSides.pixels(size: size, aspect: aspect) == PixelSize(width: width, height: height))
    }

    @Test func sidesOfHalfAChoice() {
        #expect(BFLSides.pixels(size: nil, aspect: nil, shape: PixelSize(width: 3, height: 2)) == nil)
        #expect(BFLSides.pixels(size: nil, aspect: AspectRatio(1, 1)) == PixelSize(width: 1024, height: 1024))
        let edited = BFLSides.pixels(size: .oneK, aspect: nil, shape: PixelSize(width: 1600, height: 900))
        #expect(edited == PixelSize(width: 1360, height: 768))
        let broken = BFLSides.pixels(size: .oneK, aspect: nil, shape: PixelSize(width: 0, height: 9))
        #expect(broken == PixelSize(width: 1024, height: 1024))
    }
}
