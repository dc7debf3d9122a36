/// An endpoint as it is configured: where it is, how it is spoken to, and where its key comes from.
struct ProviderConfig: Hashable, Sendable {
    enum Dialect: String, Sendable, CaseIterable {
        case gemini
        case openAIChat = "openai-chat"
        case openAIImages = "openai-images"
        case bfl, comfyui
        /// The painter within; not for configuration files.
        case sketch

        /// Whether this version can talk so; the others are known so that a configuration can be kept for them.
        var isSpoken: Bool { self == .gemini || self == .sketch }
    }

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

    /// The variables that may hold its key, for messages.
    var variables: [String] {
        keys.flatMap { if case .environment(let names) = $0 { names } else { [] as [String] } }
    }

    /// Whether a key is at hand as far as can be told without running anything.
    func hasKey(in environment: Environment) -> Bool {
        auth == .none
            || keys.contains { source in
                switch source {
                case .command, .literal: true
                case .environment(let names): environment.first(of: names) != nil
                }
            }
    }

    static let dialectsInFiles = Dialect.allCases.filter { $0 != .sketch }

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
                keys: [.environment(["OPENROUTER_API_KEY"])]),
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
