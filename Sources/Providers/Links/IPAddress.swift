import Glibc

/// An address as a connection is made to it, and whether it belongs to the public internet.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16, as on the wire.
    package let bytes: [UInt8]

    /// - Parameter text: in its one ordinary form: `192.0.2.7`, `2001:db8::7`.
    package init?(_ text: String) {
        var storage = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &storage) == 1 {
            bytes = Array(storage[..<4])
        } else if inet_pton(AF_INET6, text, &storage) == 1 {
            bytes = storage
        } else {
            return nil
        }
    }

    /// - Parameter bytes: 4 or 16.
    init(bytes: [UInt8]) { self.bytes = bytes }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let isDone = inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil
        return isDone ? String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : "?"
    }

    /// Neither this machine nor its network nor anything reserved (the IANA special-purpose registries of both kinds).
    package var isPublic: Bool { bytes.count == 4 ? Self.isPublic4(bytes) : isPublic6 }

    private static func isPublic4(_ bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (224...255, _, _): false
        case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (198, 18...19, _): false
        case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113): false
        default: true
        }
    }

    private var isPublic6: Bool {
        func begins(_ prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }
        // What only carries an older address goes by that one: mapped, translated, tunnelled.
        if begins([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) || begins([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return Self.isPublic4(Array(bytes[12...]))
        }
        if begins([0x20, 0x02]) { return Self.isPublic4(Array(bytes[2..<6])) }
        // Only 2000::/3 is in use; of that, not: protocols and Teredo, documentation.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        let isProtocols = begins([0x20, 0x01]) && bytes[2] < 0x02
        let isDocumentation = begins([0x20, 0x01, 0x0D, 0xB8]) || (begins([0x3F, 0xFF]) && bytes[2] < 0x10)
        return !isProtocols && !isDocumentation
    }
}
