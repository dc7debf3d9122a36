import FoundationEssentials
import StudioCore

@testable import Gallery

/// A session with all that can be in one, and the files that belong to it, as our own encoders write them.
enum GalleryCorpus {
    static let date = Date(timeIntervalSince1970: 1_795_442_102.12)
    static let sha = String(repeating: "7f3a", count: 16)

    static let settings = TurnSettings(
        model: ModelReference(provider: "google", model: "gemini-3-pro-image"), size: .twoK,
        aspect: AspectRatio(16, 9), count: 2, thinking: .high, seed: 7,
        region: Region(x: 1, y: 2, width: 30, height: 40), lockOutside: true)

    static let asset = ImageAsset(
        path: "2026-11-23/143502-a-fox-7f3a.png", mime: "image/png", width: 640, height: 480, bytes: 4711, sha256: sha,
        role: .final, variant: 1)

    static func turn(
        _ id: String, parent: String? = nil, prompt: String = "a fox\nin \"snow\" – 雪", plain: Bool = false
    )
        -> Turn
    {
        Turn(
            id: TurnID(id), parent: parent.map { TurnID($0) }, parentVariant: 1, prompt: prompt,
            settings: plain ? TurnSettings(model: settings.model, size: .oneK, count: 1) : settings,
            references: [
                Reference(sha256: sha, mime: "image/jpeg", bytes: 9, width: 3, height: 2, name: "me & you.jpg")
            ],
            startedAt: date)
    }

    static let result = TurnResult(
        outcome: .completed, images: [asset],
        answers: [
            nil,
            Answer(parts: [.text("Here.", signature: sha), .image(sha256: sha, mime: "image/png", signature: nil)]),
        ], thought: "**Hm**", usage: Usage(promptTokens: 22, imageTokens: 1120, totalTokens: 1471),
        cost: Cost(amount: 0.134, basis: .tokens, pricedOn: "2026-11-23"), elapsedSeconds: 21.5, attempts: 2,
        finishReason: "STOP", modelVersion: "gemini-3-pro-image", notes: ["asked 2K, got 1K"])

    static let refusal = TurnResult(
        outcome: .rejected, cost: Cost(amount: 0, basis: .unknown), elapsedSeconds: 3,
        failure: TurnFailure(
            .contentRejected, message: "No.", advice: "Rephrase.", providerCode: "IMAGE_SAFETY", httpStatus: 200,
            retryAfterSeconds: 7, billed: .no))

    static let records: [SessionRecord] = [
        .session(name: "foxes", createdAt: date), .turn(turn("t_1", plain: true)), .result(TurnID("t_1"), result),
        .turn(turn("t_2", parent: "t_1")), .result(TurnID("t_2"), refusal), .selected(TurnID("t_1")),
        .turn(turn("t_3", parent: "t_1", plain: true)), .result(TurnID("t_3"), result), .selected(nil),
        .turn(turn("t_4")),
    ]

    static func line(_ value: some Encodable) -> [UInt8] { (try? JSONCoding.line(value)) ?? [] }

    static let lines = records.map { line($0) }
    static let session = lines.flatMap(\.self)

    static func ended(_ id: String) -> Turn {
        var turn = turn(id)
        turn.result = result
        return turn
    }

    static let sidecar = (try? Sidecar(asset, of: ended("t_1"), session: "foxes").encoded(path: "/s")) ?? []

    /// One that the quick reader knows, with marks.
    static let plainSidecar: [UInt8] = {
        var turn = GalleryCorpus.turn("t_2", parent: "t_1", plain: true)
        turn.result = result
        var sidecar = Sidecar(asset, of: turn, session: "foxes")
        sidecar.marks = Marks(rating: 3, isStarred: true, tags: ["print", "雪"], note: "best")
        return (try? sidecar.encoded(path: "/s")) ?? []
    }()

    static let intent: [UInt8] = {
        let intent = RequestIntent(
            session: "foxes", turn: turn("t_5"), variant: 1, branch: [TurnID("t_1")],
            estimate: Cost(amount: 0.134, basis: .estimate), at: date)
        return (try? IntentFile(intent, offset: 3600, owner: .init(pid: 7, started: 12))).map { line($0) } ?? []
    }()

    static let entries: [LedgerEntry] = (0..<5).flatMap { index in
        [LedgerEntry.State.sent, .settled].map { state in
            LedgerEntry(
                state: state, turn: TurnID("t_\(index)"), session: "foxes", model: settings.model, at: date,
                size: .oneK, count: 1, outcome: state == .sent ? nil : .completed,
                billed: index == 2 ? .unknown : .yes, cost: Cost(amount: 0.134, basis: .tokens, pricedOn: "2026-11-23"))
        }
    }
    static let ledgerLines = entries.map { line(LedgerLine(entry: $0)) }

    static let votes: [Vote] = (0..<4).map { index in
        Vote(
            at: date, session: "foxes",
            entrants: (0..<(2 + index % 3)).map { place in
                Vote.Entrant(
                    turn: TurnID("t_\(index)\(place)"),
                    model: ModelReference(provider: "google", model: "gemini-\(place)"),
                    cost: Cost(amount: 0.134, basis: place == 1 ? .unknown : .tokens, pricedOn: "2026-11-23"))
            }, winner: index == 2 ? nil : TurnID("t_\(index)1"), tags: index == 0 ? [] : ["text", "雪 – \"snow\""],
            isBlind: index == 1)
    }
    static let voteLines = votes.map { line(VoteLine(vote: $0)) }

    static let words = [
        "{", "}", "[", "]", "\"", ":", ",", "null", "\"v\":2", "\"type\":\"turn\"", "\"type\":\"selected\"", "t_1",
        "t_2",
        "\"count\":-1", "\"count\":9223372036854775807", "\"amount\":1e300", "\"elapsedSeconds\":1e300",
        "\"offset\":9e18",
        "9999-12-31T23:59:60.999Z", "0000-00-00T00:00:00.000Z", "+292278994-08-17T07:12:55Z", "1970-01-01T00:00:00Z",
        "\\u0000", "\\ud800", "\n", "\\n", "\"parent\":\"t_3\"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "1e-999", "Infinity",
    ]
}
