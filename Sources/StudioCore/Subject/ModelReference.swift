/// A model at a provider, written `provider/model`.
package struct ModelReference: Hashable, Sendable, Codable, CustomStringConvertible {
    package var provider: String
    package var model: String

    package init(provider: String, model: String) {
        self.provider = provider
        self.model = model
    }

    /// Reads `provider/model`; nil when there is no slash. The model part may have slashes of its own.
    package init?(_ text: String) {
        guard let slash = text.firstIndex(of: "/"), slash != text.startIndex else { return nil }
        let model = text[text.index(after: slash)...]
        guard !model.isEmpty else { return nil }
        self.init(provider: String(text[..<slash]), model: String(model))
    }

    package var description: String { "\(provider)/\(model)" }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let reference = ModelReference(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "“\(text)” is not provider/model"))
        }
        self = reference
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
