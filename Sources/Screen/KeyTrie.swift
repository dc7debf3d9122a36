/// Key sequences and what they stand for: what one key begins, another may end.
package struct KeyTrie<Command: Equatable & Sendable>: Sendable {
    package enum Lookup: Equatable, Sendable {
        case match(Command)
        /// The keys begin longer sequences: the rest of each and its command, in the order they were bound.
        case prefix([Binding])
        case none
    }

    package struct Binding: Equatable, Sendable {
        package var keys: [KeyChord]
        package var command: Command

        package init(keys: [KeyChord], command: Command) {
            self.keys = keys
            self.command = command
        }
    }

    /// Two bindings that cannot both be reached: the same keys, or one sequence that begins the other.
    package struct Clash: Equatable, Sendable {
        package var first: Binding
        package var second: Binding
    }

    package private(set) var bindings: [Binding] = []
    private var commands: [[KeyChord]: Command] = [:]
    private var prefixes: Set<[KeyChord]> = []

    /// Earlier bindings win over later ones of the same keys.
    package init(_ bindings: [Binding]) {
        for binding in bindings where !binding.keys.isEmpty {
            self.bindings.append(binding)
            if commands[binding.keys] == nil { commands[binding.keys] = binding.command }
            for count in 1..<binding.keys.count { prefixes.insert(Array(binding.keys[..<count])) }
        }
    }

    /// What so many keys pressed one after another stand for. A whole sequence wins over one that it begins.
    package func lookup(_ keys: [KeyChord]) -> Lookup {
        if let command = commands[keys] { return .match(command) }
        guard prefixes.contains(keys) else { return .none }
        return .prefix(
            bindings.filter { $0.keys.count > keys.count && $0.keys.starts(with: keys) }.map {
                Binding(keys: Array($0.keys[keys.count...]), command: $0.command)
            })
    }

    package var clashes: [Clash] {
        var clashes: [Clash] = []
        for (index, first) in bindings.enumerated() {
            for second in bindings[(index + 1)...] {
                let isSame = first.keys == second.keys && first.command != second.command
                let isHidden =
                    first.keys.count != second.keys.count
                    && (first.keys.starts(with: second.keys) || second.keys.starts(with: first.keys))
                if isSame || isHidden { clashes.append(Clash(first: first, second: second)) }
            }
        }
        return clashes
    }
}
