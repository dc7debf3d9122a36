/// The language an endpoint is asked in. What it answers is recognised from the bytes, not from this.
package enum Dialect: String, Sendable, Codable, CaseIterable {
    /// `generateContent`, at Google or any gateway that passes it on.
    case gemini
    case openAIChat = "openai-chat"
    case openAIImages = "openai-images"
    /// Black Forest Labs: submit, then ask until it is ready.
    case bfl
    case comfyui
    /// The painter within; not for configuration files.
    case sketch

    package static let inFiles = allCases.filter { $0 != .sketch }
}
