import FoundationEssentials
import StudioCore

/// The bytes of a session file as records: the pure half of opening one.
struct SessionReading: Hashable, Sendable {
    var records: [SessionRecord] = []
    /// What was passed over: lines half written, or of a kind a later version has.
    var notes: [String] = []
    /// The last line has no end: a crash cut it short.
    var isTorn = false

    /// - Throws: when the format is newer, or the file is no session.
    static func read(_ bytes: [UInt8], path: String) async throws(SessionFailure) -> SessionReading {
        let lines = ByteLines.ranges(bytes)
        let isTorn = !(bytes.last.map { $0 == 0x0A } ?? true)
        if let first = lines.first { try checkVersion(bytes[first], path: path) }
        var reading = SessionReading(isTorn: isTorn)
        for (index, record) in await decode(bytes, lines).enumerated() {
            if let record {
                reading.records.append(record)
            } else {
                reading.notes.append("Line \(index + 1) of \(path) cannot be read and was passed over.")
            }
        }
        guard !reading.records.isEmpty else {
            // The very first line may have been cut short; anything else without one record is not ours.
            if lines.isEmpty || lines.count == 1 && isTorn && bytes.first == UInt8(ascii: "{") { return reading }
            throw .notASession(path: path, reason: "no line of it is a session record")
        }
        let isOurs = reading.records.contains { record in
            switch record {
            case .session, .turn: true
            case .result, .selected: false
            }
        }
        // A damaged first line takes the name with it, which the file has too; what was paid for stays.
        guard isOurs else { throw .notASession(path: path, reason: "no line of it begins a session or a turn") }
        return reading
    }

    private static func checkVersion(_ line: ArraySlice<UInt8>, path: String) throws(SessionFailure) {
        struct Version: Decodable { var v: Int }
        guard let version = try? JSONDecoder().decode(Version.self, from: Data(line)) else { return }
        if version.v > SessionRecord.currentVersion { throw .newerVersion(version.v) }
    }

    /// Decodes on all cores; nil for a line that cannot be read.
    private static func decode(_ bytes: [UInt8], _ lines: [Range<Int>]) async -> [SessionRecord?] {
        let size = 512
        guard lines.count > size else { return decode(bytes, lines[...]) }
        return await withTaskGroup(of: (Int, [SessionRecord?]).self) { group in
            for start in stride(from: 0, to: lines.count, by: size) {
                group.addTask { (start, decode(bytes, lines[start..<min(lines.count, start + size)])) }
            }
            var pieces: [Int: [SessionRecord?]] = [:]
            for await (start, records) in group { pieces[start] = records }
            return pieces.keys.sorted().flatMap { pieces[$0] ?? [] }
        }
    }

    private static func decode(_ bytes: [UInt8], _ lines: ArraySlice<Range<Int>>) -> [SessionRecord?] {
        let decoder = JSONCoding.decoder()
        return lines.map { line in
            bytes[line].withUnsafeBufferPointer { SessionScanner.record($0) }
                ?? (try? decoder.decode(SessionRecord.self, from: Data(bytes[line])))
        }
    }

    /// The session as it stands. It is called what its file is called, whatever the file was called before.
    func tree(name: String, createdAt: Date) -> SessionTree {
        var tree = SessionTree(name: name, createdAt: createdAt)
        for record in records { tree.apply(record) }
        if tree.name != name { tree.apply(.session(name: name, createdAt: tree.createdAt)) }
        return tree
    }
}
