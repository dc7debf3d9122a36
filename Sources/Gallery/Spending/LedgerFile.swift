package import FoundationEssentials
import Glibc
package import StudioCore

/// What was spent, on disk: one line before a request leaves and one with its outcome. Several studios write the same
/// file, each line under a lock.
package actor LedgerFile: SpendLedger {
    /// Why so much more may not be spent on a day that has cost so much already; nil when it may.
    package typealias Cap = @Sendable (_ estimate: Cost, _ spent: Double) -> TurnFailure?

    private let folders: Folders
    private let cap: Cap?

    /// - Parameter cap: nil for none.
    package init(folders: Folders, cap: Cap? = nil) {
        self.folders = folders
        self.cap = cap
    }

    package func append(_ entry: LedgerEntry) throws(StoreFailure) {
        _ = try write(entry, unless: nil)
    }

    package func reserve(_ entry: LedgerEntry) throws(TurnFailure) {
        let refusal: TurnFailure?
        do throws(StoreFailure) {
            refusal = try write(entry, unless: cap)
        } catch {
            throw error.asTurnFailure
        }
        if let refusal { throw refusal }
    }

    /// - Returns: why nothing was written; nil when it was.
    private func write(_ entry: LedgerEntry, unless cap: Cap?) throws(StoreFailure) -> TurnFailure? {
        let path = folders.ledger
        guard let line = try? JSONCoding.line(LedgerLine(entry: entry)) else { throw .notEncodable(path) }
        try SafeFile.makeFolder(folders.state)
        let isNew = !SafeFile.exists(path)
        let file = try OpenFile(path: path, flags: O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW)
        while flock(file.descriptor, LOCK_EX) != 0 {
            if errno != EINTR { throw .from(errno, doing: "lock", path) }
        }
        // Under the lock: whoever asks at the same time sees this row, or this one theirs.
        if let cap, let refusal = cap(entry.cost, try Self.spent(onDayOf: entry.at, folders)) { return refusal }
        let end = try file.status().st_size
        var last: UInt8 = 0x0A
        if end > 0, pread(file.descriptor, &last, 1, end - 1) != 1 { throw .from(EIO, doing: "read", path) }
        do throws(StoreFailure) {
            // Half a line that a crash left ends here.
            try file.write(last == 0x0A ? line : [0x0A] + line)
        } catch {
            ftruncate(file.descriptor, end)
            throw error
        }
        try file.sync()
        if isNew { try SafeFile.syncFolder(folders.state) }
        return nil
    }

    /// The most that the local day of `date` can have cost. Only rows near that day are parsed.
    package nonisolated static func spent(
        onDayOf date: Date, _ folders: Folders, time: LocalTime = .system
    ) throws(StoreFailure) -> Double {
        guard SafeFile.exists(folders.ledger) else { return 0 }
        let bytes = try SafeFile.read(folders.ledger)
        // Rows have the day of Greenwich, and a turn may be settled the day after.
        let days = [-1, 0, 1].map { Array(CivilTime(date, offset: $0 * 86_400).dayText.utf8) }
        let decoder = JSONCoding.decoder()
        let entries = ByteLines.ranges(bytes).compactMap { line -> LedgerEntry? in
            guard days.contains(where: { ByteLines.contains($0, in: bytes, line) }) else { return nil }
            return try? decoder.decode(LedgerLine.self, from: Data(bytes[line])).entry
        }
        return Spend.atMost(onDayOf: date, entries, time: time)
    }

    /// All rows that can be read, oldest first, and what was passed over. No ledger is an empty one.
    package nonisolated static func read(_ folders: Folders) throws(StoreFailure)
        -> (entries: [LedgerEntry], notes: [String])
    {
        guard SafeFile.exists(folders.ledger) else { return ([], []) }
        return LedgerLine.entries(try SafeFile.read(folders.ledger), path: folders.ledger)
    }

    /// Which rows it has of some turns. Only lines that name one of them are parsed; a ledger that cannot be read has none.
    package nonisolated static func states(
        of turns: Set<TurnID>, in folders: Folders
    ) -> [TurnID: Set<LedgerEntry.State>] {
        guard !turns.isEmpty, let bytes = try? SafeFile.read(folders.ledger) else { return [:] }
        var states: [TurnID: Set<LedgerEntry.State>] = [:]
        let decoder = JSONCoding.decoder()
        let key = Array("\"turn\":\"".utf8)
        for line in ByteLines.ranges(bytes) {
            guard let start = ByteLines.index(of: key, in: bytes, line) else { continue }
            let value = bytes[(start + key.count)..<line.upperBound].prefix { $0 != UInt8(ascii: "\"") }
            guard turns.contains(TurnID(String(decoding: value, as: UTF8.self))),
                let row = try? decoder.decode(LedgerLine.self, from: Data(bytes[line]))
            else { continue }
            states[row.entry.turn, default: []].insert(row.entry.state)
        }
        return states
    }
}
