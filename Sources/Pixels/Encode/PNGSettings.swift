/// How hard a PNG is squeezed. Equal pixels and settings give equal bytes.
package struct PNGSettings: Hashable, Sendable {
    /// What each row is subtracted from before it is compressed.
    package enum Filter: Hashable, Sendable {
        /// The row above: quickest.
        case up
        /// The best of three neighbours, pixel by pixel: smallest for photographs.
        case paeth
        /// Whatever of all five suits a row: several times slower.
        case adaptive
    }

    /// zlib's 0…9.
    package var compression: Int
    package var filter: Filter
    /// Compress runs of equal bytes and nothing farther away. Filtered photographs hold no other repetition: 800 × 800
    /// pixels took 34 ms for 823 KB so, and 221 ms for 863 KB at level 6 without. Flat drawings do repeat.
    package var runsOnly: Bool
    /// Whether transparency is written; without it a row has three bytes a pixel.
    package var hasAlpha: Bool

    package init(compression: Int = 1, filter: Filter = .up, runsOnly: Bool = true, hasAlpha: Bool = true) {
        self.compression = min(9, max(0, compression))
        self.filter = filter
        self.runsOnly = runsOnly
        self.hasAlpha = hasAlpha
    }

    /// For pictures that are looked at once: thumbnails, terminals.
    package static let fast = PNGSettings()
    /// For photographs and renderings that are kept.
    package static let photo = PNGSettings(filter: .paeth)
    /// For drawings and screens.
    package static let drawing = PNGSettings(compression: 6, filter: .adaptive, runsOnly: false)
}
