import FoundationEssentials
import StudioCore

/// Reads a sidecar as our encoder lays it out, in a twentieth of the time a `JSONDecoder` takes: a gallery has a hundred
/// thousand of them. Whatever looks unlike that is left to the decoder.
enum SidecarScanner {
    typealias Unfamiliar = JSONScanner.Unfamiliar

    /// nil: not a file this one reads, which says nothing about the file.
    static func sidecar(_ bytes: UnsafeBufferPointer<UInt8>) -> Sidecar? {
        var json = JSONScanner(bytes)
        var members = Members()
        guard (try? members.read(&json)) != nil, json.isAtEnd else { return nil }
        return Sidecar(members)
    }

    /// The members, as they follow one another.
    private static let order = Sidecar.CodingKeys.allCases.map { (name: $0.rawValue, key: $0) }
        .sorted { $0.name < $1.name }

    /// What was read so far.
    struct Members {
        var schema: Int?
        var prompt: String?
        var requested: Sidecar.Requested?
        var references: [Sidecar.SentReference]?
        var provider: String?
        var model: String?
        var modelVersion: String?
        var session: String?
        var turn: TurnID?
        var parent: TurnID?
        var parentVariant: Int?
        var variant: Int?
        var role: ImageRole?
        var isCut: Bool?
        var mime: String?
        var width: Int?
        var height: Int?
        var bytes: Int?
        var sha256: String?
        var usage: Usage?
        var cost: Cost?
        var finishReason: String?
        var created: Date?
        var elapsedSeconds: Double?
        var notes: [String]?
        var marks: Marks?

        /// - Throws: also where another program's words are in it, which are long, and few have them.
        mutating func read(_ json: inout JSONScanner) throws(Unfamiliar) {
            var next = SidecarScanner.order[...]
            try json.object { json, name throws(Unfamiliar) in
                while let first = next.first, first.name < name { next = next.dropFirst() }
                guard let key = next.first, key.name == name else { throw Unfamiliar() }
                switch key.key {
                case .bytes: bytes = try json.integer()
                case .cost: cost = try SessionScanner.cost(&json)
                case .created: created = try SessionScanner.known(Timestamp.date(try json.string()))
                case .isCut: isCut = try json.optional(JSONScanner.bool)
                case .elapsedSeconds: elapsedSeconds = try json.number()
                case .finishReason: finishReason = try json.optional(JSONScanner.text)
                case .height: height = try json.integer()
                case .marks: marks = try json.optional(SidecarScanner.marks)
                case .mime: mime = try json.string()
                case .model: model = try json.string()
                case .modelVersion: modelVersion = try json.optional(JSONScanner.text)
                case .notes: notes = try json.array(JSONScanner.text)
                case .parent: parent = try json.optional(JSONScanner.text).map { TurnID($0) }
                case .parentVariant: parentVariant = try json.integer()
                case .prompt: prompt = try json.string()
                case .provider: provider = try json.string()
                case .references: references = try json.array(SidecarScanner.reference)
                case .requested: requested = try SidecarScanner.requested(&json)
                case .role: role = try SessionScanner.word(&json)
                case .schema: schema = try json.integer()
                case .session: session = try json.string()
                case .sha256: sha256 = try json.string()
                case .turn: turn = TurnID(try json.string())
                case .usage: usage = try SessionScanner.usage(&json)
                case .variant: variant = try json.integer()
                case .width: width = try json.integer()
                case .imported: throw Unfamiliar()
                }
            }
        }
    }

    private static func reference(_ json: inout JSONScanner) throws(Unfamiliar) -> Sidecar.SentReference {
        var words: [String: String] = [:]
        try json.object { json, name throws(Unfamiliar) in
            guard ["mime", "name", "sha256"].contains(name) else { throw Unfamiliar() }
            words[name] = try json.string()
        }
        guard let sha256 = words["sha256"], let mime = words["mime"], let name = words["name"] else {
            throw Unfamiliar()
        }
        return Sidecar.SentReference(sha256: sha256, mime: mime, name: name)
    }

    private static func requested(_ json: inout JSONScanner) throws(Unfamiliar) -> Sidecar.Requested {
        var requested = Sidecar.Requested(count: 0)
        var count: Int?
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "aspect": requested.aspect = try SessionScanner.known(AspectRatio(try json.string()))
            case "count": count = try json.integer()
            case "seed": requested.seed = try json.integer()
            case "size": requested.size = try SessionScanner.word(&json)
            case "thinking": requested.thinking = try SessionScanner.word(&json)
            // A region is left to the decoder: few have one.
            default: throw Unfamiliar()
            }
        }
        requested.count = try SessionScanner.known(count)
        return requested
    }

    private static func marks(_ json: inout JSONScanner) throws(Unfamiliar) -> Marks {
        var rating = 0
        var isStarred = false
        var tags: [String] = []
        var note = ""
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "note": note = try json.string()
            case "rating": rating = try json.integer()
            case "starred": isStarred = try json.bool()
            case "tags": tags = try json.array(JSONScanner.text)
            default: throw Unfamiliar()
            }
        }
        return Marks(rating: rating, isStarred: isStarred, tags: tags, note: note)
    }
}

extension Sidecar {
    /// nil when something is missing, or it is of a newer schema.
    fileprivate init?(_ members: SidecarScanner.Members) {
        guard let schema = members.schema, schema <= Self.currentSchema, let prompt = members.prompt,
            let requested = members.requested, let references = members.references, let provider = members.provider,
            let model = members.model, let session = members.session, let turn = members.turn,
            let parentVariant = members.parentVariant, let variant = members.variant, let role = members.role,
            let mime = members.mime, let width = members.width, let height = members.height,
            let bytes = members.bytes, let sha256 = members.sha256, let usage = members.usage,
            let cost = members.cost, let created = members.created, let elapsedSeconds = members.elapsedSeconds,
            let notes = members.notes
        else { return nil }
        self.schema = schema
        self.prompt = prompt
        self.requested = requested
        self.references = references
        self.provider = provider
        self.model = model
        modelVersion = members.modelVersion
        self.session = session
        self.turn = turn
        parent = members.parent
        self.parentVariant = parentVariant
        self.variant = variant
        self.role = role
        isCut = members.isCut
        self.mime = mime
        self.width = width
        self.height = height
        self.bytes = bytes
        self.sha256 = sha256
        self.usage = usage
        self.cost = cost
        finishReason = members.finishReason
        self.created = created
        self.elapsedSeconds = elapsedSeconds
        self.notes = notes
        marks = members.marks
        imported = nil
    }
}
