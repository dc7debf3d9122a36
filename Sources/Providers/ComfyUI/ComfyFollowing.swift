import NIOCore
import StudioCore

/// Queues a workflow and goes with it to its end: by listening as long as there is a line, by asking where there is none.
/// It is queued once, whatever happens.
struct ComfyFollowing {
    let run: ComfyRun
    var heard: ComfyHeard
    /// The id it is queued under; nil while it certainly is not.
    private(set) var queued: String?
    private(set) var watch: ComfyWatch?
    private var patience: ComfyPatience
    private var shelf: PreviewShelf
    private var lastPhase: TurnPhase?
    /// Nothing it said was missed.
    private var isHeardOut = false
    private var lastTrouble: TurnFailure?

    init(run: ComfyRun, heard: ComfyHeard, now: NIODeadline) {
        self.run = run
        self.heard = heard
        patience = ComfyPatience(run.limits, now: now)
        shelf = PreviewShelf(folder: run.order.staging)
    }

    /// - Returns: once ComfyUI has it in its history.
    mutating func follow(_ graph: [UInt8], _ socket: ComfySocket?) async throws(TurnFailure) -> ComfyHistory {
        var history: ComfyHistory?
        if let socket {
            var outcome: Result<ComfyHistory?, TurnFailure> = .success(nil)
            // What closing the line may complain of is of no interest.
            try? await socket.channel.executeThenClose { inbound in
                do throws(TurnFailure) {
                    try await queue(graph)
                    outcome = .success(try await listen(to: inbound))
                } catch {
                    outcome = .failure(error)
                }
            }
            history = try outcome.get()
        } else {
            try await queue(graph)
        }
        let ended = if let history { history } else { try await ask() }
        heard.executed = watch?.executed ?? []
        heard.preview = shelf.newest
        if isHeardOut, watch?.isRepeat == true {
            heard.notes.append(
                "nothing was drawn anew: workflow, words and seed are as they were, so ComfyUI gave the earlier picture"
            )
        }
        return ended
    }

    // MARK: Queuing

    private mutating func queue(_ graph: [UInt8]) async throws(TurnFailure) {
        let id = JSONText.quoted(run.id)
        let body = Array("{\"client_id\":\(id),\"prompt_id\":\(id),\"prompt\":".utf8) + graph + Array("}".utf8)
        var task = ComfyTask(prompt: run.id, words: heard.words)
        task.write(to: run.order.staging)
        queued = run.id
        do throws(ComfyClient.Silence) {
            let reply = try await run.client.post("/prompt", body)
            guard reply.isGood, let prompt = reply.document?["prompt_id"]?.name, (1...200).contains(prompt.utf8.count)
            else {
                queued = nil
                throw ComfyClient.Silence(failure: Self.refusal(reply, run.endpoint), wasSent: false)
            }
            // Older servers choose the name themselves.
            if prompt != run.id {
                task.prompt = prompt
                task.write(to: run.order.staging)
            }
            queued = prompt
            heard.notes += [ComfyComplaint(reply, endpoint: run.endpoint).note].compactMap(\.self)
        } catch {
            if error.wasSent, !Task.isCancelled { try await findAgain(error.failure) } else { throw error.failure }
        }
        watch = ComfyWatch(prompt: queued ?? run.id)
        patience.heardWorkflow(at: .now())
        patience.wonder()
    }

    private static func refusal(_ reply: ComfyClient.Reply, _ endpoint: Endpoint) -> TurnFailure {
        guard reply.isGood else { return ComfyComplaint(reply, endpoint: endpoint).failure(of: "the workflow") }
        var failure = TurnFailure.strange(sample: reply.sample, status: reply.status)
        failure.billed = .no
        return failure
    }

    /// The answer was lost on the way. Whether the workflow was taken can be asked, and must be: it is not queued again.
    private func findAgain(_ failure: TurnFailure) async throws(TurnFailure) {
        switch await run.client.look(for: run.id, inQueue: true) {
        case .ended, .running, .waiting: return
        case .unfinished, .gone, .silent, .refused:
            var failure = failure
            failure.message += " The workflow had been sent and may be drawn; it is not queued again by itself."
            throw failure
        }
    }

    // MARK: Listening

    /// - Returns: nil when there is nothing more to hear, and it is time to ask.
    private mutating func listen(
        to inbound: NIOAsyncChannelInboundStream<SocketSignal>
    ) async throws(TurnFailure) -> ComfyHistory? {
        var signals = inbound.makeAsyncIterator()
        while true {
            let signal: SocketSignal?
            do {
                signal = try await signals.next()
            } catch {
                signal = nil
            }
            switch signal {
            case nil:
                if Task.isCancelled { throw .comfyCancelled(isTold: false) }
                heard.notes.append("the line to ComfyUI broke while it drew; its picture was asked for instead")
                return nil
            case .text(let text):
                patience.heardServer(at: .now())
                guard let event = ComfyEvent(text) else { continue }
                if try take(event) { return nil }
            case .binary(let message): show(message)
            case .tick: if let history = try await lookAround() { return history }
            }
        }
    }

    /// - Returns: whether it has ended.
    private mutating func take(_ event: ComfyEvent) throws(TurnFailure) -> Bool {
        if case .status = event {} else { patience.heardWorkflow(at: .now()) }
        for action in watch?.take(event) ?? [] {
            switch action {
            case .report(let event): tell(event)
            case .ask: patience.wonder()
            case .fetch:
                isHeardOut = true
                return true
            case .fail(let failure): throw failure
            }
        }
        return false
    }

    private mutating func show(_ message: [UInt8]) {
        patience.heardServer(at: .now())
        guard let frame = ComfyFrame(message), frame.prompt == nil || frame.prompt == queued,
            let file = shelf.add(message[frame.picture])
        else { return }
        patience.heardWorkflow(at: .now())
        tell(.image(file.received(.draft)))
    }

    /// Time has passed.
    private mutating func lookAround() async throws(TurnFailure) -> ComfyHistory? {
        guard try verdict() == .ask else { return nil }
        return try await look(inQueue: true)
    }

    private mutating func tell(_ event: ProviderEvent) {
        if case .phase(let phase) = event {
            guard phase != lastPhase else { return }
            lastPhase = phase
        }
        run.report(event)
    }

    // MARK: Asking

    private mutating func ask() async throws(TurnFailure) -> ComfyHistory {
        var count = 0
        while true {
            // The queue is long to read: only now and then.
            if let history = try await look(inQueue: count % 5 == 4) { return history }
            if Task.isCancelled { throw .comfyCancelled(isTold: false) }
            _ = try verdict()
            count += 1
            do {
                try await run.sleep(run.limits.poll)
            } catch {
                throw .comfyCancelled(isTold: false)
            }
        }
    }

    private mutating func look(inQueue: Bool) async throws(TurnFailure) -> ComfyHistory? {
        guard let queued else { return nil }
        switch await run.client.look(for: queued, inQueue: inQueue) {
        case .ended(let history): return history
        case .waiting(let ahead):
            patience.heardWorkflow(at: .now())
            tell(.phase(.queued))
            tell(.queued(ahead: ahead))
        case .running:
            patience.heardWorkflow(at: .now())
            tell(.phase(.drawing))
        case .unfinished: patience.heardWorkflow(at: .now())
        case .gone: throw .comfyGone(run.endpoint.baseURL)
        case .refused(let failure): throw failure
        case .silent(let failure): lastTrouble = failure
        }
        return nil
    }

    private mutating func verdict() throws(TurnFailure) -> ComfyPatience.Verdict {
        let verdict = patience.verdict(at: .now())
        switch verdict {
        case .goOn, .ask: return verdict
        case .silent:
            throw .comfySilent(run.endpoint.baseURL, seconds: run.limits.silence, last: lastTrouble)
        case .tooLong: throw .comfyTooLong(run.endpoint.baseURL, seconds: run.limits.total)
        }
    }
}
