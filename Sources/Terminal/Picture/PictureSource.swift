package import Pixels

/// Where a picture on the screen comes from.
package struct PictureSource: Hashable, Sendable {
    /// A picture file. It is read in the background, at the size needed.
    package var path: String
    /// A number that changes when the file's content does; gallery files never change.
    package var revision: Int
    /// The picture's own size where it is known: then its place is known before it is read.
    package var size: PixelSize?
    /// A part of it, or together with another one: then it is kept in memory for the next look. nil: the whole picture, as
    /// it is.
    package var view: PictureView?
    package var mix: PictureMix?
    /// In pixels of the picture's own size: what lies outside it is veiled, and it is kept in memory for the next look.
    package var region: PixelRect?

    package init(
        path: String, revision: Int = 0, size: PixelSize? = nil, view: PictureView? = nil, mix: PictureMix? = nil,
        region: PixelRect? = nil
    ) {
        self.path = path
        self.revision = revision
        self.size = size
        self.view = view
        self.mix = mix
        self.region = region
    }
}
