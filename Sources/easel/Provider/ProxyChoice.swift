import Providers
import StudioCore

/// Which proxy a request goes through, by the variables that terminal programs share.
enum ProxyChoice {
    /// - Returns: nil for a direct connection, as to this machine always: a key may go there unencrypted, but not further.
    /// - Throws: the variable that holds no address; the request must not slip past the proxy then.
    static func proxy(for url: String, _ environment: Environment) throws(TurnFailure) -> ProxySettings? {
        guard let (scheme, host, port) = parts(url), !BaseURL.isLoopback(host) else { return nil }
        if let list = environment.first(of: ["NO_PROXY", "no_proxy"])?.value, isExempt(host, port, list) { return nil }
        // The lower-case form of HTTP_PROXY only: the other can be forged by a web server's request header.
        let names =
            scheme == "https"
            ? ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
            : ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"]
        guard let (name, value) = environment.first(of: names) else { return nil }
        guard let (kind, proxyHost, proxyPort) = parts(value.contains("://") ? value : "http://" + value) else {
            throw .usage(
                "\(name) is no address of a proxy.", advice: "Write it as http://host:port or socks5://host:port.")
        }
        let (user, password) = credentials(value)
        switch kind {
        case "http":
            return ProxySettings(
                kind: .http, host: proxyHost, port: proxyPort ?? 8080, user: user, password: password)
        case "socks5", "socks5h", "socks":
            guard user == nil else {
                throw .usage(
                    "\(name) has a user name for a SOCKS proxy, which Easel cannot give.",
                    advice: "An http:// proxy may ask for one; a SOCKS proxy must let this machine in without.")
            }
            return ProxySettings(kind: .socks, host: proxyHost, port: proxyPort ?? 1080)
        default:
            throw .usage(
                "\(name) wants a proxy of kind “\(kind)”, which Easel cannot use.",
                advice: "http:// and socks5:// proxies work.")
        }
    }

    /// `*`, `host`, `.domain`, `domain` for all below it, `host:port`.
    static func isExempt(_ host: String, _ port: Int?, _ list: String) -> Bool {
        list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { entry in
            var name = entry.lowercased()
            if name == "*" { return true }
            if let colon = name.lastIndex(of: ":"), let wanted = Int(name[name.index(after: colon)...]) {
                guard wanted == port else { return false }
                name = String(name[..<colon])
            }
            if name.hasPrefix("*") { name.removeFirst() }
            if name.hasPrefix(".") { name.removeFirst() }
            return !name.isEmpty && (host == name || host.hasSuffix("." + name))
        }
    }

    /// Scheme, host and port, without a name and password before them.
    private static func parts(_ url: String) -> (scheme: String, host: String, port: Int?)? {
        guard let mark = url.firstRange(of: "://") else { return nil }
        let scheme = url[..<mark.lowerBound].lowercased()
        var authority = url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" }
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let rest = authority[authority.index(after: end)...]
            let host = authority[authority.index(after: authority.startIndex)..<end].lowercased()
            if rest.isEmpty { return (scheme, host, nil) }
            guard rest.first == ":", let port = port(rest.dropFirst()) else { return nil }
            return (scheme, host, port)
        }
        let pieces = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = pieces.first, !host.isEmpty, pieces.count <= 2 else { return nil }
        if pieces.count == 2, port(pieces[1]) == nil { return nil }
        return (scheme, host.lowercased(), pieces.count == 2 ? port(pieces[1]) : scheme == "https" ? 443 : nil)
    }

    /// The name and password before the host, percent-encoded as in any address.
    private static func credentials(_ url: String) -> (user: String?, password: String?) {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard let at = authority.lastIndex(of: "@"), at > authority.startIndex else { return (nil, nil) }
        let pieces = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (percentDecoded(pieces[0]), pieces.count > 1 ? percentDecoded(pieces[1]) : nil)
    }

    /// What is no `%` and two digits stays as it is: passwords are pasted as they are, too.
    private static func percentDecoded(_ text: Substring) -> String {
        var rest = Array(text.utf8)[...]
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func port(_ text: Substring) -> Int? {
        Int(text).flatMap { (1...65535).contains($0) ? $0 : nil }
    }
}
