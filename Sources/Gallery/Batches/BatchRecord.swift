package import FoundationEssentials
package import StudioCore

/// One line of a batch's file: the file is nothing but these, in the order they happened.
package enum BatchRecord: Hashable, Sendable {
    /// Always the first line: where the requests came from first, absolute; `-` for standard input.
    case batch(file: String, at: Date)
    /// A request is about to be handed in as that turn; written before anything of it is.
    case begun(key: String, turn: TurnID, at: Date)
    /// The turn's pictures were copied to where they were wanted.
    case copied(turn: TurnID, output: String)
}

extension BatchRecord: Codable {
    package static let currentVersion = 1

    enum CodingKeys: String, CodingKey { case v, type, file, at, key, turn, output }
    enum Kind: String, Codable { case batch, begun, copied }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        switch try c.decode(Kind.self, forKey: .type) {
        case .batch:
            self = .batch(
                file: try c.decode(String.self, forKey: .file), at: try c.decode(Date.self, forKey: .at))
        case .begun:
            self = .begun(
                key: try c.decode(String.self, forKey: .key), turn: try c.decode(TurnID.self, forKey: .turn),
                at: try c.decode(Date.self, forKey: .at))
        case .copied:
            self = .copied(
                turn: try c.decode(TurnID.self, forKey: .turn), output: try c.decode(String.self, forKey: .output))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.container(keyedBy: CodingKeys.self)
        try c.encode(Self.currentVersion, forKey: .v)
        switch self {
        case .batch(let file, let at):
            try c.encode(Kind.batch, forKey: .type)
            try c.encode(file, forKey: .file)
            try c.encode(at, forKey: .at)
        case .begun(let key, let turn, let at):
            try c.encode(Kind.begun, forKey: .type)
            try c.encode(key, forKey: .key)
            try c.encode(turn, forKey: .turn)
            try c.encode(at, forKey: .at)
        case .copied(let turn, let output):
            try c.encode(Kind.copied, forKey: .type)
            try c.encode(turn, forKey: .turn)
            try c.encode(output, forKey: .output)
        }
    }
}
