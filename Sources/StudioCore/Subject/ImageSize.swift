/// The resolution tier that is asked for, in the words of the wire.
package enum ImageSize: String, Sendable, Codable, CaseIterable, Comparable {
    case half = "512"
    case oneK = "1K"
    case twoK = "2K"
    case fourK = "4K"

    /// Reads what people type: `1k`, `512px`, `4K`.
    package init?(typed text: String) {
        let upper = text.uppercased()
        self.init(rawValue: upper == "512PX" || upper == "0.5K" ? "512" : upper)
    }

    package static func < (a: ImageSize, b: ImageSize) -> Bool { a.longSide < b.longSide }

    /// The side of the square at this tier, in pixels.
    package var longSide: Int {
        switch self {
        case .half: 512
        case .oneK: 1024
        case .twoK: 2048
        case .fourK: 4096
        }
    }
}
