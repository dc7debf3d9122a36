import StudioCore

/// How a workflow ended, as `/history/{id}` tells it.
struct ComfyHistory: Hashable, Sendable {
    /// A file on the server. Its name is the server's and never becomes one of ours.
    struct File: Hashable, Sendable {
        var name: String
        var folder: String
        /// `output`, or `temp` for what is only meant to be looked at.
        var type: String

        /// The call that brings it, as it is.
        var path: String {
            "/view?filename=\(PercentCoding.encoded(name))&subfolder=\(PercentCoding.encoded(folder))&type=\(PercentCoding.encoded(type))"
        }
    }

    /// What a person gets to see.
    struct Pictures: Hashable {
        var final: File
        /// The others, the latest last.
        var others: [File]
    }

    static let mostFiles = 64

    /// Node and file, in the order of the wire.
    var files: [Node]
    /// Why there may be nothing; nil when it ended well.
    var failure: TurnFailure?

    struct Node: Hashable, Sendable {
        var id: String
        var files: [File]
    }

    /// nil: the history has nothing of it (yet).
    init?(_ value: JSONValue, prompt: String) {
        guard let entry = value[prompt] else { return nil }
        var nodes: [Node] = []
        if case .object(let members)? = entry["outputs"] {
            for member in members.prefix(ComfyWatch.mostNodes) {
                let files = (member.value["images"]?.array ?? []).compactMap(File.init)
                if !files.isEmpty { nodes.append(Node(id: member.key, files: files)) }
            }
        }
        files = nodes
        failure = Self.failure(entry["status"])
    }

    /// The last picture of the node that came last is the result; saved ones go before those that were only shown. The
    /// server's order of nodes is none: what was heard of them counts, else their numbers.
    /// - Parameter executed: nodes in the order they brought something.
    func pictures(executed: [String]) -> Pictures? {
        let rank = Dictionary(executed.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
        func key(_ node: Node) -> (Int, Int) { (rank[node.id] ?? -1, Int(node.id) ?? -1) }
        let ordered = files.sorted { key($0) < key($1) }.flatMap(\.files)
        let saved = ordered.filter { $0.type == "output" }
        let shown = saved.isEmpty ? ordered : saved
        guard let final = shown.last else { return nil }
        return Pictures(final: final, others: Array(shown.dropLast().suffix(Self.mostFiles - 1)))
    }

    private static func failure(_ status: JSONValue?) -> TurnFailure? {
        guard let status, status["completed"]?.bool != true, status["status_str"]?.string != "success" else {
            return nil
        }
        let messages = (status["messages"]?.array ?? []).suffix(64).map(\.array)
        for message in messages.reversed() {
            switch message.first?.string {
            case "execution_error": return .comfy(ComfyError(message.dropFirst().first ?? .null))
            case "execution_interrupted": return .comfyInterrupted
            default: break
            }
        }
        return .comfy(ComfyError(.null))
    }
}

extension ComfyHistory.File {
    init?(_ value: JSONValue) {
        let type = value["type"]?.string ?? "output"
        let folder = value["subfolder"]?.string ?? ""
        guard let name = value["filename"]?.string, !name.isEmpty, name.utf8.count + folder.utf8.count <= 2048,
            type == "output" || type == "temp"
        else { return nil }
        self.init(name: name, folder: folder, type: type)
    }
}
