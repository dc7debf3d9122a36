import Glibc
import StudioCore

/// Clock and chance, as far as a repeat needs them: parameters, so that tests never wait.
package struct RepeatSurroundings: Sendable {
    /// Seconds since 1970.
    package var now: @Sendable () -> Double
    /// In 0..<1.
    package var random: @Sendable () -> Double
    /// Throws when the task is cancelled.
    package var sleep: @Sendable (Double) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Double, random: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Double) async throws -> Void
    ) {
        self.now = now
        self.random = random
        self.sleep = sleep
    }

    package static let system = RepeatSurroundings(
        now: { Double(time(nil)) }, random: { Double.random(in: 0..<1) },
        sleep: { try await Task.sleep(for: .seconds($0)) })
}

extension RepeatSurroundings {
    /// Waits until the same request may be sent again, and says so.
    /// - Parameter attempts: made so far.
    /// - Throws: the failure itself when it must not be; `.cancelled`.
    func wait(
        after failure: ProviderFailure, attempts: Int, report: @Sendable (ProviderEvent) -> Void
    ) async throws(ProviderFailure) {
        guard let wait = RepeatRule.wait(after: failure, attempts: attempts, random: random()) else { throw failure }
        let reason = failure.failure.kind == .overloaded ? "the model is busy" : "too many requests"
        report(.waiting(attempt: attempts + 1, seconds: wait, reason: reason))
        do {
            try await sleep(wait)
        } catch {
            let cancelled = TurnFailure(
                .cancelled, message: "Cancelled while waiting to try again.",
                advice: "Submit again when you like.", billed: .no)
            throw ProviderFailure(cancelled, attempts: attempts)
        }
    }
}
