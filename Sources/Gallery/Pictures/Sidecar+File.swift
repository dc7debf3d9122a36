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
        return try decode(try SafeFile.read(path, limit: 4 << 20), path: path)
    }

    static func decode(_ bytes: [UInt8], path: String) throws(StoreFailure) -> Sidecar? {
        struct Version: Decodable { var schema: Int }
        let decoder = JSONCoding.decoder()
        guard let version = try? decoder.decode(Version.self, from: Data(bytes)) else { return nil }
        guard version.schema <= currentSchema else {
            throw StoreFailure(
                .io, path: path, message: "\(path) was written by a newer Easel (schema \(version.schema)).",
                advice: "It is left untouched; update Easel to read it.")
        }
        return try? decoder.decode(Sidecar.self, from: Data(bytes))
    }

    func encoded(path: String) throws(StoreFailure) -> [UInt8] {
        do {
            return Array(try JSONCoding.encoder(pretty: true).encode(self)) + [0x0A]
        } catch {
            throw .notEncodable(path)
        }
    }

    /// Writes it beside its picture. One of a newer Easel, or of other bytes, is not replaced.
    func write(beside picture: String) throws(StoreFailure) {
        let path = Self.path(for: picture)
        let bytes = try encoded(path: path)
        if let earlier = try Self.read(beside: picture), earlier.sha256 != sha256 {
            throw StoreFailure(
                .io, path: path, message: "\(path) describes another picture.",
                advice: "It is left untouched; move it away to have this picture described.")
        }
        try SafeFile.write(bytes, to: path, .replacing)
    }
}
