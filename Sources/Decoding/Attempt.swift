import Pixels

/// One picture's way through a worker, from the first to the last byte. Blocks.
struct Attempt: Sendable {
    var question: Question
    var program: WorkerProgram
    var cancellation: CancellationFlag
    var patience: Duration

    /// - Parameter worker: one that waits; another is started if it is gone.
    /// - Returns: what came of it, and the worker if it can go on.
    func run(_ worker: WorkerProcess?) -> (Result<DecodedImage, Mishap>, WorkerProcess?) {
        var waiting = worker
        while true {
            guard !cancellation.isRaised else { return (.failure(.cancelled), waiting) }
            let worker: WorkerProcess
            do throws(WorkerProcess.NotStarted) {
                if let one = waiting, one.isThere {
                    worker = one
                } else {
                    waiting?.end()
                    worker = try program.start()
                }
            } catch {
                return (.failure(.notStarted(error.reason)), nil)
            }
            waiting = nil
            var channel = WorkerChannel(socket: worker.socket, cancellation: cancellation, patience: patience)
            do throws(Mishap) {
                return (.success(try question.ask(over: &channel)), worker)
            } catch {
                if case .refused = error { return (.failure(error), worker) }
                let end = worker.end()
                // One that had nothing to do may leave at the moment it is asked.
                guard error == .ended, end == .idle else { return (.failure(error), nil) }
            }
        }
    }
}
