import TerminalHarness
import Testing

/// For tests that wait for other programs. `BlockingQueue`.
struct Blocking: TestTrait, SuiteTrait, TestScoping {
    var isRecursive: Bool { true }

    @concurrent
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(BlockingQueue.next) { try await function() }
    }
}

extension Trait where Self == Blocking {
    static var blocking: Self { Blocking() }
}
