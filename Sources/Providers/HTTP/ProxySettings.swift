/// The proxy of a transport. Which one, if any, is the caller's business: `HTTPS_PROXY`, `NO_PROXY` and their kin are read
/// where the environment is.
package struct ProxySettings: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case http, socks }
    package var kind: Kind
    package var host: String
    package var port: Int
    /// For HTTP proxies that ask who it is.
    package var user: String?
    package var password: String?

    package init(kind: Kind, host: String, port: Int, user: String? = nil, password: String? = nil) {
        self.kind = kind
        self.host = host
        self.port = port
        self.user = user
        self.password = password
    }
}

/// This machine, by the names and numbers that can be nothing else.
enum Loopback {
    static func contains(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return octets.count == 4 && octets.allSatisfy { $0 != nil } && octets[0] == 127
    }
}
