import Glibc
import NIOCore
import NIOPosix
import StudioCore

/// How a workflow can end badly, in words. It is the person's own machine: nothing is ever billed.
extension TurnFailure {
    /// The way there.
    static func comfyTransport(_ error: any Error, _ endpoint: Endpoint, answering: Bool) -> TurnFailure {
        let refusals = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN]
        let first = (error as? NIOConnectionError)?.connectionErrors.first?.error
        let number = ((first ?? error) as? IOError)?.errnoCode
        guard error is NIOConnectionError || number.map(refusals.contains) == true else {
            return .transport(error, endpoint: endpoint, sent: false, answering: answering)
        }
        let why = number.map { _ in ": \((first ?? error).reason)" } ?? ""
        return TurnFailure(
            .network, message: "ComfyUI at \(endpoint.baseURL) cannot be reached\(why).",
            advice:
                "Is it running there? On another machine it must be started with --listen; its address goes into COMFYUI_BASE_URL, or base_url in config.toml.",
            providerCode: "connect", billed: .no)
    }

    static func comfy(_ error: ComfyError) -> TurnFailure {
        let node = error.node.map { node in
            " in node \(Shown.word(node))\(error.nodeType.map { " (\(Shown.word($0)))" } ?? "")"
        }
        let text = error.message.split(whereSeparator: \.isNewline).joined(separator: " ")
        let isMemory =
            error.type.contains("OutOfMemory") || text.lowercased().contains("out of memory")
            || text.contains("Allocation on device")
        return TurnFailure(
            .server,
            message: "ComfyUI failed\(node ?? ""): \(text.isEmpty ? "it does not say why." : Shown.text(text))",
            advice: isMemory
                ? "The graphics card has too little memory for this: ask for a smaller size, or stop what else uses it."
                : "Open the workflow in ComfyUI and run it there: the node and its log say more.",
            providerCode: error.type.isEmpty ? nil : Shown.word(error.type), billed: .no)
    }

    static let comfyInterrupted = TurnFailure(
        .cancelled, message: "Somebody stopped it at ComfyUI.", advice: "Submit again when you like.",
        providerCode: "execution_interrupted", billed: .no)

    /// - Parameter isTold: ComfyUI has been told, so that it does not draw on for nobody.
    static func comfyCancelled(isTold: Bool) -> TurnFailure {
        TurnFailure(
            .cancelled,
            message: isTold
                ? "Cancelled." : "Cancelled, but ComfyUI could not be told: it may go on drawing for a while.",
            advice: "Submit again when you like.", billed: .no)
    }

    /// It is neither in the queue nor in the history.
    static func comfyGone(_ place: String) -> TurnFailure {
        TurnFailure(
            .server,
            message: "ComfyUI at \(place) knows nothing of this workflow any more.",
            advice:
                "Its queue was cleared, or it was restarted: look into its output folder for a picture, or submit again.",
            providerCode: "gone", billed: .no)
    }

    static func comfySilent(_ place: String, seconds: Double, last: TurnFailure?) -> TurnFailure {
        TurnFailure(
            .timeout,
            message:
                "ComfyUI at \(place) has said nothing for \(Int(saturating: seconds)) s\(last.map { " (\($0.message))" } ?? ""). The picture may still be made: it will be in its output folder.",
            advice: "Look whether the machine is up and reachable, then submit again.", providerCode: "silent",
            billed: .no)
    }

    static func comfyTooLong(_ place: String, seconds: Double) -> TurnFailure {
        TurnFailure(
            .timeout,
            message:
                "ComfyUI at \(place) was not done after \(Int(saturating: seconds / 3600)) h. The picture may still be made: it will be in its output folder.",
            advice: "Look into its queue.", providerCode: "total", billed: .no)
    }

    static func comfyNoPicture(_ workflow: String) -> TurnFailure {
        TurnFailure(
            .noImage, message: "\(workflow) ended well, but without a picture.",
            advice: "Add a SaveImage node to it: what other nodes bring is not a picture that can be fetched.",
            billed: .no)
    }
}

/// What is said of a workflow whose studio was closed.
extension TurnFailure {
    static let comfyNeverQueued = TurnFailure(
        .interrupted, message: "Easel was closed before the workflow was queued.",
        advice: "Submit it again when you like.",
        providerCode: "closed", billed: .no)

    static func comfyStillRunning(_ place: String) -> TurnFailure {
        TurnFailure(
            .interrupted, message: "ComfyUI at \(place) is still at it.",
            advice: "Its picture is fetched with the next start of Easel.", providerCode: "still_running", billed: .no)
    }

    static func comfyLost(_ place: String, why: String) -> TurnFailure {
        TurnFailure(
            .interrupted,
            message:
                "Easel was closed while ComfyUI at \(place) drew, and now there is no asking for the picture: \(why)",
            advice: "If it was finished, it is in ComfyUI's output folder. Submit it again when you like.",
            providerCode: "closed", billed: .no)
    }
}
