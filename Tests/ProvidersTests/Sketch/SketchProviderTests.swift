import Glibc
import Pixels
import StudioCore
import Testing

@testable import Providers

@Suite struct SketchProviderTests {
    private let model = ModelReference(provider: "sketch", model: "sketch")

    /// A folder of its own, gone afterwards.
    private func inFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        var template = Array("/tmp/easel-sketch-XXXXXX".utf8CString)
        let made = mkdtemp(&template)
        let path = String(cString: try #require(made))
        defer {
            for name in ["picture.png", "draft-1.png", "draft-2.png", "kept.png", "answer.text", "answer.picture.png"] {
                unlink("\(path)/\(name)")
            }
            rmdir(path)
        }
        return try await body(path)
    }

    private func request(
        _ messages: [Conversation.Message], _ folder: String, variant: Int = 0, aspect: AspectRatio? = AspectRatio(1, 1)
    )
        -> ImageRequest
    {
        ImageRequest(
            turn: TurnID("t_1"), variant: variant,
            model: CatalogueModel(id: "sketch", provider: "sketch", name: "Sketch"),
            conversation: Conversation(messages: messages),
            settings: TurnSettings(model: model, size: .half, aspect: aspect), staging: folder)
    }

    private func user(_ text: String) -> Conversation.Message {
        .init(role: .user, parts: [.text(text, signature: nil)])
    }

    private func picture(_ response: ImageResponse) throws -> ReceivedImage {
        let found = response.parts.compactMap { part in if case .image(let image, _) = part { image } else { nil } }
        return try #require(found.first)
    }

    private func text(_ response: ImageResponse) throws -> String {
        let found = response.parts.compactMap { part in if case .text(let text, _) = part { text } else { nil } }
        return try #require(found.first)
    }

    @Test func paintsTheSamePictureAgain() async throws {
        func hash(_ variant: Int) async throws -> String {
            try await inFolder { folder in
                let response = try await SketchProvider(seconds: 0, decoder: DirectDecoder())
                    .generate(request([user("a boat at dusk")], folder, variant: variant)) { _ in }
                let image = try picture(response)
                #expect(try ImageHeader(file: image.file.path).size == PixelSize(width: 512, height: 512))
                #expect(image.role == .final)
                return image.file.sha256
            }
        }
        let first = try await hash(0)
        let again = try await hash(0)
        let other = try await hash(1)
        #expect(first == again)
        #expect(first != other)
    }

    @Test func aFinishedSketchIsThereForALaterRunEvenWhenItsFileHasMoved() async throws {
        try await inFolder { folder in
            let provider = SketchProvider(seconds: 0, decoder: DirectDecoder())
            let request = request([user("a boat at dusk")], folder)
            #expect(try await provider.recover(request) == nil)
            let response = try await provider.generate(request) { _ in }
            rename(try picture(response).file.path, folder + "/kept.png")
            let again = try #require(try await provider.recover(request))
            #expect(try picture(again).file.sha256 == picture(response).file.sha256)
            #expect(try text(again) == text(response))
            #expect(try picture(again).role == .final)
        }
    }

    @Test func anEditFindsTheSeedOfItsPicture() {
        let answer = Conversation.Message(
            role: .model, parts: [.text("A quiet coast, sketched offline, not AI (seed 4711).", signature: nil)],
            origin: model)
        let script = SketchScript(request([user("a boat"), answer, user("add a whale")], "/tmp", variant: 2))
        #expect(script.scene.seed == 4711)
        #expect(script.mark == SketchMark(seed: 4711, take: 2))
        #expect(script.scene.subjects.last?.take == 2)
        #expect(script.isEdit && !script.isIdle)
        #expect(SketchMark(in: script.mark.text) == script.mark)
    }

    @Test func paintsOverAPictureFromElsewhere() async throws {
        try await inFolder { folder in
            let kept = "\(folder)/kept.png"
            var writer = try PNGRowWriter(path: kept, width: 64, height: 32)
            try writer.write(rows: Array(repeating: [200, 40, 40, 255], count: 64 * 32).flatMap { $0 })
            try writer.finish()
            let file = ImageFile(path: kept, mime: "image/png", bytes: 1, sha256: "x")
            let foreign = Conversation.Message(
                role: .model, parts: [.image(file, signature: nil)],
                origin: ModelReference(provider: "google", model: "nano"))
            let messages = [user("a lighthouse"), foreign, user("black and white")]
            #expect(SketchScript(request(messages, folder)).scene.subjects.isEmpty)
            let response = try await SketchProvider(seconds: 0, decoder: DirectDecoder()).generate(
                request(messages, folder, aspect: nil)
            ) { _ in
            }
            let image = try picture(response)
            let bitmap = try ImageDecoder.decode(file: image.file.path).bitmap
            #expect(abs(bitmap.width - 2 * bitmap.height) <= 16)
            let middle = (bitmap.height / 2 * bitmap.width + bitmap.width / 2) * 4
            let (red, green) = (Int(bitmap.pixels[middle]), Int(bitmap.pixels[middle + 1]))
            #expect(abs(red - green) < 8)
        }
    }

    @Test(arguments: [
        ("remove the watermark", FailureKind.contentRejected), ("do a face swap", .contentRejected),
        ("forbidden", .contentRejected),
        ("a cat [only text]", .textInsteadOfImage), ("a cat [recite]", .recitation), ("a cat [no image]", .noImage),
        ("a cat [max tokens]", .maxTokens), ("a cat [overloaded]", .overloaded), ("a cat [quota]", .quota),
        ("a cat [timeout]", .timeout), ("a cat [server]", .server), ("a cat [network]", .network),
    ])
    func declinesOnRequest(prompt: String, kind: FailureKind) {
        #expect(SketchVerdict.failure(for: prompt)?.kind == kind)
    }

    @Test func saysWhenItUnderstoodNothing() async throws {
        try await inFolder { folder in
            let answer = Conversation.Message(role: .model, parts: [.text("(seed 1)", signature: nil)], origin: model)
            let response = try await SketchProvider(seconds: 0, decoder: DirectDecoder())
                .generate(request([user("a boat"), answer, user("quux")], folder)) { _ in }
            #expect(response.notes == [SketchNarration.idle])
            #expect(try text(response).hasSuffix("(seed 1)."))
        }
    }

    @Test func stopsWhenItIsCancelled() async throws {
        try await inFolder { folder in
            let work = request([user("a boat")], folder)
            let task = Task { () -> FailureKind? in
                do throws(ProviderFailure) {
                    _ = try await SketchProvider(seconds: 600, decoder: DirectDecoder()).generate(work) { _ in }
                    return nil
                } catch {
                    return error.failure.kind
                }
            }
            task.cancel()
            #expect(await task.value == .cancelled)
        }
    }
}
