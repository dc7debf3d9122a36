import StudioCore

/// What came of asking an address for nothing, as a value.
struct ProbeAnswer: Hashable, Sendable {
    var status: Int
    /// The beginning of the body.
    var text = ""

    /// Bytes of a body that are looked at.
    static let most = 1 << 16

    var document: JSONValue? {
        let start = text.unicodeScalars.first { !$0.properties.isWhitespace }
        return start == "{" || start == "[" ? ModelListReader.document(text) : nil
    }

    /// A page for people: what many servers show at any address they do not know.
    var isPage: Bool {
        let start = text.prefix(256).lowercased()
        return start.contains("<html") || start.contains("<!doctype")
    }

    /// As a complaint about a request.
    var error: WireError {
        let document = document
        var answer = WireAnswer()
        if let document { answer.note(error: document) }
        return WireError(
            status: status, headers: [], envelope: answer.error, sample: String(text.prefix(4096)), now: 0)
    }
}
