import StudioCore

/// What no key brought, on its way to the screen. It waits for the next frame of its own: so a key that is pressed while
/// pictures stream is answered by what it changed and nothing else, and means what stands on the screen.
package struct WaitingFacts: Sendable {
    private var waiting: [Action] = []

    package init() {}

    package mutating func add(_ action: Action) { waiting.append(action) }

    /// All that waited, oldest first.
    package mutating func take() -> [Action] {
        defer { waiting.removeAll(keepingCapacity: true) }
        return waiting
    }

    /// Another session is on the screen now: what was told of the last one is in its file.
    package mutating func dropSession() {
        waiting.removeAll {
            if case .session = $0 { true } else { false }
        }
    }
}

extension Action {
    /// Whether it is worth a frame of its own. The count of bytes comes with the next one: time passes eight times a second
    /// while anything runs.
    package var asksForFrame: Bool {
        if case .session(.progress(_, _, .received)) = self { false } else { true }
    }
}
