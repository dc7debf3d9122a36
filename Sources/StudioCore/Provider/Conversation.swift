/// A branch as a provider sees it: who said what, with the files it needs, oldest first. The last message is the new
/// prompt. How a dialect replays it (as model turns, as user pictures) is the dialect's business.
package struct Conversation: Hashable, Sendable {
    package enum Role: String, Sendable { case user, model }

    package enum Part: Hashable, Sendable {
        /// `signature`: the file with the thought signature that came on this very part, verbatim.
        case text(String, signature: BlobFile?)
        case image(ImageFile, signature: BlobFile?)
    }

    package struct Message: Hashable, Sendable {
        package var role: Role
        package var parts: [Part]
        /// The model that said it, for `.model` messages: signatures are only good for its own kind.
        package var origin: ModelReference?

        package init(role: Role, parts: [Part], origin: ModelReference? = nil) {
            self.role = role
            self.parts = parts
            self.origin = origin
        }
    }

    package var messages: [Message]

    package init(messages: [Message]) { self.messages = messages }
}

/// A picture on disk that a request may send.
package struct ImageFile: Hashable, Sendable {
    /// Absolute.
    package var path: String
    /// From the bytes.
    package var mime: String
    package var bytes: Int
    package var sha256: String

    package init(path: String, mime: String, bytes: Int, sha256: String) {
        self.path = path
        self.mime = mime
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// Opaque text on disk, sent back as it came.
package struct BlobFile: Hashable, Sendable {
    /// Absolute.
    package var path: String
    package var bytes: Int
    package var sha256: String

    package init(path: String, bytes: Int, sha256: String) {
        self.path = path
        self.bytes = bytes
        self.sha256 = sha256
    }
}
