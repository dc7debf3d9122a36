import StudioCore

/// What a recovery did and found, for a person and for programs.
struct RecoveryReport: Hashable, Sendable {
    /// Something that stays as it is for now.
    struct Left: Hashable, Sendable {
        /// A session's name, or a folder.
        var place: String
        var reason: String
    }

    var turns: [RecoveredTurn] = []
    var left: [Left] = []
    /// Absolute paths of what nobody can read; kept for the person.
    var aside: [String] = []
    /// Some of that was put there just now.
    var isNewAside = false

    /// Whether nothing needs the person. A session that is open elsewhere does not: it is recovered there or later.
    var isWell: Bool { !isNewAside && turns.allSatisfy { $0.trouble == nil } }

    private var pictures: Int { turns.reduce(0) { $0 + $1.pictures.count } }

    /// One line for the studio; nil when there is nothing to tell.
    var notice: String? {
        if let trouble = turns.compactMap(\.trouble).first { return "Not all could be recovered: \(trouble)" }
        let givers = turns.count { !$0.pictures.isEmpty }
        if pictures > 0 {
            let whose = givers == 1 ? "an interrupted turn" : "\(givers) interrupted turns"
            return "\(Self.count(pictures, "picture")) of \(whose) \(pictures == 1 ? "was" : "were") recovered"
        }
        if isNewAside { return "Something in the journal cannot be read; it is kept: easel doctor --recover" }
        let interrupted = turns.filter { $0.outcome == .interrupted }
        guard !interrupted.isEmpty else { return nil }
        let mayCost = interrupted.contains { $0.billed != .no }
        let end = mayCost ? "; \(interrupted.count == 1 ? "it" : "they") may have been billed" : ", at no cost"
        return "\(Self.count(interrupted.count, "turn")) had been interrupted before a picture arrived\(end)"
    }

    /// - Parameter gallery: absolute.
    func lines(gallery: String) -> [String] {
        var lines: [String] = []
        for turn in turns {
            let prompt = turn.prompt.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(60)
            let words = turn.outcome.map { "\($0.rawValue), billed: \(turn.billed.rawValue)" } ?? "left as it was"
            lines.append("\(turn.turn)  \(turn.session)  \(words)  \(prompt)")
            lines += turn.pictures.map { picture in
                let mark = picture.isCut == true ? "  (only its beginning)" : picture.role == .draft ? "  (draft)" : ""
                return "  \(gallery)/\(picture.path)\(mark)"
            }
            if let failure = turn.failure { lines.append("  \(failure.message)") }
            if let trouble = turn.trouble { lines.append("  \(trouble)") }
        }
        lines += left.map { "left for another time: \($0.place): \($0.reason)" }
        lines += aside.map { "kept aside, unreadable: \($0)" }
        if lines.isEmpty { lines = ["Nothing was left unfinished."] }
        return lines
    }

    func json(gallery: String) -> JSON {
        .object([
            "recovered": .array(
                turns.map { turn in
                    .object([
                        "session": .string(turn.session), "turn": .string(turn.turn.rawValue),
                        "prompt": .string(turn.prompt), "outcome": .string(turn.outcome?.rawValue),
                        "billed": .string(turn.billed.rawValue),
                        "images": .array(
                            turn.pictures.map { picture in
                                .object([
                                    "path": .string("\(gallery)/\(picture.path)"), "mime": .string(picture.mime),
                                    "width": .int(picture.width), "height": .int(picture.height),
                                    "bytes": .int(picture.bytes), "sha256": .string(picture.sha256),
                                    "role": .string(picture.role.rawValue), "cut": .bool(picture.isCut == true),
                                ])
                            }),
                        "failure": turn.failure.map { .failure($0) } ?? .null, "trouble": .string(turn.trouble),
                    ])
                }),
            "left": .array(
                left.map { .object(["place": .string($0.place), "reason": .string($0.reason)]) }),
            "aside": .array(aside.map { .string($0) }), "well": .bool(isWell),
        ])
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
