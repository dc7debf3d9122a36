/// How a turn ended.
package enum Outcome: String, Sendable, Codable, CaseIterable {
    case completed
    /// The model or its filter declined.
    case rejected
    /// Network, quota, server, settings.
    case failed
    case cancelled
    /// Found unfinished after a crash.
    case interrupted
}
