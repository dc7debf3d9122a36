import FoundationEssentials
package import StudioCore

extension Sidecar {
    /// The sidecar's place beside its picture: the same stem.
    package static func path(for picture: String) -> String {
        guard let dot = picture.lastIndex(of: "."), !picture[dot...].contains("/") else { return picture + ".json" }
        return picture[..<dot] + ".json"
    }

    /// Reads the one beside a picture (absolute path). It may be a file from anywhere: at most 4 MB of it are looked at.
    /// - Returns: nil when there is none, or one that is not ours.
    /// - Throws: when it was written by a newer Easel, or the disk says no. The file is left as it is.
    package static func read(beside picture: String) throws(StoreFailure) -> Sidecar? {
        let path = path(for: picture)
        guard SafeFile.exists(path) else { return nil }
        return try decode(try SafeFile.read(path, limit: limit), path: path)
    }

    /// Of a file from anywhere.
    static let limit = 4 << 20

    static func decode(_ bytes: [UInt8], path: String) throws(StoreFailure) -> Sidecar? {
        let quick = bytes.withUnsafeBufferPointer { SidecarScanner.sidecar($0) }
        return if let quick { quick } else { try decodeSlowly(Data(bytes), path: path) }
    }

    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, path: String) throws(StoreFailure) -> Sidecar? {
        if let quick = SidecarScanner.sidecar(bytes) { return quick }
        return try decodeSlowly(Data(bytes), path: path)
    }

    /// By the decoder, which has the word.
    static func decodeSlowly(_ bytes: Data, path: String) throws(StoreFailure) -> Sidecar? {
        struct Version: Decodable { var schema: Int }
        let decoder = JSONCoding.decoder()
        guard let version = try? decoder.decode(Version.self, from: bytes) else { return nil }
        guard version.schema <= currentSchema else {
            throw StoreFailure(
                .io, path: path, message: "\(path) was written by a newer Easel (schema \(version.schema)).",
                advice: "It is left untouched; update Easel to read it.")
        }
        return try? decoder.decode(Sidecar.self, from: bytes)
    }

    func encoded(path: String) throws(StoreFailure) -> [UInt8] {
        do {
            return Array(try JSONCoding.encoder(pretty: true).encode(self)) + [0x0A]
        } catch {
            throw .notEncodable(path)
        }
    }

    /// Writes it beside its picture. One of a newer Easel, or of other bytes, is not replaced; what stands in an earlier one
    /// and is not known here stays, as do the person's marks.
    func write(beside picture: String) throws(StoreFailure) {
        let path = Self.path(for: picture)
        var bytes = try encoded(path: path)
        if let earlier = try Self.read(beside: picture) {
            guard earlier.sha256 == sha256 else {
                throw StoreFailure(
                    .io, path: path, message: "\(path) describes another picture.",
                    advice: "It is left untouched; move it away to have this picture described.")
            }
            bytes = Self.merged(bytes, into: try SafeFile.read(path, limit: Self.limit))
        }
        try SafeFile.write(bytes, to: path, .replacing)
    }

    /// What is new over what was there: members that this version does not know are kept.
    static func merged(_ new: [UInt8], into earlier: [UInt8]) -> [UInt8] {
        guard let fresh = JSONMembers(new), let old = JSONMembers(earlier) else { return new }
        var result = fresh
        for member in old.members where !result.members.contains(where: { $0.name == member.name }) {
            let name = String(decoding: member.name.dropFirst().dropLast(), as: UTF8.self)
            // Marks are the person's, and go only where they themselves take them away.
            if CodingKeys(stringValue: name) == nil || name == CodingKeys.marks.rawValue {
                result.set(name, to: member.value)
            }
        }
        return result.bytes() + [0x0A]
    }

    /// The bytes of a sidecar with other marks and everything else as it was, to the byte; what a mark itself has that is
    /// not known here stays too.
    /// - Returns: nil when the bytes are not one object.
    static func marked(_ bytes: [UInt8], _ marks: Marks) throws -> [UInt8]? {
        guard var members = JSONMembers(bytes) else { return nil }
        var inner = members[CodingKeys.marks.rawValue].flatMap { JSONMembers($0) } ?? JSONMembers()
        for key in Marks.CodingKeys.allCases { inner.set(key.rawValue, to: nil) }
        let encoded = JSONMembers(Array(try JSONCoding.encoder(pretty: true).encode(marks))) ?? JSONMembers()
        for member in encoded.members {
            let name = String(decoding: member.name.dropFirst().dropLast(), as: UTF8.self)
            // One step further in: a line break inside a value is between its parts, never in a text.
            inner.set(name, to: member.value.flatMap { $0 == 0x0A ? [$0, 0x20, 0x20] : [$0] })
        }
        members.set(CodingKeys.marks.rawValue, to: inner.members.isEmpty ? nil : inner.bytes(depth: 1))
        return members.bytes() + [0x0A]
    }
}
