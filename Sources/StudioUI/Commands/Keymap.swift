package import Screen

/// Which keys do what, by context: the defaults of the command table with the person's own key file laid over them.
package struct Keymap: Equatable, Sendable {
    /// One line of a key file: in these contexts this sequence runs that command (with an argument, if it names one).
    package struct Binding: Hashable, Sendable {
        package var context: CommandContext
        package var keys: [KeyChord]
        package var call: CommandCall

        package init(context: CommandContext, keys: [KeyChord], call: CommandCall) {
            self.context = context
            self.keys = keys
            self.call = call
        }
    }

    package enum Lookup: Hashable, Sendable {
        case command(CommandCall)
        /// The keys begin a longer sequence; what may follow, with what it does.
        case prefix([Binding])
        case none
    }

    package let bindings: [Binding]

    /// The defaults, with `overrides` in front: an override of the same keys in the same context wins.
    package init(overrides: [Binding] = []) {
        bindings =
            overrides
            + Self.defaults.filter { binding in
                !overrides.contains { $0.context == binding.context && $0.keys == binding.keys }
            }
    }

    /// Built from the command table; a key text there that cannot be read is a programmer's slip and a test's failure.
    package static let defaults: [Binding] = Command.allCases.flatMap { command in
        command.info.contexts.flatMap { context in
            command.info.keys.compactMap { text in
                KeyChord.sequence(text).map { Binding(context: context, keys: $0, call: CommandCall(command)) }
            }
        }
    }

    /// What a sequence does in a context, or everywhere.
    package func lookup(_ keys: [KeyChord], in context: CommandContext) -> Lookup {
        let bindings = bindings.filter { $0.keys.first == keys.first }
        for scope in [context, .everywhere] {
            if let hit = bindings.first(where: { $0.context == scope && $0.keys == keys }) { return .command(hit.call) }
        }
        let longer = bindings.filter {
            ($0.context == context || $0.context == .everywhere) && $0.keys.count > keys.count
                && $0.keys.starts(with: keys)
        }
        return longer.isEmpty ? .none : .prefix(longer)
    }

    /// The keys of a command as a person reads them, shortest first.
    /// - Parameter context: only those that work there; nil: all.
    package func keys(for command: Command, in context: CommandContext? = nil) -> [String] {
        var seen: [String] = []
        for binding in bindings where binding.call == CommandCall(command) {
            if let context, binding.context != context, binding.context != .everywhere { continue }
            let text = binding.keys.map(\.description).joined(separator: " ")
            if !seen.contains(text) { seen.append(text) }
        }
        return seen
    }

    /// Two commands on the same keys where both would be looked up.
    package var clashes: [(Binding, Binding)] {
        var clashes: [(Binding, Binding)] = []
        for (index, a) in bindings.enumerated() {
            for b in bindings[(index + 1)...]
            where a.keys == b.keys && a.call != b.call && a.context == b.context {
                clashes.append((a, b))
            }
        }
        return clashes
    }
}
