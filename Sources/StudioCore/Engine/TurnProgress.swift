/// What a person sees of a turn that runs: a fold of its provider events, one for each variant.
package struct TurnProgress: Hashable, Sendable {
    package struct Variant: Hashable, Sendable {
        package var phase: TurnPhase = .queued
        package var received: Int = 0
        package var expected: Int?
        package var isDone = false
    }

    package var variants: [Variant]
    /// The thought summary so far (of the variant that spoke last).
    package var thought: String = ""
    package var text: String = ""
    /// Interim pictures, oldest first: absolute paths.
    package var drafts: [ImageFile] = []
    /// “the provider asked to wait 7 s (attempt 2 of 3)”.
    package var waiting: String?

    package init(count: Int) { variants = Array(repeating: Variant(), count: max(1, count)) }

    package mutating func apply(_ event: ProviderEvent, variant: Int) {
        guard variants.indices.contains(variant) else { return }
        switch event {
        case .phase(let phase):
            variants[variant].phase = phase
            waiting = nil
        case .thought(let piece):
            thought += piece
            if variants[variant].phase < .thinking { variants[variant].phase = .thinking }
        case .text(let piece): text += piece
        case .received(let bytes, let expected):
            variants[variant].received = bytes
            variants[variant].expected = expected
        case .image(let image): drafts.append(image.file)
        case .waiting(let attempt, let seconds, let reason):
            waiting = "\(reason); attempt \(attempt) in \(Int(seconds.rounded(.up))) s"
        }
    }

    /// The phase of the variant that is least far, so that “saving” means all of them.
    package var phase: TurnPhase { variants.filter { !$0.isDone }.map(\.phase).min() ?? .saving }
    package var received: Int { variants.reduce(0) { $0 + $1.received } }
    package var expected: Int? {
        let known = variants.compactMap(\.expected)
        return known.count == variants.count ? known.reduce(0, +) : nil
    }
}

extension TurnPhase: Comparable {
    package static func < (a: TurnPhase, b: TurnPhase) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
