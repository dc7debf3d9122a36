/// A turn that a picture's turn came from, near or far.
package struct PictureAncestor: Hashable, Sendable {
    package var turn: String
    package var prompt: String
    /// One of its pictures, relative to the gallery.
    package var path: String
}
