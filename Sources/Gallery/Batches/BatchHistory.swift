import FoundationEssentials
package import StudioCore

/// What earlier runs of a batch have begun: a fold of its records.
package struct BatchHistory: Hashable, Sendable {
    /// Where the requests came from first; nil: nothing was begun yet.
    package private(set) var file: String?
    /// The turns of each request, oldest first: more than one where a person asked for it again.
    package private(set) var begun: [String: [TurnID]] = [:]
    /// Where the pictures of a turn were copied to.
    package private(set) var copies: [TurnID: Set<String>] = [:]

    package init() {}

    /// All turns of the batch.
    package var turns: Set<TurnID> { Set(begun.values.joined()) }

    package mutating func apply(_ record: BatchRecord) {
        switch record {
        case .batch(let file, _): self.file = file
        case .begun(let key, let turn, _): begun[key, default: []].append(turn)
        case .copied(let turn, let output): copies[turn, default: []].insert(output)
        }
    }

    /// - Parameter bytes: whole lines.
    /// - Throws: when a line cannot be read, or is of a newer version: whoever does not know all that was begun would send
    ///   some of it twice.
    init(_ bytes: ArraySlice<UInt8>, path: String) throws(StoreFailure) {
        struct Version: Decodable { var v: Int }
        let decoder = JSONCoding.decoder()
        for (index, line) in bytes.split(separator: 0x0A).enumerated() {
            let data = Data(line)
            if let version = try? decoder.decode(Version.self, from: data), version.v > BatchRecord.currentVersion {
                throw StoreFailure(
                    .io, path: path, message: "\(path) was written by a newer Easel (format \(version.v)).",
                    advice: "Update Easel to go on with this batch. Nothing was sent.")
            }
            guard let record = try? decoder.decode(BatchRecord.self, from: data) else {
                throw StoreFailure(
                    .io, path: path,
                    message:
                        "Line \(index + 1) of \(path) cannot be read: what was sent already is not known for certain.",
                    advice: "Nothing was sent. Repair the line; without the file the whole batch would be sent anew.")
            }
            apply(record)
        }
    }
}
