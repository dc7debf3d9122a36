import StudioCore

/// Asks after a task until there is a last word, and brings the picture. Nothing of this buys anything.
struct BFLErrand {
    var task: BFLTask
    var endpoint: Endpoint
    var transport: HTTPTransport
    var picture: BFLPicture
    var surroundings: RepeatSurroundings
    var patience: BFLPatience
    var report: @Sendable (ProviderEvent) -> Void

    /// How it ended: there is a picture, there is none, or nobody knows.
    enum End {
        case picture(StagedFile)
        case failed(TurnFailure)
        case open(TurnFailure)
    }

    /// - Parameters:
    ///   - isNew: the task was handed in a moment ago.
    ///   - name: of the picture's file.
    func run(isNew: Bool, name: String) async -> End {
        switch await verdict(isNew: isNew) {
        case .fetch(let link): await fetch(link, name)
        case .fail(let failure): .failed(failure)
        case .giveUp(let failure): .open(failure)
        }
    }

    private func verdict(isNew: Bool) async -> BFLVerdict {
        guard let link = BFLAddress.trusted(task.pollingURL, by: endpoint) else { return .fail(foreign) }
        var asked = endpoint
        asked.baseURL = link.origin
        let call = HTTPCall(method: .get, path: link.path, accept: "application/json")
        var watch = BFLWatch(task, endpoint: asked, patience: patience, now: surroundings.now())
        var wait = isNew ? BFLWait(seconds: patience.interval) : nil
        var progress: Int?
        while true {
            if let wait {
                if let now = wait.progress, now != progress { report(.step(now, of: 100)) }
                progress = wait.progress ?? progress
                if wait.troubles > 0 {
                    let reason = "\(asked.host) does not say how far it is"
                    report(.waiting(attempt: wait.troubles + 1, seconds: wait.seconds, reason: reason))
                }
                do { try await surroundings.sleep(wait.seconds) } catch { return .giveUp(watch.cancelled) }
                if wait.troubles > 0 { report(.phase(.drawing)) }
            }
            let end = await transport.send(call, to: asked, limits: BFLPatience.question, consumer: BFLConsumer())
            switch watch.step(after: end, now: surroundings.now(), random: surroundings.random()) {
            case .wait(let next): wait = next
            case .last(let verdict): return verdict
            }
        }
    }

    private func fetch(_ link: String, _ name: String) async -> End {
        report(.phase(.receiving))
        do throws(LinkFailure) {
            let file = try await picture.fetch(link, as: name, report: report)
            report(.image(file.received(.final)))
            return .picture(file)
        } catch {
            let failure = unfetched(error)
            return error.isPassing || error.kind == .cancelled || error.kind == .notKept
                ? .open(failure) : .failed(failure)
        }
    }

    // MARK: Words

    private var foreign: TurnFailure {
        TurnFailure(
            .unsafeResponse,
            message:
                "\(endpoint.host) took the request on and wants to be asked where it is not at home: \(task.words). The key was not sent there.",
            advice: "Do not trust this endpoint. If you know that address, ask it by hand: the picture may be billed.",
            providerCode: "polling_url", billed: .unknown)
    }

    /// The link is told whole: it opens for a while, and it was paid for.
    private func unfetched(_ failure: LinkFailure) -> TurnFailure {
        var words = failure.asTurnFailure
        words.message =
            Shown.text("The picture is ready and was not downloaded: \(failure.why). \(failure.link)")
            + " (\(task.words))"
        let isRefused = failure.kind == .forbidden || failure.kind == .unusable
        words.advice =
            (isRefused ? words.advice + " " : "Open it in a browser at once. ")
            + "Black Forest Labs keep a picture for 10 minutes."
        return words
    }
}
