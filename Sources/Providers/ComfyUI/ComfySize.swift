import StudioCore

/// How many pixels to ask for: the area of the tier's square in the wanted ratio, each side a multiple of sixteen, which
/// all of ComfyUI's samplers take.
enum ComfySize {
    /// - Parameter picture: the one that is gone on from; its ratio stays when none is asked for.
    static func pixels(
        size: ImageSize?, aspect: AspectRatio?, picture: (width: Int, height: Int)?
    ) -> (width: Int, height: Int) {
        let side = Double((size ?? .oneK).longSide)
        var ratio = aspect?.value ?? 1
        if aspect == nil, let picture, picture.width > 0, picture.height > 0 {
            ratio = Double(picture.width) / Double(picture.height)
        }
        ratio = min(8, max(0.125, ratio))
        func sixteens(_ value: Double) -> Int { max(16, Int((value / 16).rounded()) * 16) }
        return (sixteens(side * ratio.squareRoot()), sixteens(side / ratio.squareRoot()))
    }
}
