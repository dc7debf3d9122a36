import StudioCore
import Testing

@testable import Providers

/// Asking for a list, over a socket.
@Suite struct ModelListerTests {
    private static let key = "canary-7f3a91c2"

    private struct Trial {
        var result: Result<ModelListing, TurnFailure>
        /// The first line of each request.
        var asked: [String]
        var requests: [String]
    }

    private func trial(
        _ replies: [LoopbackServer.Reply], _ dialect: Dialect, path: String? = nil, known: Set<String> = [],
        authentication: Endpoint.Authentication = .bearer
    ) async throws -> Trial {
        let server = try await LoopbackServer(replies)
        let transport = HTTPTransport(limits: TimeLimits(connect: 5, firstByte: 5, idle: 5, total: 20))
        let endpoint = Endpoint(
            name: "mine", baseURL: server.url, authentication: authentication, key: Self.key)
        let lister = ModelLister(endpoint: endpoint, transport: transport, dialect: dialect, path: path)
        let result: Result<ModelListing, TurnFailure>
        do throws(TurnFailure) {
            result = .success(try await lister.list(known: known))
        } catch {
            result = .failure(error)
        }
        let requests = try await server.requests()
        await transport.shutdown()
        await server.stop()
        return Trial(
            result: result, asked: requests.map { String($0.prefix { $0 != "\r\n" }) }, requests: requests)
    }

    private func json(_ text: String, status: String = "200 OK") -> LoopbackServer.Reply {
        .sized(status: status, Array(text.utf8))
    }

    @Test func allPagesOfGooglesList() async throws {
        func page(_ ids: [String], _ next: String?) -> LoopbackServer.Reply {
            let models = ids.map {
                #"{"name":"models/\#($0)","supportedGenerationMethods":["generateContent"]}"#
            }.joined(separator: ",")
            return json(#"{"models":[\#(models)]\#(next.map { #","nextPageToken":"\#($0)""# } ?? "")}"#)
        }
        let trial = try await trial(
            [
                page(["gemini-3-pro-image", "gemini-3-pro"], "a/b c=&x"), page([], "p3"),
                page(["gemini-3-pro-image", "nano-banana-9"], nil),
            ], .gemini, authentication: .googleKey)
        let listing = try trial.result.get()
        #expect(listing.models.map(\.id) == ["gemini-3-pro-image", "nano-banana-9"])
        #expect(listing.isWhole)
        #expect(listing.others == 1)
        #expect(
            trial.asked == [
                "GET /v1beta/models?pageSize=1000 HTTP/1.1",
                "GET /v1beta/models?pageSize=1000&pageToken=a%2Fb%20c%3D%26x HTTP/1.1",
                "GET /v1beta/models?pageSize=1000&pageToken=p3 HTTP/1.1",
            ])
        #expect(trial.requests.allSatisfy { $0.lowercased().contains("x-goog-api-key: \(Self.key)\r\n") })
        #expect(trial.asked.allSatisfy { !$0.contains(Self.key) })
    }

    @Test func aListThatGoesInCirclesEnds() async throws {
        let trial = try await trial(
            [json(#"{"models":[{"name":"models/a-image"}],"nextPageToken":"again"}"#)], .gemini)
        let listing = try trial.result.get()
        #expect(listing.models.map(\.id) == ["a-image"])
        #expect(!listing.isWhole)
        #expect(trial.asked.count == 2)
    }

    @Test func aGatewayWithoutGooglesListHasOpenAIs() async throws {
        let trial = try await trial(
            [
                json(#"{"error":{"message":"Invalid URL"}}"#, status: "404 Not Found"),
                json(#"{"data":[{"id":"x-image"}]}"#),
            ],
            .gemini)
        #expect(try trial.result.get().models.map(\.id) == ["x-image"])
        #expect(trial.asked.last == "GET /v1/models HTTP/1.1")
    }

    @Test func theNamedPathIsAskedFirst() async throws {
        let first = try await trial(
            [json(#"{"data":[{"id":"a","architecture":{"output_modalities":["image"]}}]}"#)], .openAIChat,
            path: "/v1/images/models")
        #expect(first.asked == ["GET /v1/images/models HTTP/1.1"])
        #expect(try first.result.get().models.map(\.id) == ["a"])
        let second = try await trial(
            [json("nothing", status: "404 Not Found"), json(#"{"data":[{"id":"b-image"}]}"#)], .openAIChat,
            path: "/v1/images/models")
        #expect(try second.result.get().models.map(\.id) == ["b-image"])
    }

    /// Its checkpoints are not all it can do.
    @Test func checkpointsAreNotTheWholeOfComfyUI() async throws {
        let trial = try await trial(
            [
                json(
                    #"{"CheckpointLoaderSimple":{"input":{"required":{"ckpt_name":[["a.safetensors"]]}}}}"#)
            ], .comfyui, authentication: .none)
        let listing = try trial.result.get()
        #expect(listing.models.map(\.id) == ["a.safetensors"])
        #expect(!listing.isWhole)
        #expect(trial.requests.allSatisfy { !$0.contains(Self.key) && !$0.lowercased().contains("origin:") })
    }

    @Test func anEmptyListSaysNothingOfWhatIsMissing() async throws {
        #expect(try await trial([json(#"{"data":[]}"#)], .openAIImages).result.get().isWhole == false)
    }

    @Test(arguments: [
        ("401 Unauthorized", #"{"error":{"message":"bad key canary-7f3a91c2"}}"#, FailureKind.authentication),
        ("403 Forbidden", #"{"error":{"message":"no"}}"#, .permission), ("429 Too Many", "{}", .rateLimited),
        ("500 Oops", "<html><body>Bad <b>gateway</b></body></html>", .server), ("503 Busy", "{}", .overloaded),
        ("404 Not Found", "{}", .invalidRequest), ("302 Found", "", .server),
        ("200 OK", "<!DOCTYPE html><title>Sign in</title>", .malformedResponse), ("200 OK", "", .malformedResponse),
        ("200 OK", #"{"data":{"id":1}}"#, .malformedResponse), ("200 OK", #"{"data":[{"id":"a"#, .malformedResponse),
        ("200 OK", #"{"error":{"code":401,"message":"Invalid API key"}}"#, .authentication),
    ])
    func aComplaintIsTold(_ status: String, _ body: String, _ kind: FailureKind) async throws {
        let trial = try await trial([json(body, status: status)], .openAIImages)
        guard case .failure(let failure) = trial.result else {
            Issue.record("a list out of \(status) \(body)")
            return
        }
        #expect(failure.kind == kind)
        #expect(failure.billed == .no)
        #expect(!failure.message.contains(Self.key) && !failure.message.contains("<"))
        #expect(!failure.message.isEmpty)
    }

    @Test func anEndlessListIsGivenUp() async throws {
        let entry = Array(#"{"id":"x-image","description":"\#(String(repeating: "y", count: 60_000))"},"#.utf8)
        let reply = LoopbackServer.Reply(
            pieces: [LoopbackServer.Reply.head("200 OK", "application/json", []), Array(#"{"data":["#.utf8)],
            flood: entry, times: 400, ending: .close)
        guard case .failure(let failure) = try await trial([reply], .openAIImages).result else {
            Issue.record("24 MB were taken")
            return
        }
        #expect(failure.kind == .unsafeResponse)
    }

    @Test func nobodyThere() async throws {
        let transport = HTTPTransport(limits: ModelLister.limits)
        let endpoint = Endpoint(name: "mine", baseURL: "http://127.0.0.1:1", authentication: .none, key: "")
        do throws(TurnFailure) {
            _ = try await ModelLister(endpoint: endpoint, transport: transport, dialect: .openAIChat).list(known: [])
            Issue.record("a list out of nothing")
        } catch {
            #expect(error.kind == .network)
            #expect(error.billed == .no)
        }
        await transport.shutdown()
    }

    @Test func blackForestLabsHasNone() {
        #expect(!ModelLister.hasList(.bfl))
        #expect(!ModelLister.hasList(.sketch))
        #expect(ModelLister.hasList(.comfyui))
    }
}
