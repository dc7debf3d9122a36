import Pixels
import StudioCore

/// The pixels of a size and a ratio, for models that want width and height: multiples of 16, never more than the size has
/// (docs.bfl.ai, FLUX.2: at most 4 megapixels).
enum BFLSides {
    static let step = 16
    static let least = 64

    /// - Parameters:
    ///   - size: nil: 1K, where a ratio asks for something at all.
    ///   - aspect: nil: that of `shape`, else a square.
    ///   - shape: of the picture that is edited; nil: unknown or none.
    /// - Returns: nil when nothing was chosen, so that the model does.
    static func pixels(size: ImageSize?, aspect: AspectRatio?, shape: PixelSize? = nil) -> PixelSize? {
        guard size != nil || aspect != nil else { return nil }
        let side = (size ?? .oneK).longSide
        var (width, height) = (aspect?.width ?? 1, aspect?.height ?? 1)
        if aspect == nil, let shape, !shape.isEmpty { (width, height) = (shape.width, shape.height) }
        func pixels(_ own: Int, _ other: Int) -> Int {
            let exact = (Double(side * side) * Double(own) / Double(other)).squareRoot()
            return max(least, Int(exact / Double(step) + 1e-9) * step)
        }
        return PixelSize(width: pixels(width, height), height: pixels(height, width))
    }
}
