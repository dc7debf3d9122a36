import Glibc
import NIOPosix

/// Looks up names, as the system does it.
package enum LinkResolver {
    struct NotFound: Error {}

    /// The addresses of a name in the order in which they should be tried, on another thread.
    package static func system(_ host: String) async throws -> [IPAddress] {
        try await NIOThreadPool.singleton.runIfActive { try addresses(of: host) }
    }

    private static func addresses(of host: String) throws -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { throw NotFound() }
        defer { freeaddrinfo(first) }
        var found: [IPAddress] = []
        var next = first
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr.flatMap({ address($0, family: entry.ai_family) }),
                !found.contains(address)
            else { continue }
            found.append(address)
        }
        return found
    }

    private static func address(_ pointer: UnsafeMutablePointer<sockaddr>, family: Int32) -> IPAddress? {
        let raw = UnsafeRawPointer(pointer)
        switch family {
        case AF_INET:
            let address = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            return IPAddress(bytes: withUnsafeBytes(of: address) { Array($0) })
        case AF_INET6:
            let address = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return IPAddress(bytes: withUnsafeBytes(of: address) { Array($0) })
        default: return nil
        }
    }
}
