import StudioCore

/// An endpoint as it is configured: where it is, how it is spoken to, and where its key comes from.
struct ProviderConfig: Hashable, Sendable {
    /// How the key travels.
    enum Auth: String, Sendable, CaseIterable {
        case bearer
        case googleKey = "x-goog-api-key"
        case xKey = "x-key"
        case none
    }

    /// Where a key may be found, in the order they are asked.
    enum KeySource: Hashable, Sendable {
        /// The program and its arguments; the first line it prints is the key.
        case command([String])
        case literal(String)
        case file(KeyFile)
        /// The first of these variables that is set.
        case environment([String])
    }

    var name: String
    var dialect: Dialect
    /// Normalised, without a slash at the end; nil where nothing is known.
    var baseURL: String?
    var auth: Auth
    var keys: [KeySource]
    /// The person accepts that the key travels unencrypted.
    var allowsHTTP = false
    /// Its habits, where they are not the dialect's usual ones; a model's own come first.
    var wire = WireProfile()
    /// Models the person says it has.
    var models: [String] = []

    /// Whether what it is sent can be read on the way: plain http to another machine, which the person allowed.
    var isUnprotected: Bool { baseURL.map { !BaseURL.isProtected($0) } ?? false }

    /// The variables that may hold its key.
    var variables: [String] {
        keys.flatMap { if case .environment(let names) = $0 { names } else { [] as [String] } }
    }

    /// Whether a key is at hand as far as can be told without running anything.
    func hasKey(in environment: Environment) -> Bool {
        auth == .none
            || keys.contains { source in
                switch source {
                case .command, .literal: true
                case .file(let file): file.isThere
                case .environment(let names): environment.first(of: names) != nil
                }
            }
    }

    /// What Easel knows without any file, in the order in which a default is looked for.
    static func shipped(_ environment: Environment) -> [ProviderConfig] {
        func url(_ variable: String?, _ usual: String?) -> String? {
            variable.flatMap { environment[$0] }.flatMap(BaseURL.normalised) ?? usual
        }
        return [
            ProviderConfig(
                name: "google", dialect: .gemini,
                baseURL: url("GOOGLE_GEMINI_BASE_URL", "https://generativelanguage.googleapis.com"), auth: .googleKey,
                keys: [.environment(["GEMINI_API_KEY", "GOOGLE_API_KEY"])]),
            ProviderConfig(
                name: "apiyi", dialect: .gemini, baseURL: "https://api.apiyi.com", auth: .bearer,
                keys: [.environment(["APIYI_API_KEY"])]),
            ProviderConfig(
                name: "openai", dialect: .openAIImages, baseURL: url("OPENAI_BASE_URL", "https://api.openai.com"),
                auth: .bearer, keys: [.environment(["OPENAI_API_KEY"])]),
            ProviderConfig(
                name: "openrouter", dialect: .openAIChat, baseURL: "https://openrouter.ai/api", auth: .bearer,
                keys: [.environment(["OPENROUTER_API_KEY"])], wire: WireProfile(listPath: "/v1/images/models")),
            ProviderConfig(
                name: "bfl", dialect: .bfl, baseURL: "https://api.bfl.ai", auth: .xKey,
                keys: [.environment(["BFL_API_KEY"])]),
            ProviderConfig(
                name: "comfyui", dialect: .comfyui, baseURL: url("COMFYUI_BASE_URL", "http://127.0.0.1:8188"),
                auth: .none, keys: []),
            ProviderConfig(name: "sketch", dialect: .sketch, baseURL: nil, auth: .none, keys: []),
        ]
    }
}
