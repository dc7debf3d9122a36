/// The address of an endpoint as people paste it, made the one that dialects build on.
enum BaseURL {
    /// Takes off what belongs to a single call (`/v1`, `/v1beta`, `/chat/completions`, a model's path, a slash at the end,
    /// query and fragment). Scheme and host become lower case.
    /// - Returns: nil when it is no http or https address.
    static func normalised(_ text: String) -> String? {
        var rest = text.prefix { !$0.isWhitespace && $0 != "?" && $0 != "#" }[...]
        // Not every reader of addresses agrees on what a backslash is.
        guard !rest.unicodeScalars.contains(where: { $0 == "\\" || $0.properties.generalCategory == .control }) else {
            return nil
        }
        guard let colon = rest.firstIndex(of: ":"), rest[colon...].hasPrefix("://") else { return nil }
        let scheme = rest[..<colon].lowercased()
        guard scheme == "https" || scheme == "http" else { return nil }
        rest = rest[colon...].dropFirst(3)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let host = rest[..<slash].lowercased()
        guard isAuthority(host) else { return nil }
        var segments = rest[slash...].split(separator: "/").map(String.init)
        if let version = segments.firstIndex(where: { versions.contains($0.lowercased()) }) {
            segments.removeSubrange(version...)
        }
        while segments.count >= 2, segments.suffix(2) == ["chat", "completions"] {
            segments.removeLast(2)
        }
        return (["\(scheme)://\(host)"] + segments).joined(separator: "/")
    }

    /// A name or an address, and perhaps a port. No name and password: they would end in logs and error texts.
    private static func isAuthority(_ text: String) -> Bool {
        var rest = text[...]
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            let address = rest[rest.index(after: rest.startIndex)..<end]
            guard !address.isEmpty, address.utf8.allSatisfy({ ":.%abcdef0123456789".utf8.contains($0) }) else {
                return false
            }
            rest = rest[rest.index(after: end)...]
        } else {
            let name = rest.prefix { $0 != ":" }
            guard !name.isEmpty, name.unicodeScalars.allSatisfy(isNamePart) else { return false }
            rest = rest[name.endIndex...]
        }
        if rest.isEmpty { return true }
        guard rest.first == ":", rest.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(rest.dropFirst())
        else { return false }
        return (1...65535).contains(port)
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_": true
        default: !scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        }
    }

    /// Whether a key may travel there: encrypted, or no further than this machine.
    static func isProtected(_ url: String) -> Bool {
        guard url.hasPrefix("http://") else { return true }
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        if authority == "[::1]" || authority.hasPrefix("[::1]:") { return true }
        return isLoopback(authority.prefix { $0 != ":" })
    }

    /// `localhost`, `127.0.0.1` and its like, `::1`.
    static func isLoopback(_ host: some StringProtocol) -> Bool {
        let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        let isLoopback4 = octets.count == 4 && octets.allSatisfy { $0 != nil } && octets[0] == 127
        return host == "localhost" || host == "::1" || isLoopback4
    }

    private static let versions: Set<String> = ["v1", "v1beta", "v1alpha"]
}
