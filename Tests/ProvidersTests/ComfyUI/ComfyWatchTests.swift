import NIOCore
import StudioCore
import Testing

@testable import Providers

@Suite struct ComfyWatchTests {
    private func actions(_ events: ComfyEvent...) -> [ComfyWatch.Action] {
        var watch = ComfyWatch(prompt: "p")
        return events.flatMap { watch.take($0) }
    }

    @Test func aRun() {
        #expect(
            actions(
                .status(remaining: 3), .started(prompt: "p"), .status(remaining: 2), .cached(prompt: "p", nodes: 1),
                .executing(prompt: "p", node: "3"), .progress(prompt: "p", step: 1, of: 20),
                .progress(prompt: "p", step: 1, of: 20), .progress(prompt: "p", step: 2, of: 20),
                .executed(prompt: "p", node: "9"), .succeeded(prompt: "p"), .executing(prompt: "p", node: nil)) == [
                    .ask, .report(.phase(.drawing)), .report(.step(1, of: 20)), .report(.step(2, of: 20)), .ask, .fetch,
                ])
    }

    /// Older servers do not say whose it is.
    @Test func withoutAName() {
        #expect(
            actions(.progress(prompt: nil, step: 5, of: 9), .executing(prompt: nil, node: nil)) == [
                .report(.phase(.drawing)), .report(.step(5, of: 9)), .fetch,
            ])
    }

    @Test func othersAndNonsense() {
        #expect(
            actions(
                .started(prompt: "x"), .executing(prompt: "x", node: nil), .interrupted(prompt: "x"),
                .progress(prompt: "p", step: 0, of: 1), .progress(prompt: "p", step: 30, of: 20),
                .progress(prompt: "p", step: -1, of: 20)) == [])
    }

    @Test func ends() {
        #expect(actions(.interrupted(prompt: "p")) == [.fail(.comfyInterrupted)])
        let error = ComfyError(.object([]))
        #expect(actions(.failed(prompt: "p", error)) == [.fail(.comfy(error))])
    }

    @Test func theOrderOfNodes() {
        var watch = ComfyWatch(prompt: "p")
        for node in ["9", "12", "9"] { _ = watch.take(.executed(prompt: "p", node: node)) }
        #expect(watch.executed == ["12", "9"])
    }

    @Test func isRepeat() {
        var watch = ComfyWatch(prompt: "p")
        #expect(!watch.isRepeat)
        _ = watch.take(.cached(prompt: "p", nodes: 3))
        #expect(watch.isRepeat)
        #expect(watch.hasStarted)
        _ = watch.take(.executing(prompt: "p", node: "3"))
        #expect(!watch.isRepeat)
    }

    @Test func patience() {
        func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }
        var patience = ComfyPatience(ComfyLimits(check: 20, silence: 300, total: 1000), now: at(0))
        #expect(patience.verdict(at: at(19)) == .goOn)
        #expect(patience.verdict(at: at(20)) == .ask)
        #expect(patience.verdict(at: at(21)) == .goOn)
        // Others are busy, so the server lives; this workflow may be lost all the same.
        patience.heardServer(at: at(39))
        #expect(patience.verdict(at: at(40)) == .ask)
        patience.heardWorkflow(at: at(41))
        #expect(patience.verdict(at: at(60)) == .goOn)
        patience.wonder()
        #expect(patience.verdict(at: at(60)) == .ask)
        #expect(patience.verdict(at: at(60)) == .goOn)
        #expect(patience.verdict(at: at(341)) == .silent)
        patience.heardServer(at: at(999))
        #expect(patience.verdict(at: at(1000)) == .tooLong)
    }
}
