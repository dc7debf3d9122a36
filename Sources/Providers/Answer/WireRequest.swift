import StudioCore

/// A turn as a request in one of the dialects that answer at once.
enum WireRequest {
    /// - Throws: what the server would refuse, told before anything is sent.
    static func call(_ request: ImageRequest, wire: WireProfile, dialect: Dialect) throws(TurnFailure) -> HTTPCall {
        if dialect == .openAIChat || dialect == .openAIImages { try check(request) }
        switch dialect {
        case .openAIChat: return ChatRequest.call(request, wire: wire)
        case .openAIImages: return try ImagesRequest.call(request, wire: wire)
        default:
            if let problem = GeminiRequest.problem(with: request) { throw problem }
            return HTTPCall(
                path: wire.path ?? GeminiRequest.path(model: request.model.id, streams: wire.streams ?? true),
                body: GeminiRequest.body(request))
        }
    }

    private static let mimes: Set<String> = ["image/png", "image/jpeg", "image/webp", "image/gif"]

    private static func check(_ request: ImageRequest) throws(TurnFailure) {
        for picture in NewestTurn(request.conversation).pictures where !mimes.contains(picture.mime) {
            throw TurnFailure(
                .unsupportedSetting, message: "\(request.model.name) takes no \(picture.mime) pictures.",
                advice: "Convert the reference to PNG, JPEG or WebP.", billed: .no)
        }
    }

    /// Whether it is said that the model thinks before it draws.
    static func thinks(_ request: ImageRequest, dialect: Dialect) -> Bool {
        dialect == .gemini && GeminiRequest.thinks(request.model)
    }
}
