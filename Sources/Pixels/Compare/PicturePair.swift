/// Two pictures brought to one size, so that they can be compared pixel by pixel: the smaller one's, and never more than a
/// working edge, so that what a comparison takes does not grow with the pictures.
package struct PicturePair: Equatable, Sendable {
    /// The longest side two pictures are compared at.
    package static let workingEdge = 1024
    /// What a decoder should be asked for: more is scaled down again here.
    package static let workingBounds = PixelSize(width: workingEdge, height: workingEdge)

    /// Opaque, and both of one size.
    package let first: Bitmap
    package let second: Bitmap
    /// The second has another shape, and was stretched to the first's or framed with it: numbers say less then.
    package let isReshaped: Bool

    package var size: PixelSize { first.size }

    /// - Parameter background: what shows through where a picture is transparent.
    /// - Returns: nil when one of them has no pixels.
    package init?(_ first: Bitmap, _ second: Bitmap, edge: Int = workingEdge, background: RGB = .white) {
        guard !first.size.isEmpty, !second.size.isEmpty else { return nil }
        let size = Self.workingSize(first.size, second.size, edge: edge)
        self.first = first.composited(over: background).scaled(to: size)
        self.second = second.composited(over: background).scaled(to: size)
        let own = second.size.scaled(toTouch: size)
        // A pixel is what rounding may cost.
        isReshaped = abs(own.width - size.width) > 1 || abs(own.height - size.height) > 1
    }

    /// Both whole and unstretched in the middle of one frame, which is as wide as the wider one and as high as the higher:
    /// for looking at. Pictures of one shape are paired as by `init`.
    /// - Parameter frame: what is around a picture of another shape.
    /// - Returns: nil when one of them has no pixels.
    package static func framed(
        _ first: Bitmap, _ second: Bitmap, edge: Int = workingEdge, frame: RGB = RGB(red: 96, green: 96, blue: 96)
    ) -> PicturePair? {
        guard let pair = PicturePair(first, second, edge: edge), pair.isReshaped else {
            return PicturePair(first, second, edge: edge)
        }
        let long = max(pair.size.width, pair.size.height)
        let bounds = PixelSize(width: long, height: long)
        let (own, other) = (first.size.fitted(in: bounds), second.size.fitted(in: bounds))
        let size = PixelSize(width: max(own.width, other.width), height: max(own.height, other.height))
        func placed(_ picture: Bitmap, _ part: PixelSize) -> Bitmap {
            var ground = Bitmap.filled(frame, width: size.width, height: size.height)
            let scaled = picture.composited(over: .white).scaled(to: part)
            ground.composite(scaled, x: (size.width - part.width) / 2, y: (size.height - part.height) / 2)
            return ground
        }
        return PicturePair(first: placed(first, own), second: placed(second, other), isReshaped: true)
    }

    private init(first: Bitmap, second: Bitmap, isReshaped: Bool) {
        self.first = first
        self.second = second
        self.isReshaped = isReshaped
    }

    /// The first one's shape; as long as the shorter of the two long sides, at most `edge`.
    package static func workingSize(_ first: PixelSize, _ second: PixelSize, edge: Int = workingEdge) -> PixelSize {
        let long = min(max(first.width, first.height), max(second.width, second.height), max(1, edge))
        return first.fitted(in: PixelSize(width: long, height: long))
    }

    /// All that is measured of two pictures.
    ///
    /// - Parameter tolerance: how far a channel may be off before a pixel counts as changed; 8 is below what is seen, and
    ///   above what saving a picture as JPEG does to most of it.
    package func metrics(tolerance: UInt8 = 8) -> PictureMetrics {
        PictureMetrics(
            size: size, isReshaped: isReshaped, psnr: first.psnr(to: second) ?? .infinity,
            ssim: StructuralSimilarity.mean(first, second), changed: ChangedArea(first, second, tolerance: tolerance))
    }

    /// The first picture left of a column, the second from it on.
    package func wiped(at column: Int) -> Bitmap {
        let left = min(max(0, column), size.width)
        var result = second
        for y in 0..<size.height {
            let start = y * size.width * 4
            result.pixels.replaceSubrange(start..<start + left * 4, with: first.pixels[start..<start + left * 4])
        }
        return result
    }
}

/// How far apart two pictures are.
package struct PictureMetrics: Hashable, Sendable {
    /// At which size they were compared.
    package var size: PixelSize
    /// The second was stretched to the shape of the first.
    package var isReshaped: Bool
    /// Peak signal-to-noise ratio in decibels; infinite for equal pictures.
    package var psnr: Double
    /// Structural similarity: 1 for equal pictures, about 0 for pictures that have nothing in common.
    package var ssim: Double
    package var changed: ChangedArea
}
