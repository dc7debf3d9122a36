import Pixels
import StudioCore

/// The mask of a region: white and transparent where the edit is meant, black and opaque elsewhere. So it means the same
/// to a node that loads it by its red and to one that loads it by its alpha.
enum RegionMask {
    /// - Parameters:
    ///   - path: absolute; what is there is replaced.
    ///   - region: clipped to the picture; nil: all of it.
    static func write(to path: String, width: Int, height: Int, region: Region?) throws(PixelsError) {
        let all = PixelSize(width: width, height: height)
        let region = region.map { PixelRect(x: $0.x, y: $0.y, width: $0.width, height: $0.height).clipped(to: all) }
        let part = region ?? PixelRect(x: 0, y: 0, width: width, height: height)
        var outside: [UInt8] = []
        for _ in 0..<width { outside += [0, 0, 0, 255] }
        var inside = outside
        for x in part.x..<part.x + part.width { inside.replaceSubrange(x * 4..<x * 4 + 4, with: [255, 255, 255, 0]) }
        var writer = try PNGRowWriter(path: path, width: width, height: height)
        for y in 0..<height { try writer.write(rows: (part.y..<part.y + part.height).contains(y) ? inside : outside) }
        try writer.finish()
    }
}
