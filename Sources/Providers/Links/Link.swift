/// An address that an answer gives instead of a picture, read strictly: what two readers could understand differently is
/// none. Written anew from its parts, so that whoever connects reads what was checked.
package struct Link: Hashable, Sendable {
    package var isSecure: Bool
    /// Lower case, without brackets and without a dot at the end.
    package var host: String
    package var port: Int
    /// With its slash and query, as the server wrote it: a signature may cover it.
    package var path: String

    /// Why something is no link that can be followed.
    package enum Problem: Error, Hashable, Sendable {
        case notHTTP, user, character, host, port, tooLong
        /// A number that is an address only to some: `2130706433`, `0x7f.1`, `0177.0.0.1`.
        case disguised
    }

    static let mostBytes = 8192

    package init(_ text: String) throws(Problem) {
        guard text.utf8.count <= Self.mostBytes else { throw .tooLong }
        let bytes = Array(text.utf8)
        guard !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == 0x5C }) else { throw .character }
        guard let mark = text.firstRange(of: "://") else { throw .notHTTP }
        switch text[..<mark.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw .notHTTP
        }
        let rest = text[mark.upperBound...]
        // By scalars: a mark behind a slash makes no other character of it.
        let end = rest.unicodeScalars.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        (host, port) = try Self.authority(rest[..<end], standard: isSecure ? 443 : 80)
        path = Self.path(rest[end...])
    }

    /// A link as another one's page writes it, `../a.png` and `//host/a.png` included.
    package init(_ text: String, at base: Link) throws(Problem) {
        let name = text.unicodeScalars.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
        if name.endIndex < text.endIndex, text.unicodeScalars[name.endIndex] == ":", !name.isEmpty {
            try self.init(text)
        } else if text.hasPrefix("//") {
            try self.init((base.isSecure ? "https:" : "http:") + text)
        } else if text.hasPrefix("/") {
            try self.init(base.origin + text)
        } else {
            let page = base.path.prefix { $0 != "?" }
            let folder = page[...(page.lastIndex(of: "/") ?? page.startIndex)]
            try self.init(base.origin + (text.hasPrefix("?") ? page : folder) + text)
        }
    }

    /// Scheme, host and port: who answers.
    package var origin: String {
        let standard = isSecure ? 443 : 80
        let name = host.contains(":") ? "[\(host)]" : host
        return (isSecure ? "https://" : "http://") + name + (port == standard ? "" : ":\(port)")
    }

    package var url: String { origin + path }

    /// The address the host is, when it is no name.
    var literal: IPAddress? { IPAddress(host) }

    private static func authority(_ text: Substring, standard: Int) throws(Problem) -> (String, Int) {
        guard !text.unicodeScalars.contains("@") else { throw .user }
        var name = text
        var port = standard
        let close = text.hasPrefix("[") ? text.firstIndex(of: "]") : text.startIndex
        guard let close else { throw .host }
        if let colon = text[close...].firstIndex(of: ":") {
            let digits = text[text.index(after: colon)...]
            guard digits.isEmpty || digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw .port }
            if !digits.isEmpty {
                guard digits.count <= 5, let number = Int(digits), (1...65535).contains(number) else { throw .port }
                port = number
            }
            name = text[..<colon]
        }
        return (try host(name.lowercased()), port)
    }

    private static func host(_ text: String) throws(Problem) -> String {
        if text.hasPrefix("[") {
            guard text.hasSuffix("]"), let address = IPAddress(String(text.dropFirst().dropLast())),
                address.bytes.count == 16
            else { throw .host }
            return address.description
        }
        let name = text.hasSuffix(".") ? String(text.dropLast()) : text
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy {
                    switch $0 {
                    case 0x30...0x39, 0x61...0x7A, 0x2D, 0x5F: true
                    default: false
                    }
                }
        }
        guard isName, name.utf8.count <= 253, let last = labels.last else { throw .host }
        // As resolvers do it: a last label that is a number makes the whole an address.
        let isNumber = last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
        guard isNumber else { return name }
        guard let address = IPAddress(name), address.description == name else { throw .disguised }
        return name
    }

    /// What is no character of an address is written as servers expect it.
    private static func path(_ text: Substring) -> String {
        let kept = text.utf8.prefix { $0 != UInt8(ascii: "#") }
        var path = kept.first == UInt8(ascii: "/") ? "" : "/"
        for byte in kept {
            if byte < 0x80, !"\"<>^`{|}".utf8.contains(byte) {
                path.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                path += "%" + String(byte, radix: 16, uppercase: true)
            }
        }
        return path
    }
}
