#if compiler(>=6.3) && compiler(<6.4)
    @_spi(ExperimentalScheduling) import _Concurrency
    import Glibc
    import Synchronization

    /// Everything that is not the main actor's: a few threads, made when they are needed, asleep when they are not.
    final class WorkerPool: TaskExecutor, SchedulingExecutor {
        private struct State {
            var jobs: [UnownedJob] = []
            /// Work that nobody waits for: done when there is nothing else.
            var later: [UnownedJob] = []
            var threads = 0
            var idle = 0
        }

        private let state = Mutex(State())
        private let bell = Bell()
        private let loop: MainLoop
        /// Some of them may wait for a disk.
        private let most = max(4, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

        init(loop: MainLoop) { self.loop = loop }

        func enqueue(_ job: consuming ExecutorJob) { add(UnownedJob(job)) }

        func add(_ job: UnownedJob) {
            let needsThread = state.withLock { state in
                if job.priority.rawValue < TaskPriority.medium.rawValue {
                    state.later.append(job)
                } else {
                    state.jobs.append(job)
                }
                guard state.idle < state.jobs.count + state.later.count, state.threads < most else { return false }
                state.threads += 1
                return true
            }
            if needsThread { start() }
            bell.ring()
        }

        private func start() {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(self)
            let error = pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<WorkerPool>.fromOpaque(context).takeUnretainedValue().work() }
                    return nil
                }, context.toOpaque())
            if error == 0 {
                pthread_detach(thread)
            } else {
                context.release()
                state.withLock { $0.threads -= 1 }
            }
        }

        /// One ring, one job.
        private func work() {
            while true {
                state.withLock { $0.idle += 1 }
                bell.await()
                let job = state.withLock { state in
                    state.idle -= 1
                    return state.jobs.isEmpty ? state.later.removeFirst() : state.jobs.removeFirst()
                }
                job.runSynchronously(on: asUnownedTaskExecutor())
            }
        }

        // MARK: Later

        func enqueue<C: Clock>(
            _ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C
        ) {
            let delay = delay as? Duration ?? .zero
            loop.schedule(UnownedJob(job), on: self, at: .now + delay)
        }

        func enqueue<C: Clock>(_ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C) {
            let delay = clock.now.duration(to: instant) as? Duration ?? .zero
            loop.schedule(UnownedJob(job), on: self, at: .now + delay)
        }
    }
#endif
