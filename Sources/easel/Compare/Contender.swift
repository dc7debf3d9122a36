import Gallery
import Pixels
import StudioCore

/// One of what is compared: a model's answer, or a picture that was there already.
struct Contender: Sendable {
    /// `google/gemini-3-pro-image`, or the file's name.
    var name: String
    /// On a sheet, where a name would be cut before it tells one from the other; nil: the name.
    var title: String?
    /// What programs call it: the turn's id, else the picture's path; nil where there was no turn.
    var id: String?
    /// The picture, absolute; nil where none came.
    var path: String?
    var outcome: Outcome = .completed
    var failure: TurnFailure?
    /// As much as is known of what was asked.
    var request: SettingsDiff.Request?
    /// The turn behind it, as a vote needs it.
    var entrant: Vote.Entrant?
    var session: String?
    var cost = Cost(amount: 0, basis: .free)
    /// Below the name: how it ended (of a picture, whose it is), what was asked and got.
    var ending: String
    var asked: String
    var got: String
    var notes: [String] = []
    var json: JSON

    var caption: [String] {
        let sizes = asked.isEmpty ? got : "asked \(asked)" + (got.isEmpty ? "" : ", got \(got)")
        return [title ?? name, ending, sizes].filter { !$0.isEmpty }
    }
}

extension Contender {
    /// A model's answer.
    /// - Parameter gallery: absolute.
    init(
        _ answer: Result<Turn, TurnFailure>, settings: TurnSettings, prompt: String, session: String, gallery: String
    ) {
        let name = settings.model.description
        switch answer {
        case .success(let turn):
            let result = turn.result
            self.init(
                name: name, id: turn.id.rawValue, path: turn.finals.last.map { "\(gallery)/\($0.path)" },
                outcome: result?.outcome ?? .interrupted, failure: result?.failure, request: .init(turn),
                entrant: result.map { Vote.Entrant(turn: turn.id, model: settings.model, cost: $0.cost) },
                session: session, cost: result?.cost ?? Cost(amount: 0, basis: .unknown),
                ending: result.map { TurnSummaryText.ending($0) } ?? "", asked: TurnSummaryText.asked(settings),
                got: TurnSummaryText.got(turn), notes: result?.notes ?? [],
                json: result.map {
                    TurnReport(session: session, turn: turn, result: $0, galleryFolder: gallery).json
                } ?? .null)
        case .failure(let failure):
            self.init(
                name: name, outcome: failure.kind.outcome, failure: failure,
                request: .init(prompt: prompt, settings: settings), ending: failure.kind.outcome.rawValue,
                asked: TurnSummaryText.asked(settings), got: "", json: TurnReport.failure(failure, settings))
        }
    }

    /// A picture that is there.
    /// - Parameter sidecar: what is known of it; nil for one from elsewhere.
    init(path: String, size: PixelSize, sidecar: Sidecar?) {
        let settings = sidecar.map { sidecar in
            TurnSettings(
                model: ModelReference(provider: sidecar.provider, model: sidecar.model),
                size: sidecar.requested.size, aspect: sidecar.requested.aspect, count: sidecar.requested.count,
                thinking: sidecar.requested.thinking, seed: sidecar.requested.seed, region: sidecar.requested.region)
        }
        let got = "\(size.width)×\(size.height)"
        self.init(
            name: path.split(separator: "/").last.map(String.init) ?? path, id: path, path: path,
            request: sidecar.flatMap { sidecar in
                settings.map {
                    SettingsDiff.Request(
                        prompt: sidecar.prompt, settings: $0, references: sidecar.references.map(\.sha256),
                        parent: sidecar.parent)
                }
            },
            entrant: sidecar.flatMap { sidecar in
                // Of a foreign picture no turn is known.
                sidecar.turn.rawValue.isEmpty
                    ? nil : settings.map { Vote.Entrant(turn: sidecar.turn, model: $0.model, cost: sidecar.cost) }
            },
            session: sidecar?.session, cost: sidecar?.cost ?? Cost(amount: 0, basis: .free),
            ending: sidecar.map { Self.ending($0) } ?? "",
            asked: settings.map { TurnSummaryText.asked($0) } ?? "", got: got,
            json: .object([
                "path": .string(path), "width": .int(size.width), "height": .int(size.height),
                "session": .string(sidecar?.session), "turn": .string(sidecar?.turn.rawValue),
                "provider": .string(sidecar?.provider), "model": .string(sidecar?.model),
                "prompt": .string(sidecar?.prompt), "requested": settings.map { .requested($0) } ?? .null,
                "cost": sidecar.map { .cost($0.cost) } ?? .null,
                "elapsed_seconds": sidecar.flatMap { $0.elapsedSeconds > 0 ? $0.elapsedSeconds : nil }.map {
                    .number($0, decimals: 3)
                } ?? .null,
            ]))
    }

    /// `google/gemini-3-pro-image in 18.2 s, $0.134`; of a foreign picture nobody knows how long it took.
    private static func ending(_ sidecar: Sidecar) -> String {
        let model = [sidecar.provider, sidecar.model].filter { !$0.isEmpty }.joined(separator: "/")
        let time = sidecar.elapsedSeconds > 0 ? " in \(TurnSummaryText.seconds(sidecar.elapsedSeconds))" : ""
        return "\(model)\(time), \(Money.text(sidecar.cost))"
    }
}
