#if compiler(>=6.3) && compiler(<6.4)
    /// Jobs that wait for their time, the next one last. There are a handful at most.
    struct TimerQueue {
        struct Entry {
            let deadline: ContinuousClock.Instant
            let job: UnownedJob
            let pool: WorkerPool
        }

        private var entries: [Entry] = []

        /// Those of one time keep their order.
        mutating func add(_ entry: Entry) {
            let index = entries.firstIndex { $0.deadline <= entry.deadline } ?? entries.endIndex
            entries.insert(entry, at: index)
        }

        mutating func takeDue(at now: ContinuousClock.Instant) -> [Entry] {
            var due: [Entry] = []
            while let last = entries.last, last.deadline <= now {
                due.append(last)
                entries.removeLast()
            }
            return due
        }

        /// For `poll`: how long until the next, −1 for ever. Never too early, so that nothing turns idly.
        func milliseconds(from now: ContinuousClock.Instant) -> Int32 {
            guard let next = entries.last else { return -1 }
            let wait = now.duration(to: next.deadline).components
            guard wait.seconds < 1_000_000 else { return 1_000_000_000 }
            return max(0, Int32(wait.seconds * 1000 + (wait.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
        }
    }
#endif
