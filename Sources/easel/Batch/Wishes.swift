import Glibc

/// What a person (or whoever ends programs) wants, from one signal to the next.
struct Wishes: Hashable, Sendable {
    enum Wish: Hashable, Sendable {
        case nothing
        /// What runs comes to its end.
        case stopSending
        case cancel
        /// At once.
        case leave
    }

    /// Started with `nohup`: the batch goes on without its terminal.
    var hangUpIsIgnored = false
    private var asked = 0
    private var last: ContinuousClock.Instant?

    init(hangUpIsIgnored: Bool = false) { self.hangUpIsIgnored = hangUpIsIgnored }

    mutating func take(_ number: Int32, at now: ContinuousClock.Instant) -> Wish {
        if number == SIGHUP {
            // The terminal is gone, and with it whoever could stop this.
            guard !hangUpIsIgnored, asked == 0 else { return .nothing }
            asked = 1
            return .stopSending
        }
        // One wish may come as two signals at once: to the program, and to all of the terminal's.
        if let last, now - last < .milliseconds(300) { return .nothing }
        last = now
        asked += 1
        if asked == 1 { return .stopSending }
        if asked == 2, number != SIGTERM { return .cancel }
        return .leave
    }
}

enum Hangup {
    /// Whether this process was started with SIGHUP ignored.
    static var isIgnored: Bool {
        guard let bytes = try? PictureOutput.read("/proc/self/status") else { return false }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("SigIgn:") }),
            let mask = UInt64(line.dropFirst(7).drop { $0 == "\t" || $0 == " " }, radix: 16)
        else { return false }
        return mask & 1 << UInt64(SIGHUP - 1) != 0
    }
}
