import Glibc
import StudioCore
import Testing

@testable import Providers

/// What a killed studio left is read again.
@Suite struct SpooledAnswerTests {
    private static let endpoint = Endpoint(
        name: "google", baseURL: "https://example.com", authentication: .googleKey, key: Trial.key)

    private func spool(_ body: [[UInt8]], status: Int = 200, attempt: Int = 1, in staging: Staging) {
        let spool = AnswerSpool(folder: staging.path, attempt: attempt, endpoint: Self.endpoint, now: { 5 })
        spool.begin(status: status, headers: [("Content-Type", "text/event-stream")], dialect: "gemini")
        for piece in body { piece.withUnsafeBytes { spool.add($0) } }
    }

    private func recover(
        _ staging: Staging, links: LinkFetcher = LinkFetcher(sleep: { _ in })
    ) async -> Result<ImageResponse?, ProviderFailure> {
        var request = ImageRequest.make()
        request.staging = staging.path
        do throws(ProviderFailure) {
            return .success(try await WireProvider.recover(request, at: Self.endpoint, links: links, now: { 9 }))
        } catch {
            return .failure(error)
        }
    }

    private func failure(_ staging: Staging) async -> ProviderFailure? {
        if case .failure(let failure) = await recover(staging) { failure } else { nil }
    }

    /// The same reader, the same answer: whatever had arrived, from the wire or from the spool, in pieces of any size.
    @Test(arguments: [(0, 61), (1, 61), (1, 1000), (2, 61), (3, 61), (4, 61), (5, 61), (6, 61), (7, 61)])
    func cutAtEveryByte(
        _ transcript: Int, _ step: Int
    ) throws {
        let signatures = ["EsauMgrC", "EoClMgr8/+_-", "EpQ="]
        let text =
            switch transcript {
            case 0: Transcript.stream3(draft: Picture.png(), image: Picture.jpeg(300), signatures: signatures)
            case 1: Transcript.stream25(image: Picture.png(200))
            case 2: "[" + Transcript.unary(image: Picture.png(301), signature: signatures[0]) + "]"
            case 4: FaultDialect.chat.stream
            case 5: FaultDialect.chat.document
            case 6: FaultDialect.images.stream
            case 7: FaultDialect.images.document
            default: Transcript.stream25(image: Picture.png(200)).replacing("/", with: "\\/").replacing("+", with: "-")
            }
        let body = Array(text.utf8)
        let staging = try Staging()
        var wrong: [Int] = []
        for length in 0...body.count {
            let live = WireConsumer(
                files: AnswerFiles(folder: staging.path, prefix: "1-", replaces: true),
                spool: AnswerSpool(folder: staging.path, attempt: 1, endpoint: Self.endpoint, now: { 5 }), thinks: false
            ) { _ in }
            live.begin(status: 200, headers: [])
            for start in stride(from: 0, to: length, by: step) {
                try body[start..<min(length, start + step)].withUnsafeBytes { try live.receive($0) }
            }
            // Here it is killed.
            let spooled = try #require(SpooledAnswer(folder: staging.path))
            let found = spooled.replay(
                into: WireConsumer(
                    files: AnswerFiles(folder: staging.path, prefix: "2-", replaces: true), thinks: false
                ) { _ in })

            let isOpen = live.progress == .open
            let expected = live.end(isOpen ? TransportFailure.interrupted : nil)
            let isSame =
                "\(found.answer.answer)" == "\(expected.answer)".replacing("/1-", with: "/2-")
                && found.answer.isCut == expected.isCut && found.answer.bytes == expected.bytes
                && found.answer.form == expected.form && (found.error == nil) == !isOpen
            if !isSame { wrong.append(length) }
            for name in staging.files { unlink(staging.path + "/" + name) }
        }
        #expect(wrong == [])
    }

    /// A picture whose string had ended is the result; before, as much of it as there is.
    @Test func aPictureCutAtEveryByte() async throws {
        let image = Bytes.png
        let body = Array(Transcript.stream25(image: image).utf8)
        let staging = try Staging()
        var sizes: [Int] = []
        for length in 0...body.count {
            spool([Array(body[..<length])], in: staging)
            switch await recover(staging) {
            case .success(let response):
                let picture = try #require(response?.images.last)
                #expect(picture.isWhole && picture.role == .final)
                #expect(staging.bytes(picture.file.path) == image)
            case .failure(let failure):
                #expect(failure.failure.kind == .interrupted)
                #expect(failure.failure.billed == .unknown)
                guard let picture = failure.partial?.images.last else { continue }
                let bytes = staging.bytes(picture.file.path)
                #expect(!picture.isWhole && picture.file.mime == "image/png")
                #expect(bytes.count == picture.file.bytes && image.starts(with: bytes))
                sizes.append(bytes.count)
            }
        }
        // All of it is there when only the end of its string is missing.
        #expect(sizes == sizes.sorted() && sizes.last == image.count)
    }

    /// Killed between any two bytes of the log: never a picture that was not sent.
    @Test func aLogCutAtEveryByte() async throws {
        let image = Bytes.png + Picture.png(500)
        let staging = try Staging()
        let live = WireConsumer(
            files: AnswerFiles(folder: staging.path, prefix: "1-"),
            spool: AnswerSpool(folder: staging.path, attempt: 1, endpoint: Self.endpoint, now: { 5 }), thinks: false
        ) { _ in }
        live.begin(status: 200, headers: [])
        let body = Array(Transcript.stream25(image: image).utf8)
        for start in stride(from: 0, to: body.count, by: 61) {
            try body[start..<min(body.count, start + 61)].withUnsafeBytes { try live.receive($0) }
        }
        let log = staging.bytes(staging.path + "/" + AnswerSpool.bodyName)
        #expect(log.count < body.count)
        for length in 0...log.count {
            _ = staging.write(AnswerSpool.bodyName, Array(log[..<length]))
            let images: [ReceivedImage]? =
                switch await recover(staging) {
                case .success(let response): response?.images
                case .failure(let failure): failure.partial?.images
                }
            guard let picture = images?.last else { continue }
            let bytes = staging.bytes(picture.file.path)
            #expect(image.starts(with: bytes) && (!picture.isWhole || bytes == image))
        }
        #expect(try await recover(staging).get()?.images.count == 1)
    }

    @Test(arguments: [
        "raw 99999999999999999999\n", "raw -5\n{}", "raw 5", "raw x\n", "file answer.1-image-1 0 9\n",
        "file ../x 0 9\n", "file answer.head 0 9223372036854775806\n", "file answer.head 9 3\n", "\n\n\n",
        String(repeating: "x", count: 5000), "raw 2\n{}raw 1",
    ]) func aDamagedLog(_ log: String) async throws {
        let staging = try Staging()
        spool([], in: staging)
        _ = staging.write(AnswerSpool.bodyName, Array(log.utf8))
        #expect(await failure(staging)?.partial == nil)
        #expect(await failure(staging) != nil)
    }

    @Test func nothingHadArrived() async throws {
        let staging = try Staging()
        #expect(await recover(staging) == .success(nil))
        _ = staging.write(AnswerSpool.bodyName, [])
        #expect(await recover(staging) == .success(nil))
        _ = AnswerSpool(folder: staging.path, attempt: 1, endpoint: Self.endpoint, now: { 0 })
        #expect(staging.files == [])
    }

    @Test func onlyTheHead() async throws {
        let staging = try Staging()
        spool([], attempt: 2, in: staging)
        let failure = try #require(await failure(staging))
        #expect(failure.failure.kind == .interrupted)
        #expect(failure.failure.message == "Easel was closed while the answer of https://example.com arrived.")
        #expect(failure.partial == nil)
        #expect(failure.attempts == 2)
    }

    @Test(arguments: ["", "garbage", #"{"dialect":"#]) func withoutAHead(_ head: String) async throws {
        let staging = try Staging()
        spool([Array(Transcript.unary(image: Picture.jpeg(), signature: "EA==").utf8)], in: staging)
        _ = staging.write(AnswerSpool.headName, Array(head.utf8))
        let response = try #require(try await recover(staging).get())
        #expect(response.images.map { staging.bytes($0.file.path) } == [Picture.jpeg()])
        #expect(response.attempts == 1)
    }

    @Test(arguments: [
        ("<html>Hotel</html>", FailureKind.malformedResponse), ("{]", .malformedResponse), ("dat", .interrupted),
        ("data: {]\n\n", .interrupted), ("\u{0}\u{1}\u{2}", .malformedResponse),
    ]) func garbage(_ body: String, _ kind: FailureKind) async throws {
        let staging = try Staging()
        spool([Array(body.utf8)], in: staging)
        #expect(await failure(staging)?.failure.kind == kind)
    }

    /// A complaint holds no picture, and some repeat the key.
    @Test(arguments: [(401, FailureKind.authentication), (503, .overloaded), (500, .server)]) func complaints(
        _ status: Int, _ kind: FailureKind
    ) async throws {
        let staging = try Staging()
        spool([Array("Incorrect API key provided: \(Trial.key)".utf8)], status: status, in: staging)
        #expect(staging.files == [AnswerSpool.headName])
        #expect(await failure(staging)?.failure.kind == kind)
    }

    @Test func aRefusalIsOneStill() async throws {
        let staging = try Staging()
        spool([Array(#"{"promptFeedback":{"blockReason":"SAFETY"}}"#.utf8)], in: staging)
        #expect(await failure(staging)?.failure.kind == .contentRejected)
    }

    @Test func ofAnotherDialect() async throws {
        let staging = try Staging()
        spool([Array("{}".utf8)], in: staging)
        let head = AnswerHead(
            dialect: "openai", status: 200, contentType: nil, contentEncoding: nil, attempt: 1, at: 0)
        _ = staging.write(AnswerSpool.headName, Array(head.line.utf8))
        #expect(await failure(staging)?.failure.providerCode == "other_dialect")
    }

    /// Killed while it recovered: the next start does it again.
    @Test func twice() async throws {
        let staging = try Staging()
        spool([Array(Transcript.unary(image: Picture.jpeg(), signature: "EA==").utf8)], in: staging)
        let first = await recover(staging)
        #expect(await recover(staging) == first)
        #expect(try first.get()?.images.count == 1)
    }

    @Test func aKeyInAHeaderIsNotKept() throws {
        let staging = try Staging()
        AnswerSpool(folder: staging.path, attempt: 1, endpoint: Self.endpoint, now: { 0 }).begin(
            status: 200, headers: [("content-type", "text/\(Trial.key)")], dialect: "gemini")
        let head = String(decoding: staging.bytes(staging.path + "/" + AnswerSpool.headName), as: UTF8.self)
        #expect(!head.contains(Trial.key) && head.contains("text/key"))
    }

    // MARK: Over a socket

    @Test func theSpoolOfAnAnswer() async throws {
        let body = Array(
            Transcript.stream3(draft: Picture.png(), image: Picture.jpeg(70_000), signatures: ["A", "B", "C"]).utf8)
        let busy = LoopbackServer.Reply.sized(status: "503 Busy", Array("{}".utf8))
        let trial = try await Trial([busy, .chunked([body])])
        let response = try await trial.run().get()
        let line = String(decoding: trial.staging.bytes(trial.staging.path + "/answer.head"), as: UTF8.self)
        let head = try #require(AnswerHead(line: line))
        #expect(head.status == 200 && head.contentType == "text/event-stream" && head.attempt == 2)
        var status = stat()
        #expect(stat(trial.staging.path + "/answer.body", &status) == 0 && status.st_mode & 0o777 == 0o600)

        // By now they may be in the gallery.
        for picture in response.images + response.thoughtImages { unlink(picture.file.path) }
        let again = try #require(try await recover(trial.staging).get())
        func facts(_ image: ReceivedImage) -> [String] { [image.role.rawValue, image.file.sha256, image.file.mime] }
        #expect(again.images.map(facts) == response.images.map(facts))
        #expect(again.thoughtImages.map(facts) == response.thoughtImages.map(facts))
        #expect(again.thought == response.thought && again.usage == response.usage && again.notes == response.notes)
        #expect(again.attempts == 2)
        // Nothing was written twice.
        #expect(trial.staging.bytes(trial.staging.path + "/answer.body").count < body.count / 2)
        for name in trial.staging.files where name.hasPrefix("answer.2-") { unlink(trial.staging.path + "/" + name) }
        guard case .failure(let failure) = await recover(trial.staging) else { return #expect(Bool(false)) }
        #expect(failure.failure.kind == .interrupted)
    }

    @Test func aCompressedAnswerIsKeptAsItIsRead() async throws {
        let body = Array(Transcript.unary(image: Picture.jpeg(), signature: "EA==").utf8)
        let trial = try await Trial([.sized(headers: ["Content-Encoding: gzip"], Gzip.stored(body))])
        _ = try await trial.run().get()
        #expect(try await recover(trial.staging).get()?.images.count == 1)
    }

    /// Where nothing can be kept, the picture goes on without.
    @Test func noRoomForTheSpool() async throws {
        let trial = try await Trial([.sized(Array(Transcript.unary(image: Picture.jpeg(), signature: "EA==").utf8))])
        try trial.staging.makeFolders([trial.staging.path + "/answer.body"])
        let response = try await trial.run().get()
        #expect(response.images.map { trial.staging.bytes($0.file.path) } == [Picture.jpeg()])
    }
}

/// A picture that can be opened: one black pixel.
private enum Bytes {
    static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
        0,
        0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1,
        0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
}
