/// What a person sees of a turn that runs: a fold of its provider events, one for each variant.
package struct TurnProgress: Hashable, Sendable {
    package struct Variant: Hashable, Sendable {
        package var phase: TurnPhase = .queued
        /// Parts of the work that are done, as the provider counts them in this phase; nil: it does not.
        package var step: Step?
        package var received: Int = 0
        package var expected: Int?
        /// How many others come first; nil when nobody said, or it is its turn.
        package var ahead: Int?
        package var isDone = false
    }

    package struct Step: Hashable, Sendable {
        package var done: Int
        package var of: Int

        package init(_ done: Int, of: Int) {
            self.of = max(1, of)
            self.done = min(max(0, done), self.of)
        }

        package var share: Double { Double(done) / Double(of) }
    }

    package var variants: [Variant]
    /// The thought summary so far (of the variant that spoke last).
    package var thought: String = ""
    package var text: String = ""
    /// Interim pictures, oldest first: absolute paths.
    package var drafts: [ImageFile] = []
    /// “the provider asked to wait 7 s (attempt 2 of 3)”.
    private var pause: String?

    package init(count: Int) { variants = Array(repeating: Variant(), count: max(1, count)) }

    package mutating func apply(_ event: ProviderEvent, variant: Int) {
        guard variants.indices.contains(variant) else { return }
        switch event {
        case .phase(let phase):
            if phase != variants[variant].phase { variants[variant].step = nil }
            variants[variant].phase = phase
            if phase != .queued { variants[variant].ahead = nil }
            pause = nil
        case .thought(let piece):
            thought += piece
            if variants[variant].phase < .thinking { variants[variant].phase = .thinking }
        case .text(let piece): text += piece
        case .step(let done, let of): variants[variant].step = Step(done, of: of)
        case .received(let bytes, let expected):
            variants[variant].received = bytes
            variants[variant].expected = expected
        case .image(let image): drafts.append(image.file)
        case .waiting(let attempt, let seconds, let reason):
            pause = "\(reason); attempt \(attempt) in \(Int(saturating: seconds.rounded(.up))) s"
        case .queued(let ahead): variants[variant].ahead = ahead
        }
    }

    /// The phase of the variant that is least far, so that “saving” means all of them.
    package var phase: TurnPhase { variants.filter { !$0.isDone }.map(\.phase).min() ?? .saving }
    /// How much of the work is done, of all variants: nil unless each that is not done counts.
    package var share: Double? {
        let shares = variants.map { $0.isDone ? 1 : $0.step?.share }
        let known = shares.compactMap(\.self)
        guard known.count == shares.count, variants.contains(where: { !$0.isDone }) else { return nil }
        return known.reduce(0, +) / Double(known.count)
    }
    /// “step 7 of 20”, or “42 %” where that is what is counted, or where several count.
    package var steps: String? {
        guard let share else { return nil }
        if variants.count == 1, let step = variants[0].step, step.of != 100 { return "step \(step.done) of \(step.of)" }
        return "\(Int((share * 100).rounded())) %"
    }
    /// What is waited for, while nothing goes on: in words of its own.
    package var waiting: String? {
        if let pause { return pause }
        let running = variants.filter { !$0.isDone }
        let known = running.compactMap(\.ahead)
        guard known.count == running.count, let ahead = known.min(), ahead > 0 else { return nil }
        return "waiting for \(ahead == 1 ? "another one" : "\(ahead) others") to be done"
    }
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
