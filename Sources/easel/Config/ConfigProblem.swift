/// What is wrong in a file of the person's: where, what, and what would be right.
struct ConfigProblem: Hashable, Sendable, CustomStringConvertible {
    /// Where something is written that can only be judged later.
    struct Place: Hashable, Sendable {
        var file: String
        var line: Int
    }

    /// Absolute.
    var file: String
    /// From 1; nil when it is about the file as a whole.
    var line: Int?
    var message: String
    /// The values that are taken there; empty when there is no list.
    var accepted: [String] = []

    /// `file:line: message; accepted: a, b`.
    var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return accepted.isEmpty
            ? "\(place): \(message)" : "\(place): \(message); accepted: \(accepted.joined(separator: ", "))"
    }
}
