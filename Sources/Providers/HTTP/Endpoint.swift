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

    /// The text without the key, plain or percent-encoded: for anything that is shown or written.
    func redact(_ text: String) -> String {
        guard key.utf8.count >= 6 else { return text }
        var clean = text
        for form in [key, key.percentEncoded] where clean.contains(form) {
            clean = clean.replacing(form, with: "[key]")
        }
        return clean
    }
}

extension String {
    fileprivate var percentEncoded: String {
        utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                byte < 128
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-._~".unicodeScalars.contains(scalar))
            return isPlain
                ? String(Character(scalar)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
