import StudioCore

/// How many pixels a size and ratio are: the Gemini 3 table, so that a sketch session moves to a real model without a
/// change of shape.
enum SketchSize {
    /// - Parameter previous: the picture that is edited; its ratio stays when none is asked for.
    static func pixels(
        size: ImageSize?, aspect: AspectRatio?, previous: (width: Int, height: Int)?
    ) -> (width: Int, height: Int) {
        let tier = size ?? .oneK
        if let aspect { return scaled(oneK(aspect), to: tier) }
        guard let previous, previous.width > 0, previous.height > 0 else { return scaled(free, to: tier) }
        let ratio = Double(previous.width) / Double(previous.height)
        let known = (table.map(\.pixels) + [free]).min { distance($0, ratio) < distance($1, ratio) } ?? free
        return scaled(distance(known, ratio) < 0.012 ? known : area(ratio), to: tier)
    }

    /// What Google's model answers when it may choose.
    private static let free = (1408, 768)

    /// Width and height at 1K; 512 is half of each, 2K and 4K twice and four times.
    private static let table: [(ratio: AspectRatio, pixels: (Int, Int))] = [
        (AspectRatio(1, 1), (1024, 1024)), (AspectRatio(1, 4), (512, 2048)), (AspectRatio(1, 8), (384, 3072)),
        (AspectRatio(2, 3), (848, 1264)), (AspectRatio(3, 2), (1264, 848)), (AspectRatio(3, 4), (896, 1200)),
        (AspectRatio(4, 1), (2048, 512)), (AspectRatio(4, 3), (1200, 896)), (AspectRatio(4, 5), (928, 1152)),
        (AspectRatio(5, 4), (1152, 928)), (AspectRatio(8, 1), (3072, 384)), (AspectRatio(9, 16), (768, 1376)),
        (AspectRatio(16, 9), (1376, 768)), (AspectRatio(21, 9), (1584, 672)),
    ]

    private static func oneK(_ aspect: AspectRatio) -> (Int, Int) {
        table.first { $0.ratio == aspect }?.pixels ?? area(aspect.value)
    }

    /// A ratio that no table has: the area of the square, each side a multiple of sixteen.
    private static func area(_ ratio: Double) -> (Int, Int) {
        let height = (1_048_576 / min(8, max(0.125, ratio))).squareRoot()
        func sixteens(_ value: Double) -> Int { max(16, Int((value / 16).rounded()) * 16) }
        return (sixteens(height * min(8, max(0.125, ratio))), sixteens(height))
    }

    private static func distance(_ size: (Int, Int), _ ratio: Double) -> Double {
        abs(Double(size.0) / Double(size.1) / ratio - 1)
    }

    private static func scaled(_ size: (Int, Int), to tier: ImageSize) -> (width: Int, height: Int) {
        (size.0 * tier.longSide / 1024, size.1 * tier.longSide / 1024)
    }
}
