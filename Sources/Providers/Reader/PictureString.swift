/// Tells from its first characters whether a string is a picture as base64 (with or without `data:…,`) or anything else: an
/// address, a sentence. Gateways put all of them into the same place.
enum PictureString {
    enum Kind: Hashable { case undecided, base64, text }

    /// How base64 begins of PNG, JPEG, WebP, GIF, AVIF and HEIC, SVG with and without its XML line, BMP.
    private static let beginnings = [
        "data:", "iVBORw0KGg", "/9j/", "UklGR", "R0lGOD", "AAAA", "PHN2Zy", "PD94bW", "Qk0",
    ]
    .map { Array($0.utf8) }

    static func kind(of beginning: some Collection<UInt8>) -> Kind {
        var isOpen = false
        for known in beginnings {
            if beginning.count >= known.count, beginning.starts(with: known) { return .base64 }
            if beginning.count < known.count, known.starts(with: beginning) { isOpen = true }
        }
        return isOpen ? .undecided : .text
    }
}
