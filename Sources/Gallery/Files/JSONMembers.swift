/// A JSON object as its members' own bytes, so that one can be replaced and all others stay as they were written, also
/// those that nobody here knows.
struct JSONMembers: Equatable {
    struct Member: Equatable {
        /// With its quotes, as written.
        var name: [UInt8]
        var value: [UInt8]
    }

    private(set) var members: [Member]

    init(_ members: [Member] = []) { self.members = members }

    /// - Returns: nil when the bytes are not one whole object.
    init?(_ bytes: [UInt8]) {
        var walker = Walker(bytes: bytes)
        guard let members = walker.object(), walker.isAtEnd else { return nil }
        self.members = members
    }

    /// The value's bytes. Of two members with one name the last counts, as for most readers.
    subscript(name: String) -> [UInt8]? {
        let quoted = Self.quoted(name)
        return members.last { $0.name == quoted }?.value
    }

    /// nil takes the member away; a new one goes where the order of names has its place.
    mutating func set(_ name: String, to value: [UInt8]?) {
        let quoted = Self.quoted(name)
        guard let value else { return members.removeAll { $0.name == quoted } }
        if let index = members.lastIndex(where: { $0.name == quoted }) {
            members[index].value = value
        } else {
            let place = members.firstIndex { quoted.lexicographicallyPrecedes($0.name) } ?? members.endIndex
            members.insert(Member(name: quoted, value: value), at: place)
        }
    }

    /// The object as our encoder lays it out.
    /// - Parameter depth: how far inside it stands.
    func bytes(depth: Int = 0) -> [UInt8] {
        if members.isEmpty { return Array("{}".utf8) }
        let indent = Array(repeating: UInt8(ascii: " "), count: 2 * depth)
        var bytes = [UInt8(ascii: "{"), 0x0A]
        for (index, member) in members.enumerated() {
            bytes += indent + [0x20, 0x20] + member.name + Array(" : ".utf8) + member.value
            bytes += index < members.count - 1 ? [UInt8(ascii: ","), 0x0A] : [0x0A]
        }
        return bytes + indent + [UInt8(ascii: "}")]
    }

    /// Names of ours need no escapes.
    private static func quoted(_ name: String) -> [UInt8] { [0x22] + Array(name.utf8) + [0x22] }
}

/// Finds where values begin and end, and whether they are JSON at all.
private struct Walker {
    var bytes: [UInt8]
    var at = 0

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return at == bytes.count
        }
    }

    private mutating func skipSpace() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    mutating func object() -> [JSONMembers.Member]? {
        guard take("{") else { return nil }
        if take("}") { return [] }
        var members: [JSONMembers.Member] = []
        repeat {
            skipSpace()
            let nameStart = at
            guard string() else { return nil }
            let name = Array(bytes[nameStart..<at])
            guard take(":") else { return nil }
            skipSpace()
            let start = at
            guard value(depth: 0) else { return nil }
            members.append(JSONMembers.Member(name: name, value: Array(bytes[start..<at])))
        } while take(",")
        return take("}") ? members : nil
    }

    private mutating func value(depth: Int) -> Bool {
        skipSpace()
        guard at < bytes.count, depth < 64 else { return false }
        switch bytes[at] {
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "{"):
            at += 1
            if take("}") { return true }
            repeat {
                skipSpace()
                guard string(), take(":"), value(depth: depth + 1) else { return false }
            } while take(",")
            return take("}")
        case UInt8(ascii: "["):
            at += 1
            if take("]") { return true }
            repeat { guard value(depth: depth + 1) else { return false } } while take(",")
            return take("]")
        default:
            let start = at
            while at < bytes.count, Self.isPlain(bytes[at]) { at += 1 }
            let word = bytes[start..<at]
            if ["true", "false", "null"].contains(where: { word.elementsEqual($0.utf8) }) { return true }
            return Double(String(decoding: word, as: UTF8.self)) != nil && word.first != UInt8(ascii: "+")
                && word.allSatisfy { !(0x61...0x7A).contains($0) || $0 == UInt8(ascii: "e") }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "E")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private mutating func string() -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return false }
        at += 1
        while at < bytes.count, bytes[at] >= 0x20 {
            if bytes[at] == UInt8(ascii: "\"") {
                at += 1
                return true
            }
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        return false
    }
}
