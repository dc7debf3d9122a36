/// The part of a picture that is looked at, as shares of its sides: the same for pictures of any size, so that what is
/// compared moves together.
package struct PictureView: Hashable, Sendable {
    package var x: Double
    package var y: Double
    /// Of both sides.
    package var share: Double

    package init(x: Double, y: Double, share: Double) {
        self.x = x
        self.y = y
        self.share = share
    }

    package static let whole = PictureView(x: 0, y: 0, share: 1)
}

/// A picture together with another one.
package enum PictureMix: Hashable, Sendable {
    /// The other one from this share of the width on.
    case wipe(other: String, at: Double)
    /// How far they are apart, pixel by pixel.
    case difference(other: String)

    /// Where the other one lies.
    var path: String {
        switch self {
        case .wipe(let other, _), .difference(let other): other
        }
    }
}
