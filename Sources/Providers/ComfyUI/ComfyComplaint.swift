import StudioCore

/// A call that ComfyUI, or whatever stands before it, answered with a no: what it said about which node. Pure.
struct ComfyComplaint: Hashable {
    /// One thing that is wrong with the graph.
    struct Fault: Hashable {
        var node: String
        var nodeType: String?
        /// `value_not_in_list`, `required_input_missing`.
        var type: String
        var input: String?
        var words: String
    }

    static let mostFaults = 8

    var status: Int
    /// `prompt_outputs_failed_validation`, `invalid_prompt`.
    var type: String?
    var message: String
    var faults: [Fault]
    private var place: String
    private var name: String

    init(_ reply: ComfyClient.Reply, endpoint: Endpoint) {
        status = reply.status
        place = endpoint.baseURL
        name = endpoint.name
        let error = reply.document?["error"]
        type = error?["type"]?.string
        let words = [error?["message"]?.string, error?["details"]?.string].compactMap(\.self).filter { !$0.isEmpty }
        let other = error?.string ?? reply.document?["message"]?.string ?? reply.document?["detail"]?.string
        message = words.isEmpty ? other ?? Shown.words(ofPage: reply.sample) : words.joined(separator: ": ")
        faults = Self.faults(reply.document?["node_errors"])
    }

    /// - Parameter subject: what was sent: “the workflow”, “the picture”.
    func failure(of subject: String) -> TurnFailure {
        let (kind, advice) = meaning
        return TurnFailure(
            kind, message: Shown.text("\(said(of: subject)) (HTTP \(status), \(place))"), advice: advice,
            providerCode: type.map { Shown.word($0) }, httpStatus: status, billed: .no)
    }

    /// Outputs that are left out, though the others are made.
    var note: String? {
        faults.isEmpty ? nil : Shown.text("not all of the workflow could be run: \(faultWords)")
    }

    private func said(of subject: String) -> String {
        if !faults.isEmpty { return "ComfyUI does not take \(subject): \(faultWords)" }
        return message.isEmpty ? "\(name) does not take \(subject)." : "\(name) does not take \(subject): \(message)"
    }

    private var faultWords: String {
        let shown = faults.prefix(3).map { fault in
            let node = fault.nodeType.map { "node \(fault.node) (\($0))" } ?? "node \(fault.node)"
            return "\(node)\(fault.input.map { ", input \($0)" } ?? ""): \(fault.words)"
        }
        return shown.joined(separator: "; ") + (faults.count > 3 ? "; and more" : "")
    }

    private var meaning: (FailureKind, String) {
        switch status {
        case 400 where faults.contains { Self.loads($0) }:
            return (
                .modelUnavailable,
                "Put that file into ComfyUI's models folder, or name one in the workflow that it has; then retry."
            )
        case 400 where message.contains("does not exist"):
            return (.invalidRequest, "Install the custom node that brings it, or use a workflow without it.")
        case 400 where type == "prompt_no_outputs":
            return (.invalidRequest, "Add a SaveImage node to the workflow.")
        case 400, 422: return (.invalidRequest, "Mend the workflow in ComfyUI, export it again (API), then retry.")
        case 401:
            return (
                .authentication, "Something before ComfyUI wants a key: set it, and auth, for \(name) in config.toml."
            )
        case 403:
            return (
                .permission,
                "ComfyUI refuses what seems to come from a web page: a proxy on the way may add an Origin or change the Host. Let it leave them alone, or start ComfyUI with --enable-cors-header."
            )
        case 404, 405: return (.invalidRequest, "That is no ComfyUI: check base_url in config.toml.")
        case 413:
            return (.invalidRequest, "Send a smaller picture, or start ComfyUI with a larger --max-upload-size.")
        case 429, 503: return (.overloaded, "Retry in a while.")
        case 408, 504: return (.timeout, "Retry in a while.")
        default: return (.server, "Look at ComfyUI's own log, then retry.")
        }
    }

    /// A model file that is not there.
    private static func loads(_ fault: Fault) -> Bool {
        fault.type == "value_not_in_list" && (fault.input?.hasSuffix("_name") ?? false)
            && (fault.nodeType?.contains("Loader") ?? false)
    }

    private static func faults(_ value: JSONValue?) -> [Fault] {
        guard case .object(let nodes)? = value else { return [] }
        return Array(
            nodes.lazy.flatMap { node in
                (node.value["errors"]?.array ?? []).lazy.map { error in
                    let words = [error["message"]?.string, error["details"]?.string].compactMap(\.self)
                    return Fault(
                        node: node.key, nodeType: node.value["class_type"]?.string, type: error["type"]?.string ?? "",
                        input: error["extra_info"]?["input_name"]?.string,
                        words: String(words.joined(separator: ": ").prefix(400)))
                }
            }.prefix(mostFaults))
    }
}
