/// What `/queue` tells of one workflow.
enum ComfyPlace: Hashable, Sendable {
    case running
    /// So many are to be done before it.
    case waiting(ahead: Int)
    case absent

    /// nil when it is no such answer.
    init?(_ value: JSONValue, prompt: String) {
        // Number, id, graph and more.
        guard case .array(let running)? = value["queue_running"], case .array(let pending)? = value["queue_pending"]
        else { return nil }
        func id(_ item: JSONValue) -> String? { item.array.dropFirst().first?.name }
        func number(_ item: JSONValue) -> Double? {
            if case .number(let number)? = item.array.first { number } else { nil }
        }
        if running.contains(where: { id($0) == prompt }) {
            self = .running
        } else if let own = pending.first(where: { id($0) == prompt }) {
            let mine = number(own) ?? .infinity
            self = .waiting(ahead: running.count + pending.count { (number($0) ?? .infinity) < mine })
        } else {
            self = .absent
        }
    }
}
