package import StudioCore

/// An address that tells, when it is asked for nothing, whether a dialect is spoken there.
package enum ProbeRoute: String, Sendable, CaseIterable {
    /// Lists of models.
    case openAIModels, geminiModels
    /// What draws.
    case generateContent, chat, generations, edits, bfl
    /// What a ComfyUI says of itself.
    case comfyUI

    /// As people call it.
    package var title: String {
        switch self {
        case .openAIModels: "OpenAI's list of models"
        case .geminiModels: "Gemini's list of models"
        case .generateContent: "Gemini's generateContent"
        case .chat: "chat completions"
        case .generations: "images/generations"
        case .edits: "images/edits"
        case .bfl: "Black Forest Labs' tasks"
        case .comfyUI: "ComfyUI"
        }
    }

    /// What a picture can be asked for in there; nil: it draws none, or none that is new.
    package var dialect: Dialect? {
        switch self {
        case .generateContent: .gemini
        case .chat: .openAIChat
        case .generations: .openAIImages
        case .bfl: .bfl
        case .comfyUI: .comfyui
        case .openAIModels, .geminiModels, .edits: nil
        }
    }

    var method: HTTPCall.Method {
        switch self {
        case .openAIModels, .geminiModels, .comfyUI: .get
        case .generateContent, .chat, .generations, .edits, .bfl: .post
        }
    }

    /// Whether a model is asked for when nothing else is.
    var namesModel: Bool { self == .generateContent || self == .bfl }

    package var methodName: String { method == .get ? "GET" : "POST" }

    /// - Parameters:
    ///   - model: for addresses that have one in them; nil: those are unknown.
    ///   - dialect: the provider's own, whose habits are `wire`.
    func path(model: String?, dialect: Dialect, wire: WireProfile) -> String? {
        let own = self.dialect == dialect ? wire.path : nil
        switch self {
        case .openAIModels: return wire.listPath ?? "/v1/models"
        case .geminiModels: return "/v1beta/models"
        case .generateContent: return own ?? model.map { GeminiRequest.path(model: $0, streams: false) }
        case .chat: return own ?? ChatRequest.path
        case .generations: return own ?? ImagesRequest.path
        case .edits: return (dialect == .openAIImages ? wire.editPath : nil) ?? ImagesRequest.editPath
        case .bfl:
            let habits = dialect == .bfl ? wire : WireProfile()
            return model.map { BFLRequest.path(model: $0, wire: habits) }
        case .comfyUI: return "/system_stats"
        }
    }
}
