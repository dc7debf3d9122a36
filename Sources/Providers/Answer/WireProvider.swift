import Glibc
package import StudioCore

/// An endpoint that answers at once, in one of the dialects for that: Google's own, chat, images. What it answers is
/// recognised from the bytes.
package struct WireProvider: ImageProvider {
    private let endpoint: Endpoint
    private let transport: HTTPTransport
    private let dialect: Dialect
    private let wire: WireProfile
    private let spareFolder: String?
    private let links: LinkFetcher
    private let surroundings: RepeatSurroundings

    /// - Parameters:
    ///   - dialect: what it is asked in, unless the model has another.
    ///   - wire: its habits, unless the model has others.
    ///   - spareFolder: where a picture goes on when the staging folder's disk is full or fails; absolute, existing.
    ///   - links: downloads pictures that the answer only names.
    package init(
        endpoint: Endpoint, transport: HTTPTransport, dialect: Dialect = .gemini, wire: WireProfile = WireProfile(),
        spareFolder: String? = "/dev/shm",
        links: LinkFetcher = LinkFetcher(), surroundings: RepeatSurroundings = .system
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.dialect = dialect
        self.wire = wire
        self.spareFolder = spareFolder
        self.links = links
        self.surroundings = surroundings
    }

    @concurrent
    package func generate(_ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void)
        async throws(ProviderFailure) -> ImageResponse
    {
        let redaction = endpoint.redaction
        do throws(ProviderFailure) {
            return redaction(try await answer(to: request) { report(redaction($0)) })
        } catch {
            throw redaction(error)
        }
    }

    private func answer(
        to request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void
    ) async throws(ProviderFailure) -> ImageResponse {
        let wire = request.model.wire.over(wire)
        let dialect = wire.dialect ?? dialect
        let call: HTTPCall
        do throws(TurnFailure) {
            call = try WireRequest.call(request, wire: wire, dialect: dialect)
        } catch {
            throw ProviderFailure(error, attempts: 0)
        }
        let thinks = WireRequest.thinks(request, dialect: dialect)
        var attempts = 0
        while true {
            attempts += 1
            report(.phase(.sending))
            let files = AnswerFiles(folder: request.staging, spare: spareFolder, prefix: "\(attempts)-")
            let spool = AnswerSpool(
                folder: request.staging, attempt: attempts, endpoint: endpoint, now: surroundings.now)
            let consumer = WireConsumer(
                dialect: dialect, files: files, spool: spool, thinks: thinks, report: report)
            var end = await transport.send(call, to: endpoint, consumer: consumer)
            let linked = LinkedPictures(
                fetcher: links, origin: endpoint.baseURL, folder: request.staging, spareFolder: spareFolder,
                prefix: "\(attempts)-")
            let lost = await linked.fetch(&end, report: report)
            let details = ReasoningDetails.keep(
                end.answer.answer.reasoningDetails, at: "\(request.staging)/\(attempts)-reasoning")
            if let details { end.answer.answer.keep(reasoning: details) }
            let outcome = WireOutcome(
                end, endpoint: endpoint, model: request.model.id, attempts: attempts, lost: lost,
                now: surroundings.now())
            switch outcome {
            case .response(let response): return response
            case .failure(let failure):
                try await surroundings.wait(after: failure, attempts: attempts, report: report)
            }
        }
    }
}

extension WireProvider {
    @concurrent
    package func recover(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse? {
        try await Self.recover(
            request, at: endpoint, links: links, spareFolder: spareFolder, now: surroundings.now)
    }

    /// The endpoint is not asked; what the answer only names is downloaded, which needs no key and costs nothing.
    /// - Parameter endpoint: its key is only looked for in words that are shown, and may be missing.
    @concurrent
    package static func recover(
        _ request: ImageRequest, at endpoint: Endpoint, links: LinkFetcher, spareFolder: String? = "/dev/shm",
        now: @Sendable () -> Double = RepeatSurroundings.system.now
    ) async throws(ProviderFailure) -> ImageResponse? {
        guard let spooled = SpooledAnswer(folder: request.staging) else { return nil }
        let prefix = "recovered-"
        let files = AnswerFiles(folder: request.staging, spare: spareFolder, prefix: prefix, replaces: true)
        var end = spooled.replay(into: WireConsumer(files: files, thinks: false) { _ in })
        let linked = LinkedPictures(
            fetcher: links, origin: endpoint.baseURL, folder: request.staging, spareFolder: spareFolder,
            prefix: prefix, replaces: true)
        let lost = await linked.fetch(&end) { _ in }
        let path = "\(request.staging)/\(prefix)reasoning"
        unlink(path)
        if let details = ReasoningDetails.keep(end.answer.answer.reasoningDetails, at: path) {
            end.answer.answer.keep(reasoning: details)
        }
        let outcome = WireOutcome(
            end, endpoint: endpoint, model: request.model.id, attempts: spooled.attempt, lost: lost, now: now())
        switch outcome {
        case .response(let response): return endpoint.redaction(response)
        case .failure(var failure):
            // Without a network just now: the answer stays where it is, and the next start tries again, for a day: longer
            // no such link lives.
            if lost.contains(where: \.isPassing), now() - Double(spooled.head?.at ?? 0) < 86_400 {
                failure.failure.kind = .interrupted
                failure.failure.providerCode = "unfetched"
            }
            throw endpoint.redaction(failure)
        }
    }
}
