import Providers
import StudioCore

/// A picture that is to be asked for: in which dialect, and where the size goes.
struct ProbeStep: Hashable, Sendable {
    var dialect: Dialect
    /// nil: the dialect has one place for it.
    var style: WireProfile.SizeStyle?
    /// `response_format`, where the server wanted to be told.
    var format: String?

    var title: String {
        let route = ProbeRoute.allCases.first { $0.dialect == dialect }
        return (route?.title ?? dialect.rawValue) + (style.map { ", size as \($0.rawValue)" } ?? "")
            + (format.map { ", \($0)" } ?? "")
    }
}

/// What came of it.
struct ProbeTrial: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        case picture(Picture)
        case failure(TurnFailure)
    }

    struct Picture: Hashable, Sendable {
        /// Absolute.
        var path: String
        var pixels: OutputPixels
        var size: SizeFinding
        var form: PictureForm?
    }

    var step: ProbeStep
    var turn: TurnID
    var cost: Cost
    var outcome: Outcome

    var picture: Picture? { if case .picture(let picture) = outcome { picture } else { nil } }
    var failure: TurnFailure? { if case .failure(let failure) = outcome { failure } else { nil } }
}
