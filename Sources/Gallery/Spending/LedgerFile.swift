import FoundationEssentials
import Glibc
package import StudioCore

/// What was spent, on disk: one line before a request leaves and one with its outcome.
package actor LedgerFile: SpendLedger {
    private let path: String
    private let folder: String

    package init(folders: Folders) {
        path = folders.ledger
        folder = folders.state
    }

    package func append(_ entry: LedgerEntry) throws(StoreFailure) {
        guard let data = try? JSONCoding.encoder().encode(LedgerLine(v: 1, entry: entry)) else {
            throw StoreFailure(.io, path: path, message: "A ledger row cannot be written as JSON.", advice: "Report this as a bug.")
        }
        try SafeFile.makeFolder(folder)
        let handle = try OpenFile(path: path, flags: O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW)
        _ = fchmod(handle.descriptor, 0o600)
        try handle.write(Array(data) + [0x0A])
        try handle.sync()
    }

    /// All rows that can be read, oldest first.
    package nonisolated static func read(folders: Folders) -> [LedgerEntry] {
        guard let bytes = try? SafeFile.read(folders.ledger) else { return [] }
        let decoder = JSONCoding.decoder()
        return bytes.split(separator: 0x0A).compactMap { line in
            guard let row = try? decoder.decode(LedgerLine.self, from: Data(line)), row.v == 1 else { return nil }
            return row.entry
        }
    }
}

/// A row with its version, flat.
private struct LedgerLine: Codable {
    var v: Int
    var entry: LedgerEntry

    init(v: Int, entry: LedgerEntry) {
        self.v = v
        self.entry = entry
    }

    enum CodingKeys: String, CodingKey { case v }

    init(from decoder: any Decoder) throws {
        v = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .v)
        entry = try LedgerEntry(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try entry.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(v, forKey: .v)
    }
}
