import Glibc
import StudioCore
import Testing

@testable import Providers

/// What can go wrong, over a socket: what is told, and that nothing is queued twice.
@Suite struct ComfyTroubleTests {
    @Test func aNodeFails() async throws {
        let run =
            ComfyWire.start
            + ComfyWire.own(
                "execution_error",
                #""node_id":"3","node_type":"KSampler","exception_message":"Allocation on device 0 would exceed\nit","exception_type":"torch.OutOfMemoryError","traceback":["x"],"current_inputs":{"seed":[NaN]}"#
            )
        let trial = try await ComfyTrial(ComfyWire.script(run))
        let failure = try await trial.failure()
        #expect(failure.kind == .server)
        #expect(failure.billed == .no)
        #expect(failure.providerCode == "torch.OutOfMemoryError")
        #expect(failure.message == "ComfyUI failed in node 3 (KSampler): Allocation on device 0 would exceed it")
        #expect(failure.advice.contains("too little memory"))
        #expect(try await trial.server.routes().last == "POST /prompt")
    }

    @Test func somebodyStopsIt() async throws {
        let run = ComfyWire.start + ComfyWire.executing("3") + ComfyWire.own("execution_interrupted", #""node_id":"3""#)
        let failure = try await ComfyTrial(ComfyWire.script(run)).failure()
        #expect(failure.kind == .cancelled)
        #expect(failure.message == "Somebody stopped it at ComfyUI.")
    }

    @Test func othersDoNotConcernUs() async throws {
        let other = ComfyWire.event("execution_error", #""prompt_id":"other","exception_message":"no""#)
        let end = ComfyWire.event("executing", #""prompt_id":"other","node":null"#)
        let response = try await ComfyTrial(ComfyWire.script(other + end + ComfyWire.run)).response()
        #expect(response.images.count == 1)
    }

    @Test func aGraphThatIsNotTaken() async throws {
        let words =
            #"{"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":"","extra_info":{}},"node_errors":{"3":{"errors":[{"type":"value_bigger_than_max","message":"Value 99 bigger than max of 30","details":"steps","extra_info":{"input_name":"steps"}}],"dependent_outputs":["9"],"class_type":"KSampler"}}}"#
        let script = ComfyWire.script {
            $0.answers["POST /prompt"] = [ComfyWire.json(words, status: "400 Bad Request")]
        }
        let trial = try await ComfyTrial(script)
        let failure = try await trial.failure()
        #expect(failure.kind == .invalidRequest)
        #expect(failure.httpStatus == 400)
        #expect(
            failure.message
                == "ComfyUI does not take the workflow: node 3 (KSampler), input steps: Value 99 bigger than max of 30: steps (HTTP 400, \(trial.server.url))"
        )
        #expect(try await trial.server.routes().count { $0 == "POST /prompt" } == 1)
    }

    @Test(arguments: ["/object_info/CheckpointLoaderSimple", "/prompt"]) func refused(_ path: String) async throws {
        let script = ComfyWire.script { script in
            for route in script.answers.keys where route.hasSuffix(path) {
                script.answers[route] = [.sized(status: "403 Forbidden", [])]
            }
        }
        let failure = try await ComfyTrial(script).failure()
        #expect(failure.kind == .permission)
        #expect(failure.advice.contains("Origin"))
    }

    @Test(arguments: [(401, FailureKind.authentication), (403, .permission)])
    func theLineIsRefused(_ status: Int, _ kind: FailureKind) async throws {
        let trial = try await ComfyTrial(ComfyWire.script { $0.refusal = .sized(status: "\(status) No", []) })
        #expect(try await trial.failure().kind == kind)
        #expect(try await !trial.server.routes().contains("POST /prompt"))
    }

    @Test(arguments: ["404 Not Found", "200 OK", "502 Bad Gateway", "101 Switching Protocols"])
    func withoutALine(_ status: String) async throws {
        let script = ComfyWire.script {
            $0.refusal = .sized(status: status, [])
            $0.answers["GET /history/p1"] = [ComfyWire.none, ComfyWire.history()]
        }
        let trial = try await ComfyTrial(script)
        let response = try await trial.response()
        #expect(response.images.count == 1)
        #expect(response.notes.count == 1)
        #expect(
            response.notes.first?.hasPrefix("no progress was shown: \(trial.server.url) gives no WebSocket (") == true)
    }

    @Test func noCheckpoint() async throws {
        let script = ComfyWire.script {
            $0.answers["GET /object_info/CheckpointLoaderSimple"] = [
                ComfyWire.json(#"{"CheckpointLoaderSimple":{"input":{"required":{"ckpt_name":[[],{}]}}}}"#)
            ]
        }
        #expect(try await ComfyTrial(script).failure().kind == .modelUnavailable)
    }

    @Test func nobodyListens() async throws {
        let (socket, port) = try #require(DeafSocket.make())
        defer { close(socket) }
        let transport = HTTPTransport()
        let provider = ComfyProvider(
            endpoint: Endpoint(
                name: "comfyui", baseURL: "http://127.0.0.1:\(port)", authentication: .none, key: ""),
            transport: transport)
        let workflow = try Staging()
        var model = CatalogueModel.pro
        // With a workflow the line is the first to be asked for, without one a list is.
        for file in [nil, workflow.write("w", Array(#"{"1":{"class_type":"X","inputs":{"a":"{{prompt}}"}}}"#.utf8))] {
            model.wire.workflow = file
            await #expect { try await provider.generate(.make(model: model)) { _ in } } throws: { error in
                let failure = (error as? ProviderFailure)?.failure
                return failure?.kind == .network && failure?.billed == .no
                    && failure?.message == "ComfyUI at http://127.0.0.1:\(port) cannot be reached: connection refused."
                    && failure?.advice.contains("--listen") == true
            }
        }
        await transport.shutdown()
    }

    @Test func nothingCrossesTheNetworkInTheClear() async throws {
        let transport = HTTPTransport()
        let provider = ComfyProvider(
            endpoint: Endpoint(name: "x", baseURL: "http://example.com:8188", authentication: .none, key: ""),
            transport: transport)
        let staging = try Staging()
        var model = CatalogueModel.pro
        model.wire.workflow = staging.write("w", Array(#"{"1":{"class_type":"X","inputs":{"a":"{{prompt}}"}}}"#.utf8))
        await #expect { try await provider.generate(.make(model: model)) { _ in } } throws: { error in
            (error as? ProviderFailure)?.failure.providerCode == "plain_http"
        }
        await transport.shutdown()
    }

    /// Frames that are none, too large ones, and events without sense: the picture comes all the same.
    @Test(
        arguments: [
            [0x81, 127, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF],
            [0x82, 127, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x80, 1, 0], [0x09, 1, 0], [0x89, 126, 0, 200], Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
            ComfyWire.frame(2, [0, 0, 0, 4, 0xFF, 0xFF, 0xFF, 0xFF]), ComfyWire.frame(2, [0, 0, 0]),
            ComfyWire.text("{\"type\":"), ComfyWire.text(#"{"type":"progress","data":{"value":-1,"max":1e300}}"#),
            ComfyWire.text(#"{"type":"crystools.monitor","data":{"cpu":NaN}}"#), ComfyWire.frame(1, [0xFF, 0xFE]),
            ComfyWire.frame(8, [3, 0xE8]), ComfyWire.frame(8, []),
        ] as [[UInt8]])
    func garbage(_ bytes: [UInt8]) async throws {
        let script = ComfyWire.script(ComfyWire.start + bytes + ComfyWire.run) {
            $0.answers["GET /history/p1"] = [ComfyWire.none, ComfyWire.history()]
        }
        let trial = try await ComfyTrial(script)
        #expect(try await trial.response().images.count == 1)
        #expect(try await trial.server.routes().count { $0 == "POST /prompt" } == 1)
    }

    @Test func itIsGone() async throws {
        let script = ComfyWire.script(ComfyWire.start) {
            $0.answers["GET /queue"] = [ComfyWire.queue(running: ["p1"]), ComfyWire.queue()]
            $0.answers["GET /history/p1"] = [ComfyWire.none]
        }
        let failure = try await ComfyTrial(script, limits: ComfyLimits(check: 0.02, tick: 0.005)).failure()
        #expect(failure.providerCode == "gone")
        #expect(failure.billed == .no)
    }

    @Test func theEndWasNotHeard() async throws {
        let script = ComfyWire.script(ComfyWire.beginning) { $0.answers["GET /queue"] = [ComfyWire.queue()] }
        let trial = try await ComfyTrial(script, limits: ComfyLimits(check: 0.02, tick: 0.005))
        #expect(try await trial.response().images.count == 1)
    }

    @Test func silence() async throws {
        let script = ComfyWire.script(ComfyWire.start) {
            $0.answers["GET /queue"] = [.sized(status: "500 Oops", [])]
            $0.answers["GET /history/p1"] = [.sized(status: "500 Oops", [])]
        }
        let limits = ComfyLimits(check: 0.01, silence: 0.1, tick: 0.005)
        let failure = try await ComfyTrial(script, limits: limits).failure()
        #expect(failure.kind == .timeout)
        #expect(failure.message.contains("The picture may still be made"))
        // Nor where there is no line.
        let deaf = ComfyWire.script {
            $0.steps["POST /prompt"] = [.end]
            $0.answers["GET /queue"] = [.sized(status: "500 Oops", [])]
            $0.answers["GET /history/p1"] = [.sized(status: "500 Oops", [])]
        }
        #expect(try await ComfyTrial(deaf, limits: limits).failure().kind == .timeout)
    }

    @Test func itTakesTooLong() async throws {
        let script = ComfyWire.script(ComfyWire.start) { $0.answers["GET /history/p1"] = [ComfyWire.none] }
        let failure = try await ComfyTrial(script, limits: ComfyLimits(total: 0.05, tick: 0.005)).failure()
        #expect(failure.providerCode == "total")
    }

    /// The answer to the one request that counts is lost: it is asked for, and not queued again.
    @Test(arguments: [true, false]) func theAnswerIsLost(_ isTaken: Bool) async throws {
        let script = ComfyWire.script {
            $0.answers["POST /prompt"] = [.init(pieces: [])]
            $0.answers["GET /queue"] = [ComfyWire.queue(running: isTaken ? ["p1"] : [])]
            if !isTaken { $0.answers["GET /history/p1"] = [ComfyWire.none] }
        }
        let trial = try await ComfyTrial(script)
        let result = try await trial.run()
        await trial.stop()
        #expect(try await trial.server.routes().count { $0 == "POST /prompt" } == 1)
        switch result {
        case .success(let response):
            #expect(isTaken)
            #expect(response.images.count == 1)
        case .failure(let failure):
            #expect(!isTaken)
            #expect(failure.failure.kind == .network)
            #expect(failure.failure.message.hasSuffix("it is not queued again by itself."))
        }
    }
}
