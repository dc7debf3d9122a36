import FoundationEssentials
import StudioCore

/// A row of the ledger with the version of its format, flat.
struct LedgerLine: Codable, Hashable {
    static let currentVersion = 1

    var v = currentVersion
    var entry: LedgerEntry

    init(entry: LedgerEntry) { self.entry = entry }

    enum CodingKeys: String, CodingKey { case v }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        v = try container.decode(Int.self, forKey: .v)
        guard v <= Self.currentVersion else {
            throw DecodingError.dataCorruptedError(forKey: .v, in: container, debugDescription: "newer")
        }
        entry = try LedgerEntry(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try entry.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(v, forKey: .v)
    }

    static func entries(_ bytes: [UInt8], path: String) -> (entries: [LedgerEntry], notes: [String]) {
        let decoder = JSONCoding.decoder()
        var entries: [LedgerEntry] = []
        var notes: [String] = []
        for (index, line) in bytes.split(separator: 0x0A).enumerated() {
            if let row = try? decoder.decode(LedgerLine.self, from: Data(line)) {
                entries.append(row.entry)
            } else {
                notes.append("Line \(index + 1) of \(path) cannot be read (or is of a newer Easel) and is not counted.")
            }
        }
        return (entries, notes)
    }
}
