import StudioCore
import Testing

@testable import Providers

/// Every dialect, whole, in pieces and cut at every byte.
@Suite struct WireTranscriptTests {
    private static func end(
        _ pieces: [ArraySlice<UInt8>], in staging: Staging, broken: (any Error)? = nil
    ) -> AnswerEnd<WireConsumer.Answer> {
        let consumer = WireConsumer(
            dialect: .openAIChat, files: AnswerFiles(folder: staging.path, replaces: true), thinks: false
        ) { _ in }
        consumer.begin(status: 200, headers: [])
        var error = broken
        for piece in pieces {
            do { try piece.withUnsafeBytes { try consumer.receive($0) } } catch let trouble { error = trouble }
        }
        return AnswerEnd(answer: consumer.end(error), error: error, wasSent: true, hadBegun: true)
    }

    private static func outcome(_ end: AnswerEnd<WireConsumer.Answer>) -> WireOutcome {
        let endpoint = Endpoint(name: "p", baseURL: "https://e.com", authentication: .none, key: "")
        return WireOutcome(end, endpoint: endpoint, model: "m", attempts: 1, now: 0)
    }

    @Test(arguments: WireTranscript.all.indices) func whole(_ index: Int) throws {
        let transcript = WireTranscript.all[index]
        let staging = try Staging()
        let end = Self.end([transcript.body[...]], in: staging)
        guard case .response(let response) = Self.outcome(end) else {
            return #expect(Bool(false), "\(transcript.name): \(Self.outcome(end))")
        }
        #expect(response.images.map { staging.bytes($0.file.path) } == transcript.pictures, "\(transcript.name)")
        #expect(response.images.map(\.role).last == .final)
        #expect(response.thoughtImages.map { staging.bytes($0.file.path) } == transcript.drafts, "\(transcript.name)")
        let text = response.parts.compactMap { if case .text(let text, _) = $0 { text } else { nil } }.joined()
        #expect(text == transcript.text, "\(transcript.name)")
        #expect(response.thought == transcript.thought, "\(transcript.name)")
        #expect(response.usage == transcript.usage, "\(transcript.name)")
        #expect(response.finishReason == transcript.finishReason, "\(transcript.name)")
        #expect(response.notes == [], "\(transcript.name)")
        #expect(end.answer.answer.shapes.contains(transcript.shape), "\(transcript.name): \(end.answer.answer.shapes)")
    }

    @Test(arguments: WireTranscript.all.indices, [1, 3, 50]) func inPieces(_ index: Int, _ step: Int) throws {
        let transcript = WireTranscript.all[index]
        let staging = try Staging()
        let pieces = stride(from: 0, to: transcript.body.count, by: step).map {
            transcript.body[$0..<min(transcript.body.count, $0 + step)]
        }
        let other = try Staging()
        let whole = Self.outcome(Self.end([transcript.body[...]], in: other))
        let outcome = Self.outcome(Self.end(pieces, in: staging))
        #expect(
            "\(outcome)".replacing(staging.path, with: "") == "\(whole)".replacing(other.path, with: ""),
            "\(transcript.name)")
    }

    /// The connection breaks after every one of its bytes: either the picture is whole, or it is a failure that may have
    /// been billed, and what is there of it is no final picture.
    @Test(arguments: WireTranscript.all.indices) func cutEverywhere(_ index: Int) throws {
        let transcript = WireTranscript.all[index]
        struct Broken: Error {}
        let staging = try Staging()
        for length in 0...transcript.body.count {
            switch Self.outcome(Self.end([transcript.body[..<length]], in: staging, broken: Broken())) {
            case .response(let response):
                let final = response.images.last { $0.role == .final }
                let bytes = staging.bytes(final?.file.path ?? "")
                #expect(transcript.pictures.contains(bytes), "\(transcript.name) cut after \(length)")
            case .failure(let failure):
                #expect(length < transcript.body.count, "\(transcript.name)")
                #expect(failure.failure.billed != .no, "\(transcript.name) cut after \(length)")
                #expect(failure.partial?.images.allSatisfy { $0.role == .draft } ?? true)
            }
        }
    }
}
