/// How hard a PNG is squeezed. Equal pixels and settings give equal bytes.
package struct PNGSettings: Hashable, Sendable {
    /// zlib's 0…9.
    package var compression: Int
    /// Whether each row may choose among all five filters (smaller, several times slower) or is always subtracted
    /// from its left neighbour.
    package var choosesFilter: Bool
    /// Whether transparency is written; without it a row has three bytes a pixel.
    package var hasAlpha: Bool

    package init(compression: Int = 1, choosesFilter: Bool = false, hasAlpha: Bool = true) {
        self.compression = min(9, max(0, compression))
        self.choosesFilter = choosesFilter
        self.hasAlpha = hasAlpha
    }

    /// For pictures that are looked at once: thumbnails, terminals.
    package static let fast = PNGSettings()
    /// For pictures that are kept.
    package static let small = PNGSettings(compression: 6, choosesFilter: true)
}
