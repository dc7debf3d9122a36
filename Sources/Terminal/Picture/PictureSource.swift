package import Pixels

/// Where a picture on the screen comes from.
package struct PictureSource: Hashable, Sendable {
    /// A picture file. It is read in the background, at the size needed.
    package var path: String
    /// A number that changes when the file's content does; gallery files never change.
    package var revision: Int
    /// The picture's own size where it is known: then its place is known before it is read.
    package var size: PixelSize?

    package init(path: String, revision: Int = 0, size: PixelSize? = nil) {
        self.path = path
        self.revision = revision
        self.size = size
    }
}
