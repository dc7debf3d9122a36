import FoundationEssentials
import StudioCore

/// A vote with the version of its format, flat.
struct VoteLine: Codable, Hashable {
    static let currentVersion = 1

    var v = currentVersion
    var vote: Vote

    init(vote: Vote) { self.vote = vote }

    enum CodingKeys: String, CodingKey { case v }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        v = try container.decode(Int.self, forKey: .v)
        guard v <= Self.currentVersion else {
            throw DecodingError.dataCorruptedError(forKey: .v, in: container, debugDescription: "newer")
        }
        vote = try Vote(from: decoder)
        guard vote.isValid else {
            throw DecodingError.dataCorruptedError(forKey: .v, in: container, debugDescription: "no vote")
        }
    }

    func encode(to encoder: any Encoder) throws {
        try vote.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(v, forKey: .v)
    }

    static func votes(_ bytes: [UInt8], path: String) -> (votes: [Vote], notes: [String]) {
        let decoder = JSONCoding.decoder()
        var votes: [Vote] = []
        var notes: [String] = []
        for (index, line) in bytes.split(separator: 0x0A).enumerated() {
            if let row = try? decoder.decode(VoteLine.self, from: Data(line)) {
                votes.append(row.vote)
            } else {
                notes.append("Line \(index + 1) of \(path) cannot be read (or is of a newer Easel) and is not counted.")
            }
        }
        return (votes, notes)
    }
}
