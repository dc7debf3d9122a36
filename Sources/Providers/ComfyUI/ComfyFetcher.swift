import Glibc
import StudioCore

/// Brings a workflow's pictures home: from the server's folder to a file of ours, as they arrive.
struct ComfyFetcher {
    static let mostBytes = 256 << 20
    static let mostAttempts = 3

    var endpoint: Endpoint
    var transport: HTTPTransport
    /// The request's own; absolute.
    var folder: String
    var spareFolder: String?
    /// How the names of files begin.
    var prefix: String
    var sleep: @Sendable (Double) async throws -> Void
    var report: @Sendable (ProviderEvent) -> Void

    /// - Throws: why there is no picture.
    func response(_ history: ComfyHistory, _ heard: ComfyHeard) async throws(TurnFailure) -> ImageResponse {
        if let failure = history.failure { throw failure }
        var notes = heard.notes
        let words = ImageResponse.Part.text(heard.words, signature: nil)
        guard let pictures = history.pictures(executed: heard.executed) else {
            // Nodes that save nothing may send their picture as they send interim ones: those are JPEG.
            guard let shown = heard.preview, shown.head.starts(with: [0x89, 0x50]) else {
                throw .comfyNoPicture(heard.workflow)
            }
            return ImageResponse(parts: [words, .image(shown.received(.final), signature: nil)], notes: notes)
        }
        report(.phase(.receiving))
        let final = try await file(pictures.final, 1).received(.final)
        report(.image(final))
        var drafts: [ReceivedImage] = []
        for (index, other) in pictures.others.enumerated() {
            do throws(TurnFailure) {
                drafts.append(try await file(other, index + 2).received(.draft))
            } catch {
                if error.kind == .cancelled { throw error }
                notes.append("another picture of the workflow could not be fetched: \(error.message)")
            }
        }
        if !drafts.isEmpty {
            notes.append(
                "the workflow made \(drafts.count + 1) pictures: its last one is the result, the others are kept as drafts"
            )
        }
        return ImageResponse(parts: [words, .image(final, signature: nil)], thoughtImages: drafts, notes: notes)
    }

    /// It is drawn already: asking again costs nothing, and is done for trouble that may pass.
    private func file(_ file: ComfyHistory.File, _ number: Int) async throws(TurnFailure) -> StagedFile {
        var attempts = 0
        while true {
            attempts += 1
            do throws(TurnFailure) {
                return try await attempt(file, name: "\(prefix)output-\(number)" + (attempts > 1 ? "-\(attempts)" : ""))
            } catch {
                let isPassing = [.network, .timeout, .truncated, .overloaded].contains(error.kind)
                guard isPassing, attempts < Self.mostAttempts, !Task.isCancelled else { throw error }
                do {
                    try await sleep(Double(attempts * attempts))
                } catch {
                    throw .comfyCancelled(isTold: true)
                }
            }
        }
    }

    private func attempt(_ file: ComfyHistory.File, name: String) async throws(TurnFailure) -> StagedFile {
        let request = folder.split(separator: "/").suffix(2).joined(separator: "-")
        let path = "\(folder)/\(name)"
        let spare = spareFolder.map { "\($0)/easel-\(request)-\(name)" }
        // Of an earlier reading, and no one else's.
        if !prefix.isEmpty { for path in [path, spare].compactMap(\.self) { unlink(path) } }
        let consumer = LinkConsumer(path: path, spare: spare, most: Self.mostBytes) { [report] in
            report(.received(bytes: $0, of: $1))
        }
        let end = await transport.send(
            HTTPCall(method: .get, path: file.path, accept: "image/*"), to: endpoint,
            limits: TimeLimits(firstByte: 120, idle: 60, total: 3600), consumer: consumer)
        if let kept = end.answer.file, kept.isPicture, end.error == nil { return kept }
        throw failure(end, file)
    }

    private func failure(_ end: AnswerEnd<LinkConsumer.Answer>, _ file: ComfyHistory.File) -> TurnFailure {
        let name = Shown.word(file.name)
        func failure(_ kind: FailureKind, _ words: String) -> TurnFailure {
            TurnFailure(
                kind, message: "\(name) is drawn, but \(words).",
                advice: "It is in ComfyUI's \(file.type) folder: look there.", httpStatus: end.answer.status,
                billed: .no)
        }
        if let trouble = end.answer.readerFailure {
            var failure = TurnFailure.unreadable(trouble, sample: "", status: end.answer.status)
            failure.billed = .no
            return failure
        }
        switch end.error as? LinkConsumer.Trouble {
        case .tooLarge: return failure(.unsafeResponse, "it has more than \(Self.mostBytes >> 20) MB")
        case .notAPicture: return failure(.malformedResponse, "what was sent is no picture")
        case nil: break
        }
        if end.answer.status >= 400 {
            return failure(.server, "\(endpoint.baseURL) did not give it out (HTTP \(end.answer.status))")
        }
        guard let error = end.error else { return failure(.malformedResponse, "what was sent is no picture") }
        return .comfyTransport(error, endpoint, answering: end.answer.status > 0)
    }
}
