import Pixels
import StudioCore
import Testing

@testable import Providers

@Suite struct ImagesRequestTests {
    private static let pixels = [
        AspectRatio(1, 1): OutputPixels(width: 1024, height: 1024),
        AspectRatio(16, 9): OutputPixels(width: 1536, height: 864),
    ]

    private static func request(
        _ messages: [Conversation.Message], staging: String = "/nonexistent", takesMask: Bool = false,
        configure: (inout TurnSettings) -> Void = { _ in }
    ) -> ImageRequest {
        let model = CatalogueModel(
            id: "gpt-image-2", provider: "openai", name: "G", sizes: [.oneK, .twoK],
            ratios: [AspectRatio(1, 1), AspectRatio(16, 9)], maxReferences: 16, takesMask: takesMask)
        var request = ImageRequest.make(messages, model: model, staging: staging, configure: configure)
        request.pixels = pixels
        return request
    }

    private static func text(_ call: HTTPCall) -> String {
        call.body.map { segment in
            switch segment {
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case .base64(let path, _): "<base64 \(path)>"
            case .file(let path, _): "<\(path)>"
            }
        }.joined()
    }

    private static let fox = [Conversation.Message(role: .user, parts: [.text("a fox", signature: nil)])]

    private static func edit(_ paths: [String]) -> [Conversation.Message] {
        let files = paths.map { ImageFile(path: $0, mime: "image/png", bytes: 3, sha256: $0) }
        return [
            .init(role: .user, parts: [.text("a fox", signature: nil)]),
            .init(role: .model, parts: [.image(files[0], signature: nil)]),
            .init(
                role: .user,
                parts: [.text("a hat", signature: nil)] + files.dropFirst().map { .image($0, signature: nil) }),
        ]
    }

    @Test func aNewPicture() throws {
        let call = try ImagesRequest.call(
            Self.request(Self.fox) { $0.aspect = AspectRatio(16, 9) }, wire: WireProfile())
        #expect(call.path == "/v1/images/generations")
        #expect(call.contentType == "application/json")
        #expect(Self.text(call) == #"{"model":"gpt-image-2","prompt":"a fox","size":"1536x864"}"#)
    }

    @Test func asSomeServersWantIt() throws {
        let wire = WireProfile(
            sizeStyle: .aspectRatio, streams: true, partialImages: 2, responseFormat: "b64_json",
            path: "/v1/images", extra: ["quality": .string("high")])
        let call = try ImagesRequest.call(Self.request(Self.fox) { $0.aspect = AspectRatio(16, 9) }, wire: wire)
        #expect(call.path == "/v1/images")
        #expect(
            Self.text(call)
                == #"{"model":"gpt-image-2","prompt":"a fox","aspect_ratio":"16:9","response_format":"b64_json","stream":true,"partial_images":2,"quality":"high"}"#
        )
    }

    @Test func aSizeWithoutARatio() throws {
        func size(_ size: ImageSize?) throws -> Bool {
            let call = try ImagesRequest.call(Self.request(Self.fox) { $0.size = size }, wire: WireProfile())
            return Self.text(call).contains(#""size":"1024x1024""#)
        }
        #expect(try !size(nil))
        #expect(try !size(.oneK))
        #expect(try size(.twoK))
    }

    @Test func anEditIsAForm() throws {
        let call = try ImagesRequest.call(Self.request(Self.edit(["/a.png"])), wire: WireProfile())
        #expect(call.path == "/v1/images/edits")
        #expect(call.contentType == "multipart/form-data; boundary=easel-t1-0")
        #expect(
            Self.text(call) == """
                --easel-t1-0\r
                Content-Disposition: form-data; name="model"\r
                \r
                gpt-image-2\r
                --easel-t1-0\r
                Content-Disposition: form-data; name="prompt"\r
                \r
                a hat\r
                --easel-t1-0\r
                Content-Disposition: form-data; name="image"; filename="image-1.png"\r
                Content-Type: image/png\r
                \r
                </a.png>\r
                --easel-t1-0--\r

                """)
    }

    @Test(arguments: [
        (WireProfile.ReferenceStyle.form, ["image[]", "image[]"]), (.formImage, ["image", "image"]),
        (.formArray, ["image[]", "image[]"]),
    ]) func severalPictures(_ style: WireProfile.ReferenceStyle, _ names: [String]) throws {
        let call = try ImagesRequest.call(
            Self.request(Self.edit(["/a.png", "/b.png"])), wire: WireProfile(references: style))
        for (index, name) in names.enumerated() {
            #expect(Self.text(call).contains("name=\"\(name)\"; filename=\"image-\(index + 1).png\""))
        }
    }

    @Test(arguments: [
        (WireProfile.ReferenceStyle.jsonImage, #""image":["data:image/png;base64,<base64 /a.png>"]"#),
        (.jsonImages, #""images":["data:image/png;base64,<base64 /a.png>"]"#),
        (.refImages, #""ref_images":["<base64 /a.png>"]"#),
        (
            .inputReferences,
            #""input_references":[{"type":"image_url","image_url":{"url":"data:image/png;base64,<base64 /a.png>"}}]"#
        ),
    ]) func picturesWithinTheJSON(_ style: WireProfile.ReferenceStyle, _ member: String) throws {
        let call = try ImagesRequest.call(Self.request(Self.edit(["/a.png"])), wire: WireProfile(references: style))
        #expect(call.path == "/v1/images/generations")
        #expect(Self.text(call).contains(member))
    }

    /// Transparent where it may be changed, as large as the picture.
    @Test func aRegionBecomesAMask() throws {
        let staging = try Staging()
        let bitmap = Bitmap(width: 20, height: 10, pixels: [UInt8](repeating: 200, count: 800))
        let base = staging.write("base.png", try PNGEncoder.encode(bitmap))
        let call = try ImagesRequest.call(
            Self.request(Self.edit([base]), staging: staging.path, takesMask: true) {
                $0.region = Region(x: 5, y: 2, width: 4, height: 3)
            }, wire: WireProfile())
        #expect(Self.text(call).contains("name=\"mask\"; filename=\"mask.png\""))
        let mask = try ImageDecoder.decode(staging.bytes("\(staging.path)/mask.png")).bitmap
        #expect(mask.size == bitmap.size)
        for y in 0..<10 {
            for x in 0..<20 {
                let isOpen = (5..<9).contains(x) && (2..<5).contains(y)
                #expect(mask.pixels[(y * 20 + x) * 4 + 3] == (isOpen ? 0 : 255))
            }
        }
    }
}
