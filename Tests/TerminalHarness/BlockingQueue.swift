import Dispatch
import Synchronization

/// Runs tests that wait for other programs on threads beside the pool, so many at a time and no more. The pool has as many
/// threads as the machine has cores: two tests that sit in front of a terminal would keep all the others waiting.
package final class BlockingQueue: TaskExecutor {
    private let queue: DispatchQueue

    private init(_ number: Int) { queue = DispatchQueue(label: "blocking tests \(number)") }

    private static let all = (0..<3).map { BlockingQueue($0) }
    private static let asked = Atomic(0)

    /// In turn.
    package static var next: BlockingQueue {
        all[asked.wrappingAdd(1, ordering: .relaxed).oldValue % all.count]
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
