import StudioCore

/// Whether a picture is of the size that was asked for: then what said so was heard.
enum SizeFinding: String, Hashable, Sendable {
    case heard
    /// The ratio is right, the number of pixels is another.
    case ratioOnly = "ratio_only"
    case ignored
    /// The model takes no ratio: there was nothing to hear.
    case unasked

    /// - Parameter expected: what the catalogue says the model makes of it; nil where it does not say.
    init(asked: TurnSettings, expected: OutputPixels?, got: OutputPixels) {
        guard let aspect = asked.aspect, got.width > 0, got.height > 0 else {
            self = asked.aspect == nil ? .unasked : .ignored
            return
        }
        let ratio = Double(got.width) / Double(got.height)
        let wanted = expected.map { Double($0.width) / Double($0.height) } ?? aspect.value
        // Told nothing, Gemini draws 1408×768, which is within three per cent of the 16:9 it has.
        let slack = expected == nil ? 1.06 : 1.015
        guard max(ratio / wanted, wanted / ratio) <= slack else {
            self = .ignored
            return
        }
        let area = Double(got.width) * Double(got.height)
        if let expected {
            let part = area / (Double(expected.width) * Double(expected.height))
            self = (0.8...1.25).contains(part) ? .heard : .ratioOnly
        } else if let size = asked.size {
            let part = area / (Double(size.longSide) * Double(size.longSide))
            self = (0.45...2.2).contains(part) ? .heard : .ratioOnly
        } else {
            self = .heard
        }
    }

    /// How much is known through it.
    var worth: Int {
        switch self {
        case .heard: 3
        case .ratioOnly: 2
        case .ignored, .unasked: 1
        }
    }

    var words: String {
        switch self {
        case .heard: "as asked"
        case .ratioOnly: "the ratio as asked, the size not"
        case .ignored: "not what was asked"
        case .unasked: "no size was asked for"
        }
    }
}
