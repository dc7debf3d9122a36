import Dispatch
import Glibc
import Terminal
@_spi(ExperimentalCustomExecutors) import _Concurrency

/// Runs the studio on a main loop of its own: it reads the terminal on the thread that answers it, and sleeps until
/// something happens. (Dispatch hands each key through three threads, and once used wakes every second for ever after.)
///
/// That main loops can be replaced is an experimental interface of the Swift runtime, and the one point where this program
/// depends on the compiler's version; built by another one it runs on Dispatch, a little slower.
enum StudioLoop {
    /// Runs to the end of `body` and ends the process with its exit code. To be called before there is any task.
    static func run(_ body: @escaping @MainActor @Sendable (any ReadinessWatcher) async -> Int32) -> Never {
        #if compiler(>=6.3) && compiler(<6.4)
            _createExecutors(factory: Executors.self)
            Task { @MainActor in exit(await body(Executors.loop)) }
            Executors.loop.run()
            exit(0)
        #else
            Task { @MainActor in exit(await body(DispatchWatcher())) }
            dispatchMain()
        #endif
    }
}

#if compiler(>=6.3) && compiler(<6.4)
    /// The runtime asks for these two by type, so they are the process's own.
    private struct Executors: ExecutorFactory {
        static let loop = MainLoop()
        static let pool = WorkerPool(loop: loop)
        static var mainExecutor: any MainExecutor { loop }
        static var defaultExecutor: any TaskExecutor { pool }
    }
#endif
