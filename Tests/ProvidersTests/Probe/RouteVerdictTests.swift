import StudioCore
import Testing

@testable import Providers

/// What servers say to a request for nothing, and what that means of an address.
@Suite struct RouteVerdictTests {
    private static let nothing = ProbeAnswer(status: 404, text: #"{"detail":"Not Found"}"#)
    private static let page = ProbeAnswer(status: 200, text: "<!DOCTYPE html><html>One API</html>")

    private static func verdict(
        _ route: ProbeRoute, _ status: Int, _ text: String, control: ProbeAnswer = nothing
    ) throws -> RouteVerdict {
        let path = try #require(route.path(model: "m-1", dialect: .gemini, wire: WireProfile()))
        return RouteVerdict(
            route, ProbeAnswer(status: status, text: text), path: path, control: control,
            controlPath: EndpointProbe.nowhere)
    }

    private static let rows: [(route: ProbeRoute, status: Int, text: String, verdict: RouteVerdict)] = [
        // As LiteLLM 1.108.7 answered.
        (
            .chat, 400,
            #"{"error":{"message":"/chat/completions: Missing required parameter: 'messages'.","type":"invalid_request_error","param":"messages","code":"400"}}"#,
            .speaks
        ),
        (
            .edits, 400,
            #"{"error":{"message":"/images/edits: Invalid model name passed in model=None. Call `/v1/models` to view available models for your key.","type":"invalid_request_error","param":null,"code":"400"}}"#,
            .speaks
        ),
        (
            .generateContent, 400,
            #"{"error":{"message":"agenerate_content: Missing required parameter: 'contents'.","type":"invalid_request_error","param":"contents","code":"400"}}"#,
            .speaks
        ),
        (.chat, 400, #"{"error":{"message":"No connected db.","type":"no_db_connection","code":"400"}}"#, .locked),
        (.bfl, 404, #"{"detail":"Not Found"}"#, .absent),
        (.geminiModels, 404, #"{"detail":"Not Found"}"#, .absent),
        (.openAIModels, 200, #"{"data":[{"id":"gpt-image-2","object":"model"}],"object":"list"}"#, .speaks),
        // Google.
        (
            .generateContent, 400,
            #"{"error":{"code":400,"message":"* GenerateContentRequest.contents: contents is not specified","status":"INVALID_ARGUMENT"}}"#,
            .speaks
        ),
        (
            .generateContent, 400,
            #"{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}"#,
            .locked
        ),
        (
            .generateContent, 404,
            #"{"error":{"code":404,"message":"models/m-1 is not found for API version v1beta, or is not supported for generateContent.","status":"NOT_FOUND"}}"#,
            .noModel
        ),
        (.chat, 404, "<!DOCTYPE html><html>Error 404 (Not Found)!!1</html>", .absent),
        // An address that is repeated says nothing of a model.
        (.generateContent, 404, "Cannot POST /v1beta/models/m-1:generateContent", .absent),
        // new-api.
        (
            .generations, 404,
            #"{"error":{"message":"Invalid URL (POST /v1/images/generations)","type":"invalid_request_error"}}"#,
            .absent
        ),
        (
            .generateContent, 503,
            #"{"error":{"message":"No available channel for model m-1","code":"get_channel_failed"}}"#, .noModel
        ),
        (.chat, 401, #"{"error":{"message":"无效的令牌","type":"new_api_error"}}"#, .locked),
        // FastAPI servers, Black Forest Labs among them.
        (
            .bfl, 422, #"{"detail":[{"type":"missing","loc":["body","prompt"],"msg":"Field required"}]}"#, .speaks
        ),
        (.generations, 405, #"{"detail":"Method Not Allowed"}"#, .absent),
        (.chat, 500, #"{"error":{"message":"KeyError: 'messages'","type":"server_error"}}"#, .speaks),
        (.chat, 500, "Internal Server Error", .unclear),
        (.chat, 502, "<html><h1>502 Bad Gateway</h1></html>", .unclear),
        (.edits, 415, "Unsupported Media Type", .speaks),
        (.chat, 402, #"{"error":{"message":"Insufficient credits"}}"#, .speaks),
        (.chat, 429, #"{"error":{"message":"Rate limit reached"}}"#, .speaks),
        (.comfyUI, 200, #"{"system":{"os":"posix","comfyui_version":"0.3"},"devices":[]}"#, .speaks),
        (.comfyUI, 200, "<html>A page for anything</html>", .absent),
        (.comfyUI, 200, #"{"hello":1}"#, .absent),
        (.geminiModels, 200, #"{"models":[]}"#, .speaks),
        (.openAIModels, 200, #"{"ok":true}"#, .absent),
    ]

    @Test(arguments: rows.indices) func verdict(_ index: Int) throws {
        let row = Self.rows[index]
        #expect(try Self.verdict(row.route, row.status, row.text) == row.verdict, "\(row)")
    }

    /// Some say the same wherever they are asked: then it says nothing of an address.
    @Test func whatIsSaidAnywhereSaysNothing() throws {
        let same = #"{"error":{"message":"bad request to /v1/chat/completions"}}"#
        let control = ProbeAnswer(
            status: 400, text: #"{"error":{"message":"bad request to \#(EndpointProbe.nowhere)"}}"#)
        #expect(try Self.verdict(.chat, 400, same, control: control) == .unclear)
        #expect(try Self.verdict(.chat, 400, #"{"error":{"message":"no messages"}}"#, control: control) == .speaks)
        #expect(try Self.verdict(.chat, 200, Self.page.text, control: Self.page) == .absent)
        #expect(
            try Self.verdict(.chat, 401, "no", control: ProbeAnswer(status: 401, text: "no")) == .locked,
            "a refused key is one, wherever it is refused")
    }

    @Test func aProvidersOwnAddressesAreAsked() {
        let wire = WireProfile(path: "/flux/v1/{model}", listPath: "/v1/images/models")
        #expect(ProbeRoute.bfl.path(model: "flux-2-pro", dialect: .bfl, wire: wire) == "/flux/v1/flux-2-pro")
        #expect(ProbeRoute.bfl.path(model: "flux-2-pro", dialect: .openAIChat, wire: wire) == "/v1/flux-2-pro")
        #expect(ProbeRoute.chat.path(model: nil, dialect: .bfl, wire: wire) == "/v1/chat/completions")
        #expect(ProbeRoute.openAIModels.path(model: nil, dialect: .bfl, wire: wire) == "/v1/images/models")
        #expect(ProbeRoute.generateContent.path(model: nil, dialect: .bfl, wire: wire) == nil)
    }
}
