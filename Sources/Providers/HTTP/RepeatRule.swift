import StudioCore

/// When the same request may be sent again by itself: only where the server said, before the model ran, that it did not
/// take it. Everything else could be bought twice.
enum RepeatRule {
    /// Attempts in all.
    static let mostAttempts = 3
    /// Seconds nobody should sit through without being asked.
    static let longestWait = 120.0

    /// - Parameters:
    ///   - attempts: made so far.
    ///   - random: in 0..<1.
    /// - Returns: seconds to wait before the next attempt; nil when there must be none.
    static func wait(after failure: ProviderFailure, attempts: Int, random: Double) -> Double? {
        let status = failure.failure.httpStatus
        guard attempts < mostAttempts, failure.partial == nil, status == 429 || status == 503,
            failure.failure.kind == .rateLimited || failure.failure.kind == .overloaded
        else { return nil }
        if let asked = failure.failure.retryAfterSeconds {
            // Never earlier than asked; a little later, so that many do not come back at once.
            return asked <= longestWait ? asked + random * min(1, max(0.1, asked * 0.1)) : nil
        }
        let base = Double(1 << attempts)
        return base * (1 + random * 0.5)
    }
}
