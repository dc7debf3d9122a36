import StudioCore
import Testing

@testable import Providers

@Suite struct ComfyCancelTests {
    private func cancelled(
        _ script: ComfyServer.Script, after route: String
    ) async throws -> (failure: TurnFailure, requests: [ComfyServer.Request]) {
        let trial = try await ComfyTrial(script, limits: ComfyLimits(tick: 0.005))
        let task = Task { try await trial.failure() }
        try await trial.server.wait(for: route)
        task.cancel()
        let failure = try await task.value
        return (failure, try await trial.server.requests())
    }

    @Test func whileItWaits() async throws {
        let script = ComfyWire.script(ComfyWire.status) {
            $0.answers["GET /queue"] = [ComfyWire.queue(running: ["x", "y"], waiting: ["z", "p1"])]
        }
        let (failure, requests) = try await cancelled(script, after: "GET /queue")
        #expect(failure.kind == .cancelled)
        #expect(failure.billed == .no)
        #expect(failure.message == "Cancelled.")
        let posts = requests.filter { $0.route.hasPrefix("POST") }
        #expect(posts.map(\.route) == ["POST /prompt", "POST /queue"])
        #expect(posts.last?.text == #"{"delete":["p1"]}"#)
    }

    @Test func whileItRuns() async throws {
        let script = ComfyWire.script(ComfyWire.beginning) {
            // Seen by the test when the picture is asked for, which never is finished.
            $0.answers["GET /history/p1"] = [ComfyWire.none]
            $0.answers["GET /queue"] = [ComfyWire.queue()]
        }
        let trial = try await ComfyTrial(script)
        let drawing = AsyncStream.makeStream(of: Void.self)
        let request = try trial.request()
        let task = Task {
            do throws(ProviderFailure) {
                _ = try await trial.provider.generate(request) { event in
                    if event == .step(2, of: 2) { drawing.continuation.yield() }
                }
                return TurnFailure?.none
            } catch {
                return error.failure
            }
        }
        for await _ in drawing.stream { break }
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
        await trial.stop()
        let posts = try await trial.server.requests().filter { $0.route.hasPrefix("POST") }
        #expect(posts.map(\.route) == ["POST /prompt", "POST /interrupt"])
        #expect(posts.last?.text == #"{"prompt_id":"p1"}"#)
    }

    /// It begins while it is taken out of the queue.
    @Test func whenItBeginsJustThen() async throws {
        let script = ComfyWire.script(ComfyWire.status) {
            $0.answers["GET /queue"] = [ComfyWire.queue(waiting: ["p1"]), ComfyWire.queue(running: ["p1"])]
        }
        let (_, requests) = try await cancelled(script, after: "GET /queue")
        #expect(
            requests.map(\.route).filter { $0.hasPrefix("POST") } == ["POST /prompt", "POST /queue", "POST /interrupt"])
    }

    @Test func whileItIsAskedFor() async throws {
        let script = ComfyWire.script {
            $0.steps["POST /prompt"] = [.end]
            $0.answers["GET /history/p1"] = [ComfyWire.none]
        }
        let (failure, requests) = try await cancelled(script, after: "GET /history/p1")
        #expect(failure.kind == .cancelled)
        #expect(requests.last?.route == "POST /interrupt")
    }

    @Test func whenTheServerDoesNotListen() async throws {
        let script = ComfyWire.script(ComfyWire.status) {
            $0.answers["GET /queue"] = [ComfyWire.queue(waiting: ["p1"])]
            $0.answers["POST /queue"] = [.init(pieces: [])]
        }
        let (failure, _) = try await cancelled(script, after: "GET /queue")
        #expect(failure.kind == .cancelled)
        #expect(failure.message.contains("could not be told"))
    }

    @Test func beforeAnythingIsQueued() async throws {
        let script = ComfyWire.script {
            $0.answers["GET /object_info/CheckpointLoaderSimple"] = [.init(pieces: [], ending: .open)]
        }
        let (failure, requests) = try await cancelled(script, after: "GET /object_info/CheckpointLoaderSimple")
        #expect(failure.kind == .cancelled)
        #expect(requests.count == 1)
    }

    @Test func itsPlaceInTheQueueIsTold() async throws {
        let script = ComfyWire.script(ComfyWire.status) {
            $0.answers["GET /queue"] = [ComfyWire.queue(running: ["x"], waiting: ["y", "p1"])]
            $0.steps["GET /queue"] = [.send(ComfyWire.run)]
        }
        let trial = try await ComfyTrial(script, limits: ComfyLimits(tick: 0.005))
        _ = try await trial.response()
        let events = await trial.reports.all()
        #expect(events.prefix(3) == [.phase(.sending), .phase(.queued), .queued(ahead: 2)])
    }
}
