import FoundationEssentials
import StudioCore

/// `intent.json` of a staging folder: what was asked for, before it was.
struct IntentFile: Hashable, Codable {
    static let name = "intent.json"
    static let currentVersion = 1

    /// Which process had the request, for a person who looks. Whether it lives is told by its lock on the file.
    struct Owner: Hashable, Codable {
        var pid: Int32
        /// In clock ticks since the machine started, as `/proc` has it.
        var started: Int
    }

    var v = currentVersion
    var session: String
    var turn: Turn
    var variant: Int
    var branch: [TurnID]
    /// SHA-256 of all that was asked: two requests with the same one ask for the same.
    var request: String
    var estimate: Cost
    var at: Date
    /// Seconds east of Greenwich on the clock that pictures of this turn are named by.
    var offset: Int
    var owner: Owner

    init(_ intent: RequestIntent, offset: Int, owner: Owner) throws {
        session = intent.session
        turn = intent.turn
        variant = intent.variant
        branch = intent.branch
        estimate = intent.estimate
        at = intent.at
        self.offset = offset
        self.owner = owner
        request = FileDigest.sha256(try JSONCoding.line(Asked(intent)))
    }

    var intent: RequestIntent {
        RequestIntent(session: session, turn: turn, variant: variant, branch: branch, estimate: estimate, at: at)
    }

    /// What a request consists of, whoever asks and whenever.
    private struct Asked: Encodable {
        var prompt: String
        var settings: TurnSettings
        var references: [String]
        var branch: [TurnID]
        var parentVariant: Int
        var variant: Int

        init(_ intent: RequestIntent) {
            prompt = intent.turn.prompt
            settings = intent.turn.settings
            references = intent.turn.references.map(\.sha256)
            branch = intent.branch
            parentVariant = intent.turn.parentVariant
            variant = intent.variant
        }
    }
}

extension IntentFile {
    enum Reading: Hashable {
        case intent(IntentFile)
        /// Written by a newer Easel.
        case newer(Int)
        case unreadable
    }

    static func read(_ bytes: [UInt8]) -> Reading {
        struct Version: Decodable { var v: Int }
        let decoder = JSONCoding.decoder()
        guard let version = try? decoder.decode(Version.self, from: Data(bytes)) else { return .unreadable }
        guard version.v <= currentVersion else { return .newer(version.v) }
        guard let file = try? decoder.decode(IntentFile.self, from: Data(bytes)), SessionName.isValid(file.session),
            (0..<64).contains(file.variant), (1...64).contains(file.turn.settings.count), file.turn.result == nil
        else { return .unreadable }
        return .intent(file)
    }
}
