import Glibc
import StudioCore
import Testing

@testable import Providers

/// What a killed studio left is asked for once.
@Suite struct ComfyRecoveryTests {
    private func trial(
        _ change: (inout ComfyServer.Script) -> Void = { _ in }
    ) async throws -> (trial: ComfyTrial, request: ImageRequest) {
        let trial = try await ComfyTrial(ComfyWire.script(change: change))
        let request = try trial.request()
        ComfyTask(prompt: "p1", words: "Drawn with care.").write(to: request.staging)
        return (trial, request)
    }

    private func failure(_ change: (inout ComfyServer.Script) -> Void) async throws -> (TurnFailure, [String]) {
        let (trial, request) = try await trial(change)
        do throws(ProviderFailure) {
            let response = try await trial.provider.recover(request)
            throw ProviderFailure(TurnFailure(.server, message: "\(response.debugDescription)", advice: ""))
        } catch {
            await trial.stop()
            return (error.failure, try await trial.server.routes())
        }
    }

    /// A run is left alone just after it was queued; another provider brings its picture home.
    @Test func killedAndStartedAgain() async throws {
        let trial = try await ComfyTrial(
            ComfyWire.script(ComfyWire.beginning) {
                $0.answers["POST /prompt"] = [ComfyWire.json(#"{"prompt_id":"theirs","number":1,"node_errors":{}}"#)]
                $0.answers["GET /queue"] = [ComfyWire.queue(running: ["theirs"]), ComfyWire.queue()]
                $0.answers["GET /history/theirs"] = [
                    ComfyWire.json(#"{"theirs":{"outputs":{"9":{"images":[\#(ComfyWire.file("x.png"))]}}}}"#)
                ]
            },
            // An older server that chose the name itself is asked at the first tick what has become of it.
            limits: ComfyLimits(tick: 0.01))
        let request = try trial.request { $0.seed = 11 }
        let queued = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await trial.provider.generate(request) { if $0 == .phase(.drawing) { queued.continuation.yield() } }
        }
        for await _ in queued.stream { break }
        let left = ComfyTask(folder: request.staging)
        #expect(left == ComfyTask(prompt: "theirs", words: "Drawn with sd_xl.safetensors, seed 11, 1024×1024."))
        let response = try #require(try await trial.provider.recover(request))
        #expect(response.images.map { trial.staging.bytes($0.file.path) } == [ComfyWire.png])
        #expect(response.images.map(\.file.path) == ["\(request.staging)/recovered-output-1"])
        #expect(
            response.parts.first == .text("Drawn with sd_xl.safetensors, seed 11, 1024×1024.", signature: nil))
        task.cancel()
        _ = await task.result
        await trial.stop()
    }

    @Test func twice() async throws {
        let (trial, request) = try await trial { $0.answers["GET /queue"] = [ComfyWire.queue()] }
        let first = try #require(try await trial.provider.recover(request))
        let second = try #require(try await trial.provider.recover(request))
        #expect(first == second)
        #expect(try await !trial.server.routes().contains("POST /prompt"))
        await trial.stop()
    }

    @Test func stillRunning() async throws {
        let (failure, routes) = try await failure { _ in }
        #expect(failure.kind == .interrupted)
        #expect(failure.providerCode == "still_running")
        #expect(failure.billed == .no)
        #expect(routes == ["GET /queue"])
    }

    @Test func forgotten() async throws {
        let (failure, routes) = try await failure {
            $0.answers["GET /queue"] = [ComfyWire.queue()]
            $0.answers["GET /history/p1"] = [ComfyWire.none]
        }
        #expect(failure.kind == .interrupted)
        #expect(failure.message.hasSuffix("it knows nothing of it any more."))
        #expect(routes == ["GET /queue", "GET /history/p1"])
    }

    @Test func itHadFailed() async throws {
        let (failure, _) = try await failure {
            $0.answers["GET /queue"] = [ComfyWire.queue()]
            $0.answers["GET /history/p1"] = [
                ComfyWire.history(
                    [],
                    status:
                        #"{"status_str":"error","completed":false,"messages":[["execution_start",{}],["execution_error",{"node_id":"3","node_type":"KSampler","exception_message":"boom","exception_type":"ValueError"}]]}"#
                )
            ]
        }
        #expect(failure.kind == .server)
        #expect(failure.message == "ComfyUI failed in node 3 (KSampler): boom")
    }

    @Test func nobodyIsThere() async throws {
        let (trial, request) = try await trial()
        await trial.server.stop()
        // Bound, so that nobody else gets the port, and not listening.
        let (socket, port) = try #require(DeafSocket.make())
        defer { close(socket) }
        let provider = ComfyProvider(
            endpoint: Endpoint(
                name: "comfyui", baseURL: "http://127.0.0.1:\(port)", authentication: .none, key: ""),
            transport: trial.transport)
        await #expect { try await provider.recover(request) } throws: { error in
            let failure = (error as? ProviderFailure)?.failure
            return failure?.kind == .interrupted && failure?.billed == .no
                && failure?.message.contains("cannot be reached") == true
        }
        await trial.transport.shutdown()
    }

    @Test func neverQueued() async throws {
        let trial = try await ComfyTrial()
        let request = try trial.request()
        await #expect { try await trial.provider.recover(request) } throws: { error in
            let failure = (error as? ProviderFailure)?.failure
            return failure?.kind == .interrupted && failure?.billed == .no
        }
        #expect(try await trial.server.requests().isEmpty)
        await trial.stop()
    }
}
