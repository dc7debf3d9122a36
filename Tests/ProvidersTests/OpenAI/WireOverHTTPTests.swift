import StudioCore
import Testing

@testable import Providers

/// The transcripts of every dialect as whole exchanges: over a real connection, plain, in pieces, cut and reset.
@Suite struct WireOverHTTPTests {
    private static func isStream(_ transcript: WireTranscript) -> Bool {
        !transcript.body.starts(with: [UInt8(ascii: "{")])
    }

    private func run(
        _ transcript: WireTranscript, _ reply: LoopbackServer.Reply
    ) async throws -> (Trial, Result<ImageResponse, ProviderFailure>) {
        let trial = try await Trial([reply], dialect: transcript.name.hasPrefix("E") ? .openAIImages : .openAIChat)
        return (trial, await trial.run())
    }

    private func pictures(_ trial: Trial, _ images: [ReceivedImage]) -> [[UInt8]] {
        images.map { trial.staging.bytes($0.file.path) }
    }

    @Test(arguments: WireTranscript.all.indices) func wholeAndInPieces(_ index: Int) async throws {
        let transcript = WireTranscript.all[index]
        let pieces = stride(from: 0, to: transcript.body.count, by: 97).map {
            Array(transcript.body[$0..<min($0 + 97, transcript.body.count)])
        }
        let type = Self.isStream(transcript) ? "text/event-stream" : "application/json"
        for reply in [.sized(type: type, transcript.body), LoopbackServer.Reply.chunked(type: type, pieces)] {
            let (trial, result) = try await run(transcript, reply)
            guard case .success(let response) = result else {
                return #expect(Bool(false), "\(transcript.name): \(result)")
            }
            #expect(pictures(trial, response.images) == transcript.pictures, "\(transcript.name)")
            #expect(response.images.last?.role == .final, "\(transcript.name)")
            #expect(pictures(trial, response.thoughtImages) == transcript.drafts, "\(transcript.name)")
        }
    }

    /// Complete, and the server does not close: nothing more is waited for.
    @Test(arguments: WireTranscript.all.indices) func neverClosed(_ index: Int) async throws {
        let transcript = WireTranscript.all[index]
        // A stream is over when it says so, or with its connection.
        guard !Self.isStream(transcript) || transcript.body.suffix(20).contains(UInt8(ascii: "]")) else { return }
        let head = Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".utf8)
        let (trial, result) = try await run(
            transcript, LoopbackServer.Reply(pieces: [head, transcript.body], ending: .open))
        #expect(try pictures(trial, result.get().images) == transcript.pictures, "\(transcript.name)")
    }

    /// The connection breaks: a picture that was whole is there, one that was not is none, and nothing is sent again.
    @Test(arguments: WireTranscript.all.indices) func broken(_ index: Int) async throws {
        let transcript = WireTranscript.all[index]
        let known = Set(transcript.pictures + transcript.drafts)
        for part in 1...6 {
            let length = transcript.body.count * part / 7
            for ending in [LoopbackServer.Reply.Ending.close, .reset] {
                let head = Array("HTTP/1.1 200 OK\r\nContent-Length: \(transcript.body.count)\r\n\r\n".utf8)
                let reply = LoopbackServer.Reply(pieces: [head, Array(transcript.body[..<length])], ending: ending)
                let (trial, result) = try await run(transcript, reply)
                let place = "\(transcript.name), \(length) of \(transcript.body.count)"
                #expect(try await trial.server.requests().count == 1, "\(place)")
                switch result {
                case .success(let response):
                    #expect(known.isSuperset(of: pictures(trial, response.images + response.thoughtImages)), "\(place)")
                    #expect(!response.images.isEmpty || !response.thoughtImages.isEmpty, "\(place)")
                case .failure(let failure):
                    let kept = (failure.partial?.images ?? []) + (failure.partial?.thoughtImages ?? [])
                    #expect(known.isSuperset(of: pictures(trial, kept)), "\(place)")
                    #expect(failure.failure.billed != .no, "\(place): an answer had begun")
                }
            }
        }
    }
}
