/// Where a provider is and how it is spoken to. The key is held here and nowhere else, and goes into one header.
package struct Endpoint: Sendable {
    package enum Authentication: String, Sendable {
        case bearer
        case googleKey = "x-goog-api-key"
        case key = "x-key"
        case none
    }

    /// The provider's name, for messages.
    package var name: String
    /// Scheme, host and perhaps a path; no version, no trailing slash.
    package var baseURL: String
    package var authentication: Authentication
    package var key: String
    /// Plain `http://` to a host that is not this machine was asked for in so many words.
    package var isInsecure: Bool

    package init(
        name: String, baseURL: String, authentication: Authentication, key: String, isInsecure: Bool = false
    ) {
        self.name = name
        self.baseURL = baseURL
        self.authentication = authentication
        self.key = key
        self.isInsecure = isInsecure
    }

    var header: (name: String, value: String)? {
        switch authentication {
        case .bearer: ("Authorization", "Bearer \(key)")
        case .googleKey: ("x-goog-api-key", key)
        case .key: ("x-key", key)
        case .none: nil
        }
    }

    /// Host and port, for messages.
    var host: String {
        let rest = baseURL.firstRange(of: "://").map { baseURL[$0.upperBound...] } ?? baseURL[...]
        return String(rest.prefix { $0 != "/" })
    }

    /// A key with a line break or another character that no header can carry: it was pasted wrongly.
    var isKeyUsable: Bool {
        authentication == .none || (!key.isEmpty && key.utf8.allSatisfy { (0x21...0x7E).contains($0) })
    }

    /// The text without the key, in any of the forms in which servers and addresses repeat it: for anything that is shown
    /// or written.
    package func redact(_ text: String) -> String { redaction(text) }

    var redaction: Redaction { Redaction(key: key) }
}
