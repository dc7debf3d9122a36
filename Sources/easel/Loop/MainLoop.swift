#if compiler(>=6.3) && compiler(<6.4)
    @_spi(ExperimentalCustomExecutors) import _Concurrency
    import Glibc
    import Synchronization
    import Terminal

    /// The main actor's executor: its jobs, descriptors that can be read, and timers, on the process's first thread.
    ///
    /// Below everything that is not shared: an executor is what makes actors safe, so it has the one lock of its own.
    final class MainLoop: MainExecutor {
        private struct Watched {
            let descriptor: Int32
            var handler: @MainActor () -> Void
            var isPaused = false
        }

        private struct State {
            var jobs: [UnownedJob] = []
            var timers = TimerQueue()
            /// Few: looking through them is quicker than hashing.
            var watched: [Watched] = []
            /// Whether the loop sleeps, or is about to: then it has to be woken.
            var isAsleep = false

            subscript(descriptor: Int32) -> Watched? {
                get { watched.first { $0.descriptor == descriptor } }
                set {
                    watched.removeAll { $0.descriptor == descriptor }
                    if let newValue { watched.append(newValue) }
                }
            }
        }

        private let state = Mutex(State())
        private let bell = Bell()
        private let thread = pthread_self()

        private var isHere: Bool { pthread_equal(pthread_self(), thread) != 0 }

        // MARK: As an executor

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            wake { $0.jobs.append(job) }
        }

        /// At its time the job goes to the pool.
        func schedule(_ job: UnownedJob, on pool: WorkerPool, at deadline: ContinuousClock.Instant) {
            wake { $0.timers.add(TimerQueue.Entry(deadline: deadline, job: job, pool: pool)) }
        }

        private func wake(_ change: (inout State) -> Void) {
            let mustRing = state.withLock { state in
                change(&state)
                defer { state.isAsleep = false }
                return state.isAsleep
            }
            if mustRing { bell.ring() }
        }

        func checkIsolated() { precondition(isHere, "not on the main thread") }
        func isIsolatingCurrentContext() -> Bool? { isHere }

        // MARK: Running

        func run() {
            while true {
                let jobs = state.withLock { state in
                    defer { state.jobs = [] }
                    return state.jobs
                }
                for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
                fireTimers()
                waitForNews()
            }
        }

        /// The process ends by `exit`.
        func stop() {}

        private func fireTimers() {
            for entry in state.withLock({ $0.timers.takeDue(at: .now) }) { entry.pool.add(entry.job) }
        }

        /// Sleeps until there is something to do, and tells those whose descriptor can be read.
        private func waitForNews() {
            var (polls, timeout) = state.withLock { state in
                let timeout = state.jobs.isEmpty ? state.timers.milliseconds(from: .now) : 0
                state.isAsleep = timeout != 0
                var polls = [pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)]
                for watched in state.watched where !watched.isPaused {
                    polls.append(pollfd(fd: watched.descriptor, events: Int16(POLLIN), revents: 0))
                }
                return (polls, timeout)
            }
            let count = poll(&polls, nfds_t(polls.count), timeout)
            state.withLock { $0.isAsleep = false }
            guard count > 0 else { return }
            if polls[0].revents != 0 { bell.silence() }
            for news in polls.dropFirst() where news.revents != 0 {
                guard let watched = state.withLock({ $0[news.fd] }), !watched.isPaused else { continue }
                MainActor.assumeIsolated { watched.handler() }
            }
        }
    }

    extension MainLoop: ReadinessWatcher {
        func watch(_ descriptor: Int32, _ handler: @escaping @MainActor () -> Void) -> any ReadinessWatch {
            state.withLock { $0[descriptor] = Watched(descriptor: descriptor, handler: handler) }
            return Watch(loop: self, descriptor: descriptor)
        }

        private struct Watch: ReadinessWatch {
            let loop: MainLoop
            let descriptor: Int32

            func pause() { loop.state.withLock { $0[descriptor]?.isPaused = true } }
            func resume() { loop.state.withLock { $0[descriptor]?.isPaused = false } }
            func cancel() { loop.state.withLock { $0[descriptor] = nil } }
        }
    }
#endif
