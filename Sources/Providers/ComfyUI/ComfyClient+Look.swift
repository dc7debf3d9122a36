import StudioCore

/// How a queued workflow fares, as far as one question can tell.
enum ComfyLook: Hashable, Sendable {
    case ended(ComfyHistory)
    case waiting(ahead: Int)
    case running
    /// Not in the history; more was not asked.
    case unfinished
    /// Neither waiting nor running nor ended.
    case gone
    /// Nothing was said, or nothing of use; that may pass.
    case silent(TurnFailure)
    /// It will not be told.
    case refused(TurnFailure)
}

extension ComfyClient {
    /// - Parameter inQueue: the queue is asked as well, which is more to send and read.
    func look(for prompt: String, inQueue: Bool) async -> ComfyLook {
        do throws(Silence) {
            var place: ComfyPlace?
            if inQueue {
                let reply = try await get("/queue")
                if let refusal = refusal(reply) { return .refused(refusal) }
                // The queue before the history: what leaves the one is in the other by then.
                place = reply.isGood ? reply.document.flatMap { ComfyPlace($0, prompt: prompt) } : nil
                switch place {
                case .running: return .running
                case .waiting(let ahead): return .waiting(ahead: ahead)
                case .absent, nil: break
                }
            }
            let reply = try await get("/history/\(PercentCoding.encoded(prompt))")
            if let refusal = refusal(reply) { return .refused(refusal) }
            guard reply.isGood, case .object? = reply.document else {
                return .silent(ComfyComplaint(reply, endpoint: endpoint).failure(of: "the question"))
            }
            if let history = reply.document.flatMap({ ComfyHistory($0, prompt: prompt) }) { return .ended(history) }
            return place == .absent ? .gone : .unfinished
        } catch {
            return .silent(error.failure)
        }
    }

    /// So that it is not drawn for nobody: out of the queue, or interrupted when it runs. Other workflows are left alone.
    /// - Parameter hasStarted: it is known to run.
    /// - Returns: whether the server has heard it.
    func stop(_ prompt: String, hasStarted: Bool) async -> Bool {
        let id = JSONText.quoted(prompt)
        do throws(Silence) {
            if !hasStarted {
                let reply = try await post("/queue", Array("{\"delete\":[\(id)]}".utf8))
                // It may have begun in the meantime; older servers interrupt whatever runs, so this must be known.
                guard case .running = ComfyPlace(try await get("/queue").document ?? .null, prompt: prompt) else {
                    return reply.isGood
                }
            }
            return try await post("/interrupt", Array("{\"prompt_id\":\(id)}".utf8)).isGood
        } catch {
            return false
        }
    }

    private func refusal(_ reply: Reply) -> TurnFailure? {
        reply.status == 401 || reply.status == 403
            ? ComfyComplaint(reply, endpoint: endpoint).failure(of: "the question") : nil
    }
}
