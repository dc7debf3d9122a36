import StudioCore

/// How many pixels a size and ratio are: Google's table of the Gemini 3 family as a rule, so that a sketch session moves
/// to a real model without a change of shape.
enum SketchSize {
    /// - Parameter previous: the picture that is edited; its ratio stays when none is asked for.
    static func pixels(size: ImageSize?, aspect: AspectRatio?, previous: (width: Int, height: Int)?) -> (width: Int, height: Int) {
        let tier = (size ?? .oneK).longSide
        let ratio: Double
        if let aspect {
            ratio = aspect.value
        } else if let previous, previous.width > 0, previous.height > 0 {
            ratio = Double(previous.width) / Double(previous.height)
            if previous.width * previous.height == pixelCount(tier) { return previous }
        } else {
            // What Google's model answers when it may choose.
            return (1408 * tier / 1024, 768 * tier / 1024)
        }
        if aspect == AspectRatio(1, 1) { return (tier, tier) }
        // The same area as the square, each side a multiple of sixteen.
        let height = (Double(tier * tier) / ratio).squareRoot()
        func round16(_ value: Double) -> Int { max(64, Int((value / 16).rounded()) * 16) }
        return (round16(height * ratio), round16(height))
    }

    private static func pixelCount(_ tier: Int) -> Int { (1408 * tier / 1024) * (768 * tier / 1024) }
}
