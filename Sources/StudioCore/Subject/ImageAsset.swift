/// What a picture is to its turn.
package enum ImageRole: String, Sendable, Codable {
    case final, draft
}

/// A picture that is safe in the gallery.
package struct ImageAsset: Hashable, Sendable, Codable {
    /// Relative to the gallery folder: `2026-11-23/143502-a-fox-7f3a.png`.
    package var path: String
    /// From the bytes, not from what the server said.
    package var mime: String
    /// Pixels; 0 when the header could not be read.
    package var width: Int
    package var height: Int
    package var bytes: Int
    /// Lower-case hexadecimal.
    package var sha256: String
    package var role: ImageRole
    /// Which of the turn's variants it belongs to, from 0.
    package var variant: Int
    /// Only its beginning arrived. nil is no.
    package var isCut: Bool?

    package init(
        path: String, mime: String, width: Int, height: Int, bytes: Int, sha256: String, role: ImageRole,
        variant: Int = 0, isCut: Bool? = nil
    ) {
        self.path = path
        self.mime = mime
        self.width = width
        self.height = height
        self.bytes = bytes
        self.sha256 = sha256
        self.role = role
        self.variant = variant
        self.isCut = isCut
    }
}

extension ImageAsset {
    /// More than 64 Mpx, or a side of more than 32,768: no decoder here takes it, whatever it is.
    package var isTooLargeToOpen: Bool {
        max(width, height) > 32_768 || width.multipliedReportingOverflow(by: height).overflow
            || width * height > 64 << 20
    }
}

/// A picture kept by its content (`references/<sha256>.*`): sent along with a prompt, and there when the turn is replayed.
package struct Reference: Hashable, Sendable, Codable {
    package var sha256: String
    package var mime: String
    package var bytes: Int
    package var width: Int
    package var height: Int
    /// The file name the person gave, for the screen only.
    package var name: String

    package init(sha256: String, mime: String, bytes: Int, width: Int, height: Int, name: String) {
        self.sha256 = sha256
        self.mime = mime
        self.bytes = bytes
        self.width = width
        self.height = height
        self.name = name
    }
}
