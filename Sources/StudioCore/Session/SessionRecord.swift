package import FoundationEssentials

/// One line of a session file: the file is nothing but these, in the order they happened.
package enum SessionRecord: Hashable, Sendable {
    /// Always the first line.
    case session(name: String, createdAt: Date)
    /// A turn was submitted; written before anything is sent.
    case turn(Turn)
    case result(TurnID, TurnResult)
    /// The person went to this turn; nil is the empty page before the first.
    case selected(TurnID?)
}

extension SessionRecord: Codable {
    package static let currentVersion = 1

    enum CodingKeys: String, CodingKey { case v, type, name, created, turn, id, result }
    enum Kind: String, Codable { case session, turn, result, selected }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        switch try c.decode(Kind.self, forKey: .type) {
        case .session:
            let version = try c.decode(Int.self, forKey: .v)
            guard version <= Self.currentVersion else { throw SessionFailure.newerVersion(version) }
            self = .session(
                name: try c.decode(String.self, forKey: .name), createdAt: try c.decode(Date.self, forKey: .created))
        case .turn: self = .turn(try c.decode(Turn.self, forKey: .turn))
        case .result:
            self = .result(try c.decode(TurnID.self, forKey: .id), try c.decode(TurnResult.self, forKey: .result))
        case .selected: self = .selected(try c.decodeIfPresent(TurnID.self, forKey: .id))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .session(let name, let createdAt):
            try c.encode(Self.currentVersion, forKey: .v)
            try c.encode(Kind.session, forKey: .type)
            try c.encode(name, forKey: .name)
            try c.encode(createdAt, forKey: .created)
        case .turn(let turn):
            try c.encode(Kind.turn, forKey: .type)
            try c.encode(turn, forKey: .turn)
        case .result(let id, let result):
            try c.encode(Kind.result, forKey: .type)
            try c.encode(id, forKey: .id)
            try c.encode(result, forKey: .result)
        case .selected(let id):
            try c.encode(Kind.selected, forKey: .type)
            try c.encodeIfPresent(id, forKey: .id)
        }
    }
}

/// What can be wrong with a session.
package enum SessionFailure: Error, Hashable, Sendable {
    case newerVersion(Int)
    case notASession(path: String, reason: String)
    case unreadable(path: String, reason: String)
    case notWritten(path: String, reason: String)
    case noSuchTurn(TurnID)
    case inUse(name: String)

    /// What happened and what to do, for a person.
    package var message: String {
        switch self {
        case .newerVersion(let version):
            "This session was written by a newer Easel (format \(version)). It is left untouched; update Easel to open it."
        case .notASession(let path, let reason):
            "\(path) is not a session file: \(reason). It is left untouched."
        case .unreadable(let path, let reason): "Cannot read \(path): \(reason)."
        case .notWritten(let path, let reason):
            "Cannot write \(path): \(reason.last == "." ? String(reason.dropLast()) : reason). Free some space or fix its permissions; nothing was sent."
        case .noSuchTurn(let id): "There is no turn \(id) in this session. “easel sessions show” lists its turns."
        case .inUse(let name): "The session “\(name)” is open in another Easel."
        }
    }
}
