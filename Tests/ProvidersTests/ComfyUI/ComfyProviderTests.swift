import StudioCore
import Testing

@testable import Providers

/// The whole way, over sockets.
@Suite struct ComfyProviderTests {
    @Test func aRunWithProgressAndPreviews() async throws {
        let trial = try await ComfyTrial()
        let request = try trial.request { $0.seed = 7 }
        let response = try await trial.response(request)
        let final = try #require(response.images.first)
        #expect(response.images.count == 1)
        #expect(final.role == .final)
        #expect(trial.staging.bytes(final.file.path) == ComfyWire.png)
        #expect(final.file.path == request.staging + "/output-1")
        #expect(response.parts.first == .text("Drawn with sd_xl.safetensors, seed 7, 1024×1024.", signature: nil))
        #expect(response.notes == [])
        let events = await trial.reports.all()
        let seen = events.filter { if case .received = $0 { false } else { true } }
        let drafts = events.compactMap { if case .image(let image) = $0, image.role == .draft { image } else { nil } }
        #expect(
            seen == [
                .phase(.sending), .phase(.drawing), .step(1, of: 2), .image(drafts[0]), .step(2, of: 2),
                .image(drafts[1]), .phase(.receiving), .image(final),
            ])
        #expect(trial.staging.bytes(drafts[1].file.path) == Picture.jpeg(50, seed: 2))
        #expect(drafts.map(\.file.mime) == ["image/jpeg", "image/jpeg"])
        let requests = try await trial.server.requests()
        #expect(
            requests.map(\.route) == [
                "GET /object_info/CheckpointLoaderSimple", "GET /ws", "POST /prompt", "GET /history/p1", "GET /view",
            ])
        #expect(requests[1].query == "clientId=p1")
        #expect(requests.last?.query == "filename=easel_00001_.png&subfolder=&type=output")
        #expect(!requests.contains { $0.head.lowercased().contains("origin") })
        let body = try #require(JSONValue.parse(requests[2].text))
        #expect(body["client_id"]?.string == "p1")
        #expect(body["prompt_id"]?.string == "p1")
        #expect(body["prompt"]?["6"]?["inputs"]?["text"]?.string == "a fox")
        #expect(body["prompt"]?["3"]?["inputs"]?["seed"] == .number(7))
        #expect(body["prompt"]?["4"]?["inputs"]?["ckpt_name"]?.string == "sd_xl.safetensors")
    }

    @Test func variantsHaveSeedsOfTheirOwn() async throws {
        let trial = try await ComfyTrial()
        let response = try await trial.response(try trial.request(variant: 3) { $0.seed = 40 })
        #expect(response.parts.first == .text("Drawn with sd_xl.safetensors, seed 43, 1024×1024.", signature: nil))
    }

    /// All that is ever said on the WebSocket, cut after every one of its bytes into two pieces.
    @Test func cutEverywhere() async throws {
        let run = ComfyWire.run
        for cut in 0...run.count {
            let script = ComfyWire.script {
                $0.steps["POST /prompt"] = [.send(Array(run[..<cut])), .send(Array(run[cut...]))]
            }
            let trial = try await ComfyTrial(script)
            let response = try await trial.response()
            #expect(response.images.map { trial.staging.bytes($0.file.path) } == [ComfyWire.png], "cut after \(cut)")
            let steps = await trial.reports.all().filter { if case .step = $0 { true } else { false } }
            #expect(steps == [.step(1, of: 2), .step(2, of: 2)], "cut after \(cut)")
        }
    }

    /// The line breaks after every so many bytes: the picture is fetched all the same, and queued once.
    @Test(arguments: [true, false]) func brokenEverywhere(_ isReset: Bool) async throws {
        let run = ComfyWire.beginning
        for cut in stride(from: 0, through: run.count, by: 9) {
            let script = ComfyWire.script {
                $0.steps["POST /prompt"] = [.send(Array(run[..<cut])), isReset ? .reset : .end]
                $0.answers["GET /history/p1"] = [ComfyWire.none, ComfyWire.none, ComfyWire.history()]
            }
            let trial = try await ComfyTrial(script)
            let response = try await trial.response()
            #expect(response.images.count == 1, "broken after \(cut)")
            #expect(response.notes == ["the line to ComfyUI broke while it drew; its picture was asked for instead"])
            #expect(try await trial.server.routes().count { $0 == "POST /prompt" } == 1)
        }
    }

    @Test func messagesInFragmentsAndPings() async throws {
        let picture = Picture.jpeg(3000)
        let run =
            ComfyWire.fragments(1, Array(#"{"type":"execution_start","data":{"prompt_id":"p1"}}"#.utf8), of: 1)
            + ComfyWire.frame(9, Array("still there?".utf8)) + ComfyWire.executing("3")
            + ComfyWire.fragments(2, ComfyWire.preview(picture), of: 100)
        let script = ComfyWire.script {
            $0.steps["POST /prompt"] = [.send(run)]
            // It goes on only when the ping was answered.
            $0.steps["pong"] = [.send(ComfyWire.executed + ComfyWire.executing(nil))]
        }
        let trial = try await ComfyTrial(script)
        #expect(try await trial.response().images.count == 1)
        let frames = try await trial.server.frames()
        #expect(
            frames.first == [1] + Array(#"{"type":"feature_flags","data":{"supports_preview_metadata":true}}"#.utf8))
        #expect(frames.contains([10] + Array("still there?".utf8)))
        let drafts = await trial.reports.all().compactMap { event in
            if case .image(let image) = event, image.role == .draft { image.file.bytes } else { nil }
        }
        #expect(drafts == [picture.count])
    }

    @Test func whatIsKnownIsNotDrawnAgain() async throws {
        let run =
            ComfyWire.start + ComfyWire.own("execution_cached", #""nodes":["3","4","5","6","7","8","9"]"#)
            + ComfyWire.own("execution_success") + ComfyWire.executing(nil)
        let trial = try await ComfyTrial(ComfyWire.script(run))
        let response = try await trial.response()
        #expect(response.images.count == 1)
        #expect(
            response.notes == [
                "nothing was drawn anew: workflow, words and seed are as they were, so ComfyUI gave the earlier picture"
            ])
        #expect(await !trial.reports.all().contains(.phase(.drawing)))
    }

    @Test func severalPictures() async throws {
        let files = (1...3).map { ComfyWire.file("b_\($0)_.png") } + [ComfyWire.file("x.png", type: "temp")]
        let script = ComfyWire.script {
            $0.answers["GET /history/p1"] = [
                ComfyWire.history([("12", [ComfyWire.file("first.png")]), ("9", files), ("5", files.suffix(1))])
            ]
            // Node 9 is the last to bring something.
            $0.steps["POST /prompt"] = [
                .send(ComfyWire.start + ComfyWire.own("executed", #""node":"12""#) + ComfyWire.executed),
                .send(ComfyWire.executing(nil)),
            ]
        }
        let trial = try await ComfyTrial(script)
        let response = try await trial.response()
        #expect(response.images.map(\.role) == [.final])
        #expect(response.thoughtImages.map(\.role) == [.draft, .draft, .draft])
        #expect(
            response.notes == [
                "the workflow made 4 pictures: its last one is the result, the others are kept as drafts"
            ])
        let names = try await trial.server.requests().filter { $0.route == "GET /view" }.map(\.query)
        #expect(
            names == ["b_3_", "first", "b_1_", "b_2_"].map { "filename=\($0).png&subfolder=&type=output" })
    }

    @Test func namesOfTheServersNeverBecomeOurs() async throws {
        let hostile = [
            ComfyWire.file("../../../../etc/cron.d/x", folder: "/etc"),
            ComfyWire.file("a&type=temp#\u{0}é\r\nX: y.png"),
            ComfyWire.file("/etc/passwd"),
        ]
        let trial = try await ComfyTrial(
            ComfyWire.script { $0.answers["GET /history/p1"] = [ComfyWire.history([("9", hostile)])] })
        let request = try trial.request()
        let response = try await trial.response(request)
        let paths = (response.images + response.thoughtImages).map(\.file.path)
        #expect(paths == ["output-1", "output-2", "output-3"].map { "\(request.staging)/\($0)" })
        let queries = try await trial.server.requests().filter { $0.route == "GET /view" }.map(\.query)
        #expect(
            queries == [
                "filename=%2Fetc%2Fpasswd&subfolder=&type=output",
                "filename=..%2F..%2F..%2F..%2Fetc%2Fcron.d%2Fx&subfolder=%2Fetc&type=output",
                "filename=a%26type%3Dtemp%23%00%C3%A9%0D%0AX%3A%20y.png&subfolder=&type=output",
            ])
    }

    @Test func aDownloadThatBreaksIsAskedForAgain() async throws {
        let script = ComfyWire.script {
            $0.answers["GET /view"] = [
                .init(
                    pieces: [
                        LoopbackServer.Reply.head("200 OK", "image/png", ["Content-Length: 5008"]),
                        Array(ComfyWire.png[..<99]),
                    ]), .sized(type: "image/png", ComfyWire.png),
            ]
        }
        let trial = try await ComfyTrial(script)
        let response = try await trial.response()
        #expect(response.images.map { trial.staging.bytes($0.file.path) } == [ComfyWire.png])
        #expect(try await trial.server.routes().count { $0 == "GET /view" } == 2)
        #expect(try await trial.server.routes().count { $0 == "POST /prompt" } == 1)
    }

    @Test func aFileThatIsNoPicture() async throws {
        let script = ComfyWire.script {
            $0.answers["GET /view"] = [.sized(type: "image/png", Array(repeating: 0x41, count: 200))]
        }
        let failure = try await ComfyTrial(script).failure()
        #expect(failure.kind == .malformedResponse)
        #expect(failure.billed == .no)
        #expect(failure.message == "easel_00001_.png is drawn, but what was sent is no picture.")
    }

    @Test func aWorkflowThatSavesNothing() async throws {
        let history = ComfyWire.history([])
        let failure = try await ComfyTrial(ComfyWire.script { $0.answers["GET /history/p1"] = [history] }).failure()
        #expect(failure.kind == .noImage)
        // A node may send its picture instead.
        let sent = ComfyWire.frame(2, ComfyWire.preview(ComfyWire.png, format: 2))
        let script = ComfyWire.script(ComfyWire.beginning + sent + ComfyWire.executing(nil)) {
            $0.answers["GET /history/p1"] = [history]
        }
        let trial = try await ComfyTrial(script)
        let response = try await trial.response()
        #expect(response.images.map(\.role) == [.final])
        #expect(response.images.map { trial.staging.bytes($0.file.path) } == [ComfyWire.png])
    }

    @Test func theKeyGoesToEveryCallAndIsNeverShown() async throws {
        let script = ComfyWire.script {
            $0.answers["POST /prompt"] = [
                ComfyWire.json(#"{"error":{"message":"bad \#(ComfyTrial.key)"}}"#, status: "400 Bad Request")
            ]
        }
        let trial = try await ComfyTrial(script, authentication: .bearer)
        let failure = try await trial.failure()
        #expect(failure.message.contains("bad [key]"))
        let requests = try await trial.server.requests()
        #expect(requests.map(\.route).suffix(2) == ["GET /ws", "POST /prompt"])
        for request in requests {
            #expect(request.head.lowercased().contains("authorization: bearer \(ComfyTrial.key.lowercased())\r\n"))
        }
    }
}
