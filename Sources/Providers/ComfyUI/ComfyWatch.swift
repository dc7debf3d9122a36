import StudioCore

/// What the events of a queued workflow come to: a pure value that says what is to be done next.
struct ComfyWatch: Hashable {
    enum Action: Hashable {
        case report(ProviderEvent)
        /// More can be known than was said: where it stands in the queue, whether it is in the history.
        case ask
        /// It is in the history.
        case fetch
        case fail(TurnFailure)
    }

    static let mostNodes = 4096

    /// The id it was queued under.
    let prompt: String
    private(set) var hasStarted = false
    /// Nodes that brought something, in the order they did.
    private(set) var executed: [String] = []
    private var cachedNodes = 0
    private var ranNodes = 0
    private var isDrawing = false
    private var step: [Int] = []

    init(prompt: String) { self.prompt = prompt }

    /// Nothing had to be drawn: it is all as it was before.
    var isRepeat: Bool { cachedNodes > 0 && ranNodes == 0 }

    mutating func take(_ event: ComfyEvent) -> [Action] {
        if let other = event.prompt, other != prompt { return [] }
        switch event {
        case .status: return hasStarted ? [] : [.ask]
        case .started:
            hasStarted = true
            return []
        case .cached(_, let nodes):
            hasStarted = true
            cachedNodes = nodes
            return []
        case .executing(_, nil): return [.fetch]
        case .executing:
            ranNodes += 1
            return draw()
        case .progress(_, let number, let all):
            guard all > 1, (0...all).contains(number), step != [number, all] else { return [] }
            step = [number, all]
            return draw() + [.report(.step(number, of: all))]
        case .executed(_, let node):
            executed.removeAll { $0 == node }
            if executed.count < Self.mostNodes { executed.append(node) }
            return []
        case .succeeded: return [.ask]
        case .failed(_, let error): return [.fail(.comfy(error))]
        case .interrupted: return [.fail(.comfyInterrupted)]
        }
    }

    private mutating func draw() -> [Action] {
        hasStarted = true
        guard !isDrawing else { return [] }
        isDrawing = true
        return [.report(.phase(.drawing))]
    }
}
