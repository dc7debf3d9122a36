/// The address of an endpoint as people paste it, made the one that dialects build on.
enum BaseURL {
    /// Takes off what belongs to a single call (`/v1`, `/v1beta`, `/chat/completions`, a model's path, a slash at the end,
    /// query and fragment). Scheme and host become lower case.
    /// - Returns: nil when it is no http or https address.
    static func normalised(_ text: String) -> String? {
        var rest = text.prefix { !$0.isWhitespace && $0 != "?" && $0 != "#" }[...]
        guard let mark = rest.firstRange(of: "://") else { return nil }
        let scheme = rest[..<mark.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { return nil }
        rest = rest[mark.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let host = rest[..<slash].lowercased()
        // A name and password in the address would end in logs and error texts.
        guard !host.isEmpty, !host.contains("@"), !host.hasPrefix(":") else { return nil }
        var segments = rest[slash...].split(separator: "/").map(String.init)
        if let version = segments.firstIndex(where: { versions.contains($0.lowercased()) }) {
            segments.removeSubrange(version...)
        } else if segments.count >= 2, segments.suffix(2) == ["chat", "completions"] {
            segments.removeLast(2)
        }
        return (["\(scheme)://\(host)"] + segments).joined(separator: "/")
    }

    /// Whether a key may travel there: encrypted, or no further than this machine.
    static func isProtected(_ url: String) -> Bool {
        guard url.hasPrefix("http://") else { return true }
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        let isLoopback4 = octets.count == 4 && octets.allSatisfy { $0 != nil } && octets[0] == 127
        return host == "localhost" || host == "[::1]" || isLoopback4
    }

    private static let versions: Set<String> = ["v1", "v1beta", "v1alpha"]
}
