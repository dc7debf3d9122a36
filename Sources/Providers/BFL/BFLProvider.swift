package import StudioCore

/// Black Forest Labs' own way, there or at a reseller who passes it on: a request is handed in, asked after until it is
/// drawn, and its picture fetched from the address that is named in the end.
package struct BFLProvider: ImageProvider {
    private let endpoint: Endpoint
    private let transport: HTTPTransport
    private let wire: WireProfile
    private let spareFolder: String?
    private let links: LinkFetcher
    private let surroundings: RepeatSurroundings
    private let patience: BFLPatience

    /// - Parameters:
    ///   - wire: the provider's habits; those of a model go before.
    ///   - spareFolder: where a picture goes on when the staging folder's disk is full or fails; absolute, existing.
    ///   - links: downloads the pictures.
    ///   - patience: for how long a task is asked after.
    package init(
        endpoint: Endpoint, transport: HTTPTransport, wire: WireProfile = WireProfile(),
        spareFolder: String? = "/dev/shm", links: LinkFetcher = LinkFetcher(),
        surroundings: RepeatSurroundings = .system, patience: BFLPatience = BFLPatience()
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.wire = wire
        self.spareFolder = spareFolder
        self.links = links
        self.surroundings = surroundings
        self.patience = patience
    }

    @concurrent
    package func generate(_ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void)
        async throws(ProviderFailure) -> ImageResponse
    {
        let redaction = endpoint.redaction
        do throws(ProviderFailure) {
            let task = try await submit(request) { report(redaction($0)) }
            // Before anything else: from now on there is something to fetch.
            task.write(in: request.staging, for: endpoint)
            let errand = errand(task, request, patience) { report(redaction($0)) }
            switch await errand.run(isNew: true, name: "\(task.attempt)-link-1") {
            case .picture(let file): return redaction(Self.response(file, of: task, at: endpoint))
            case .failed(let failure), .open(let failure): throw ProviderFailure(failure, attempts: task.attempt)
            }
        } catch {
            throw redaction(error)
        }
    }

    /// Hands the request in: the one thing here that costs. It is repeated only where it was turned away.
    private func submit(
        _ request: ImageRequest, _ report: @escaping @Sendable (ProviderEvent) -> Void
    ) async throws(ProviderFailure) -> BFLTask {
        let wire = request.model.wire.over(wire)
        if let problem = BFLRequest.problem(with: request, wire: wire) { throw ProviderFailure(problem, attempts: 0) }
        let call = HTTPCall(
            path: BFLRequest.path(model: request.model.id, wire: wire), accept: "application/json",
            body: BFLRequest.body(request, wire: wire))
        var attempts = 0
        while true {
            attempts += 1
            report(.phase(.sending))
            let spool = AnswerSpool(
                folder: request.staging, attempt: attempts, endpoint: endpoint, now: surroundings.now)
            let consumer = BFLConsumer(spool: spool) { report(.phase(.drawing)) }
            let end = await transport.send(call, to: endpoint, consumer: consumer)
            let submission = BFLSubmission(endpoint: endpoint, path: call.path, attempt: attempts)
            switch submission.step(after: end, now: surroundings.now()) {
            case .task(let task): return task
            case .failure(let failure):
                let failure = ProviderFailure(failure, attempts: attempts)
                try await surroundings.wait(after: failure, attempts: attempts, report: report)
            }
        }
    }

    private func errand(
        _ task: BFLTask, _ request: ImageRequest, _ patience: BFLPatience,
        _ report: @escaping @Sendable (ProviderEvent) -> Void
    ) -> BFLErrand {
        BFLErrand(
            task: task, endpoint: endpoint, transport: transport,
            picture: BFLPicture(
                fetcher: links, origin: endpoint.baseURL, folder: request.staging, spareFolder: spareFolder),
            surroundings: surroundings, patience: patience, report: report)
    }

    private static func response(_ file: StagedFile, of task: BFLTask?, at endpoint: Endpoint) -> ImageResponse {
        // A hundred credits are a dollar, at Black Forest Labs themselves.
        let credits = BFLAddress.isFamily(endpoint) ? task?.credits : nil
        return ImageResponse(
            parts: [.image(file.received(.final), signature: nil)],
            usage: credits.map { Usage(chargedUSD: min(max(0, $0), 1_000_000) / 100) }, attempts: task?.attempt ?? 1,
            form: PictureForm(shape: .task, isLink: true))
    }
}

extension BFLProvider {
    /// Whether `recover` will have to ask the provider: only then it needs the key.
    /// - Parameter staging: the request's folder, absolute.
    package static func asks(toRecover staging: String) -> Bool {
        guard !BFLPicture.isKept(in: staging) else { return false }
        return BFLTask(folder: staging) != nil || SpooledAnswer(folder: staging) != nil
    }

    /// Fetches the picture of a task that an earlier run had handed in. That buys nothing, but it asks the provider: it
    /// needs the key and the network.
    /// - Throws: `.interrupted` when that could not be done; with the code `unfetched` when another start may do it.
    @concurrent
    package func recover(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse? {
        let redaction = endpoint.redaction
        do throws(ProviderFailure) {
            let response = try await pictureAgain(request)
            guard let response else { return nil }
            return redaction(response)
        } catch {
            throw redaction(error)
        }
    }

    private func pictureAgain(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse? {
        let known = BFLTask(folder: request.staging)
        if let file = BFLPicture.kept(in: request.staging) {
            return Self.response(file, of: known, at: endpoint)
        }
        let unread = known == nil ? try taskAgain(request) : nil
        guard let task = known ?? unread else { return nil }
        let errand = errand(task, request, .afterwards) { _ in }
        switch await errand.run(isNew: false, name: "recovered-link-1") {
        case .picture(let file): return Self.response(file, of: task, at: endpoint)
        case .failed(let failure) where failure.kind == .contentRejected:
            throw ProviderFailure(failure, attempts: task.attempt)
        // The earlier run may have had the picture, or some of it: then that is all there will ever be.
        case .failed(let failure):
            throw ProviderFailure(.unfetched(failure, host: endpoint.host, isOver: true), attempts: task.attempt)
        case .open(let failure):
            let isOver = abs(surroundings.now() - Double(task.at)) > Self.mostAge
            throw ProviderFailure(.unfetched(failure, host: endpoint.host, isOver: isOver), attempts: task.attempt)
        }
    }

    /// For how long another start may still find the picture, in seconds: the link to it lives for ten minutes, and it is
    /// made when the picture is ready.
    private static let mostAge = 3600.0

    /// The answer to the submission may be there though nobody had read it.
    private func taskAgain(_ request: ImageRequest) throws(ProviderFailure) -> BFLTask? {
        guard let spooled = SpooledAnswer(folder: request.staging) else { return nil }
        let end = spooled.replay(into: BFLConsumer())
        let path = BFLRequest.path(model: request.model.id, wire: request.model.wire.over(wire))
        let submission = BFLSubmission(endpoint: endpoint, path: path, attempt: spooled.attempt)
        switch submission.step(after: end, now: Double(spooled.head?.at ?? 0)) {
        case .task(let task): return task
        case .failure(let failure): throw ProviderFailure(failure, attempts: spooled.attempt)
        }
    }
}

extension TurnFailure {
    /// Somebody may have drawn, and the picture did not come.
    /// - Parameters:
    ///   - failure: why not.
    ///   - isOver: it will not come another time either.
    fileprivate static func unfetched(_ failure: TurnFailure, host: String, isOver: Bool) -> TurnFailure {
        TurnFailure(
            .interrupted,
            message:
                "Easel was closed while \(host) was drawing, and the picture could not be fetched: \(failure.message)",
            advice: isOver
                ? "Submit again when you like; it was probably billed."
                : "Put that right and start Easel again: the picture is asked for once more.",
            providerCode: isOver ? "interrupted" : "unfetched", httpStatus: failure.httpStatus, billed: .unknown)
    }
}
