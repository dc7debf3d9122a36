import NIOCore
import Testing

@testable import Providers

/// Minutes and hours, in no time.
@Suite struct AnswerClockTests {
    private func clock(sent: Double? = 0, lastByte: Double? = nil) -> AnswerClock {
        var clock = AnswerClock(startedAt: at(0))
        clock.lastSentAt = sent.map(at)
        clock.lastByteAt = lastByte.map(at)
        return clock
    }

    private func at(_ seconds: Double) -> NIODeadline { .uptimeNanoseconds(UInt64((seconds + 1) * 1e9)) }

    private func verdict(_ clock: AnswerClock, _ seconds: Double, _ progress: AnswerProgress = .open)
        -> AnswerClock.Verdict
    {
        var clock = clock
        return clock.verdict(at: at(seconds), progress: progress, limits: TimeLimits())
    }

    /// A 4K picture may take minutes to begin; who hangs up pays all the same.
    @Test(arguments: [90.0, 300, 599]) func aSlowFirstByte(_ seconds: Double) {
        #expect(verdict(clock(), seconds) == .goOn)
    }

    @Test func noFirstByte() {
        #expect(verdict(clock(), 600) == .failed(.firstByte(seconds: 600)))
        // A long upload does not count, nor does the wait for a connection.
        #expect(verdict(clock(sent: 500), 900) == .goOn)
        #expect(verdict(clock(sent: nil), 900) == .goOn)
    }

    @Test func silence() {
        #expect(verdict(clock(lastByte: 100), 399) == .goOn)
        #expect(verdict(clock(lastByte: 100), 400) == .failed(.idle(seconds: 300)))
        #expect(verdict(clock(lastByte: 1790), 1800) == .failed(.total(seconds: 1800)))
    }

    @Test func allIsSaid() {
        #expect(verdict(clock(lastByte: 10), 11, .complete) == .goOn)
        #expect(verdict(clock(lastByte: 10), 12, .complete) == .saidAll)
        #expect(verdict(clock(lastByte: 10), 12, .likelyComplete) == .goOn)
        #expect(verdict(clock(lastByte: 10), 30, .likelyComplete) == .saidAll)
    }

    /// A comment a second for ever.
    @Test func dripsAfterTheEnd() {
        var clock = clock(lastByte: 0)
        for second in 0..<20 {
            clock.lastByteAt = at(Double(second))
            #expect(clock.verdict(at: at(Double(second)), progress: .complete, limits: TimeLimits()) == .goOn)
        }
        clock.lastByteAt = at(20)
        #expect(clock.verdict(at: at(20), progress: .complete, limits: TimeLimits()) == .saidAll)
        // Another picture began after all.
        #expect(clock.verdict(at: at(20), progress: .open, limits: TimeLimits()) == .goOn)
        #expect(clock.verdict(at: at(21), progress: .complete, limits: TimeLimits()) == .goOn)
    }
}
