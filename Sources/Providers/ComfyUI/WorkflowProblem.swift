import StudioCore

/// Why a file is no graph that can be queued.
enum WorkflowProblem: Hashable {
    case notJSON, empty, noPrompt
    /// The format the UI saves, with `nodes` and `links`.
    case forTheScreen
    /// A whole request, with the graph under `prompt`.
    case wrapped
    case noClass(node: String)

    /// nil: it is one, as far as can be told without the server.
    init?(_ bytes: [UInt8]) {
        guard case .object(let members)? = PythonJSON.parse(bytes) else {
            self = .notJSON
            return
        }
        let graph = JSONValue.object(members)
        func isNode(_ value: JSONValue) -> Bool { value["class_type"]?.string != nil && value["inputs"] != nil }
        if members.isEmpty {
            self = .empty
        } else if case .array? = graph["nodes"], graph["links"] != nil || graph["last_node_id"] != nil {
            self = .forTheScreen
        } else if case .object(let inner)? = graph["prompt"], inner.contains(where: { isNode($0.value) }) {
            self = .wrapped
        } else if let member = members.first(where: { !isNode($0.value) }) {
            self = .noClass(node: member.key)
        } else {
            return nil
        }
    }

    func failure(of name: String) -> TurnFailure {
        let export =
            "Open it in ComfyUI and save it with Workflow → Export (API) (in older versions: Save (API Format), with the developer options on)."
        let (message, advice): (String, String) =
            switch self {
            case .notJSON: ("\(name) is no JSON object.", export)
            case .empty: ("\(name) holds no nodes.", export)
            case .forTheScreen:
                ("\(name) is in the format of ComfyUI's own screen, which cannot be queued.", export)
            case .wrapped:
                ("\(name) is a whole request to ComfyUI, not a workflow.", "Keep only what stands under “prompt”.")
            case .noClass(let node):
                ("\(name): node \(Shown.word(node)) has no class_type and inputs, so this is no workflow.", export)
            case .noPrompt:
                (
                    "\(name) has no place for the prompt.",
                    "Write {{prompt}} where the words belong, mostly as the text of a CLIPTextEncode node; {{seed}}, {{width}}, {{height}}, {{image}}, {{mask}} are filled in likewise."
                )
            }
        return TurnFailure(
            .invalidRequest, message: message, advice: advice, providerCode: "workflow", billed: .no)
    }
}
