import Glibc

/// A thread for work that blocks, which the tasks' own threads must not: there may be no more of them than cores. It lives
/// as long as the work, so that nothing wakes afterwards.
enum OwnThread {
    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let work = Unmanaged.passRetained(Work { continuation.resume(returning: work()) })
            var thread = pthread_t()
            let error = pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                    return nil
                }, work.toOpaque())
            if error == 0 {
                pthread_detach(thread)
            } else {
                work.takeRetainedValue().body()
            }
        }
    }
}
