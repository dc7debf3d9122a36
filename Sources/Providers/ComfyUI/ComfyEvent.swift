/// What ComfyUI says over its WebSocket (server.py, execution.py and progress.py of ComfyUI a125cd8), as far as a turn has
/// use for it. `prompt`: the id of the queued workflow; nil where older servers leave it out.
enum ComfyEvent: Hashable, Sendable {
    /// How many workflows wait or run, whoever's.
    case status(remaining: Int)
    case started(prompt: String?)
    /// So many nodes need not run again.
    case cached(prompt: String?, nodes: Int)
    /// - node: nil: all is done, and in the history.
    case executing(prompt: String?, node: String?)
    case progress(prompt: String?, step: Int, of: Int)
    case executed(prompt: String?, node: String)
    /// All is drawn, though not in the history yet.
    case succeeded(prompt: String?)
    case failed(prompt: String?, ComfyError)
    case interrupted(prompt: String?)

    /// nil for what is no event, or none that is known.
    init?(_ text: some Sequence<UInt8>) {
        guard let event = PythonJSON.parse(text), let type = event["type"]?.string else { return nil }
        let data = event["data"] ?? .object([])
        let prompt = data["prompt_id"]?.name
        switch type {
        case "status":
            guard let remaining = data["status"]?["exec_info"]?["queue_remaining"]?.int else { return nil }
            self = .status(remaining: remaining)
        case "execution_start": self = .started(prompt: prompt)
        case "execution_cached": self = .cached(prompt: prompt, nodes: data["nodes"]?.array.count ?? 0)
        case "executing": self = .executing(prompt: prompt, node: data["node"]?.name)
        case "progress":
            guard let step = data["value"]?.int, let all = data["max"]?.int else { return nil }
            self = .progress(prompt: prompt, step: step, of: all)
        case "progress_state":
            guard let step = Self.step(data["nodes"]) else { return nil }
            self = .progress(prompt: prompt, step: step.number, of: step.all)
        case "executed":
            guard let node = data["node"]?.name else { return nil }
            self = .executed(prompt: prompt, node: node)
        case "execution_success": self = .succeeded(prompt: prompt)
        case "execution_error": self = .failed(prompt: prompt, ComfyError(data))
        case "execution_interrupted": self = .interrupted(prompt: prompt)
        default: return nil
        }
    }

    var prompt: String? {
        switch self {
        case .status: nil
        case .started(let prompt), .cached(let prompt, _), .executing(let prompt, _), .progress(let prompt, _, _),
            .executed(let prompt, _), .succeeded(let prompt), .failed(let prompt, _), .interrupted(let prompt):
            prompt
        }
    }

    /// Of the node that runs now; those that have one step have nothing to tell.
    private static func step(_ nodes: JSONValue?) -> (number: Int, all: Int)? {
        guard case .object(let members)? = nodes else { return nil }
        return members.reversed().compactMap { member -> (number: Int, all: Int)? in
            guard member.value["state"]?.string == "running", let step = member.value["value"]?.int,
                let all = member.value["max"]?.int, all > 1
            else { return nil }
            return (step, all)
        }.first
    }
}

/// What went wrong within a node.
struct ComfyError: Hashable, Sendable {
    /// `RuntimeError`, `torch.OutOfMemoryError`.
    var type: String
    var message: String
    var node: String?
    /// The node's class.
    var nodeType: String?

    init(_ data: JSONValue) {
        type = data["exception_type"]?.string ?? ""
        message = data["exception_message"]?.string ?? ""
        node = data["node_id"]?.name
        nodeType = data["node_type"]?.string
    }
}

extension JSONValue {
    /// A text, or a number that serves as a name.
    var name: String? { string ?? int.map(String.init) }
}
