package import StudioCore

/// ComfyUI, on this machine or any other: a workflow with places in it is filled in and queued, followed over the server's
/// WebSocket, and its picture fetched. Nothing is ever billed.
package struct ComfyProvider: ImageProvider {
    private let endpoint: Endpoint
    private let transport: HTTPTransport
    private let spareFolder: String?
    private let limits: ComfyLimits
    private let makeID: @Sendable () -> String
    private let surroundings: RepeatSurroundings

    /// - Parameters:
    ///   - spareFolder: where a picture goes on when the staging folder's disk is full or fails; absolute, existing.
    ///   - limits: how long is waited for what.
    ///   - makeID: a name for a workflow that nobody else has given.
    package init(
        endpoint: Endpoint, transport: HTTPTransport, spareFolder: String? = "/dev/shm",
        limits: ComfyLimits = ComfyLimits(), makeID: (@Sendable () -> String)? = nil,
        surroundings: RepeatSurroundings = .system
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.spareFolder = spareFolder
        self.limits = limits
        self.makeID = makeID ?? { ComfyClient.random() }
        self.surroundings = surroundings
    }

    @concurrent
    package func generate(_ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void)
        async throws(ProviderFailure) -> ImageResponse
    {
        let redaction = endpoint.redaction
        do throws(ProviderFailure) {
            return redaction(try await picture(for: request) { report(redaction($0)) })
        } catch {
            throw redaction(error)
        }
    }

    private func picture(
        for request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void
    ) async throws(ProviderFailure) -> ImageResponse {
        let order: ComfyOrder
        do throws(TurnFailure) {
            order = try ComfyOrder(request, random: surroundings.random())
        } catch {
            throw ProviderFailure(error, attempts: 0)
        }
        let run = ComfyRun(
            client: ComfyClient(endpoint: endpoint, transport: transport), order: order, id: makeID(),
            limits: limits, sleep: surroundings.sleep, report: report)
        do throws(TurnFailure) {
            let (history, heard) = try await run.drawing()
            return try await fetcher(request.staging, report).response(history, heard)
        } catch {
            throw ProviderFailure(error)
        }
    }

    private func fetcher(
        _ folder: String, prefix: String = "", _ report: @escaping @Sendable (ProviderEvent) -> Void
    ) -> ComfyFetcher {
        ComfyFetcher(
            endpoint: endpoint, transport: transport, folder: folder, spareFolder: spareFolder, prefix: prefix,
            sleep: surroundings.sleep, report: report)
    }
}

extension ComfyProvider {
    /// Asks the machine that drew it, once: that buys nothing.
    @concurrent
    package func recover(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse? {
        let redaction = endpoint.redaction
        do throws(TurnFailure) {
            let task = ComfyTask(folder: request.staging)
            guard let task else { throw .comfyNeverQueued }
            let client = ComfyClient(
                endpoint: endpoint, transport: transport, limits: TimeLimits(firstByte: 10, idle: 10, total: 30))
            let history: ComfyHistory
            switch await client.look(for: task.prompt, inQueue: true) {
            case .ended(let ended): history = ended
            case .waiting, .running, .unfinished: throw .comfyStillRunning(endpoint.baseURL)
            case .gone: throw .comfyLost(endpoint.baseURL, why: "it knows nothing of it any more.")
            case .silent(let failure), .refused(let failure):
                throw .comfyLost(endpoint.baseURL, why: failure.message)
            }
            let fetcher = fetcher(request.staging, prefix: "recovered-") { _ in }
            return redaction(try await fetcher.response(history, ComfyHeard(words: task.words)))
        } catch {
            throw redaction(ProviderFailure(error))
        }
    }
}
