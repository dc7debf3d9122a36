/// A ratio of width to height, `W:H`. “auto” is the absence of one: the model chooses.
package struct AspectRatio: Hashable, Sendable, Codable, CustomStringConvertible {
    package var width: Int
    package var height: Int

    package init(_ width: Int, _ height: Int) {
        self.width = width
        self.height = height
    }

    /// Reads `16:9` (also `16x9`, `16/9`).
    package init?(_ text: String) {
        let parts = text.split { $0 == ":" || $0 == "x" || $0 == "/" || $0 == "×" }
        guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]),
            (1...100).contains(width), (1...100).contains(height)
        else { return nil }
        self.init(width, height)
    }

    package var description: String { "\(width):\(height)" }

    package var value: Double { Double(width) / Double(height) }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let ratio = AspectRatio(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "“\(text)” is not a ratio W:H"))
        }
        self = ratio
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
