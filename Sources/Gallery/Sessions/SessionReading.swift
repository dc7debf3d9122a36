import FoundationEssentials
import StudioCore

/// The bytes of a session file as records: the pure half of opening one.
enum SessionReading {
    /// Lines that cannot be read (half written, of a kind a later version has) are passed over and told; a newer format
    /// or a file that is no session is refused.
    static func records(_ bytes: [UInt8], path: String) throws(SessionFailure)
        -> (records: [SessionRecord], notes: [String])
    {
        let decoder = JSONCoding.decoder()
        var records: [SessionRecord] = []
        var notes: [String] = []
        for (index, line) in bytes.split(separator: 0x0A).enumerated() {
            do {
                records.append(try decoder.decode(SessionRecord.self, from: Data(line)))
            } catch let failure as SessionFailure {
                throw failure
            } catch {
                if index == 0 { throw .notASession(path: path, reason: "its first line is no session record") }
                notes.append("line \(index + 1) of \(path) cannot be read and was passed over")
            }
        }
        if let first = records.first {
            guard case .session = first else {
                throw .notASession(path: path, reason: "its first line is no session record")
            }
        }
        return (records, notes)
    }

    /// A session's tree, for looking only: no lock, nothing written.
    static func tree(path: String, name: String) throws(SessionFailure) -> SessionTree {
        let bytes: [UInt8]
        do throws(StoreFailure) {
            bytes = try SafeFile.read(path)
        } catch {
            throw .unreadable(path: path, reason: error.message)
        }
        var tree = SessionTree(name: name, createdAt: Date(timeIntervalSince1970: 0))
        for record in try records(bytes, path: path).records { tree.apply(record) }
        return tree
    }
}
