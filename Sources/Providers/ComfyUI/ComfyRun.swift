import Glibc
import NIOCore
import Pixels
import StudioCore

/// One workflow's way through ComfyUI, up to its history.
struct ComfyRun: Sendable {
    let client: ComfyClient
    let order: ComfyOrder
    /// Proposed to the server; it is the name we listen under as well.
    let id: String
    let limits: ComfyLimits
    let sleep: @Sendable (Double) async throws -> Void
    let report: @Sendable (ProviderEvent) -> Void

    var endpoint: Endpoint { client.endpoint }

    /// - Returns: how it ended, and what was heard of it meanwhile.
    func drawing() async throws(TurnFailure) -> (ComfyHistory, ComfyHeard) {
        report(.phase(.sending))
        let checkpoint = try await checkpoint()
        let graph = try await graph(checkpoint: checkpoint)
        let (socket, note) = try await socket()
        var following = ComfyFollowing(
            run: self, heard: ComfyHeard(words: order.words(checkpoint: checkpoint), workflow: order.workflow.name),
            now: .now())
        following.heard.notes = order.notes + [note].compactMap(\.self)
        do throws(TurnFailure) {
            let history = try await following.follow(graph, socket)
            return (history, following.heard)
        } catch {
            guard Task.isCancelled, let prompt = following.queued else { throw error }
            throw .comfyCancelled(isTold: await stop(prompt, hasStarted: following.watch?.hasStarted == true))
        }
    }

    /// Out of reach of the cancellation it comes from; within a few seconds.
    private func stop(_ prompt: String, hasStarted: Bool) async -> Bool {
        var client = client
        client.limits = TimeLimits(firstByte: 5, idle: 5, total: 10)
        return await Task { [client] in await client.stop(prompt, hasStarted: hasStarted) }.value
    }

    // MARK: What the graph needs

    /// The checkpoint of the model's name, else the first that the server has; nil where the workflow says which.
    private func checkpoint() async throws(TurnFailure) -> String? {
        guard order.workflow.places.contains(.checkpoint) else { return nil }
        let reply: ComfyClient.Reply
        do throws(ComfyClient.Silence) {
            reply = try await client.get("/object_info/CheckpointLoaderSimple")
        } catch {
            throw error.failure
        }
        guard reply.isGood, let info = reply.document else {
            throw ComfyComplaint(reply, endpoint: endpoint).failure(of: "the question for its checkpoints")
        }
        let names = BuiltInWorkflow.checkpoints(in: info)
        guard let first = names.first else {
            throw TurnFailure(
                .modelUnavailable, message: "ComfyUI at \(endpoint.baseURL) has no checkpoint to draw with.",
                advice:
                    "Put one into its models/checkpoints folder, or configure a workflow that loads its models another way.",
                billed: .no)
        }
        return names.contains(order.model) ? order.model : first
    }

    private func graph(checkpoint: String?) async throws(TurnFailure) -> [UInt8] {
        var values: [Workflow.Place: String] = [
            .prompt: order.prompt, .seed: "\(order.seed)", .width: "\(order.width)", .height: "\(order.height)",
        ]
        values[.checkpoint] = checkpoint
        for (index, file) in order.pictures.enumerated() where order.workflow.places.contains(.image(index + 1)) {
            values[.image(index + 1)] = try await client.upload(file, as: Self.name(of: file))
        }
        if order.workflow.places.contains(.mask), let picture = order.pictures.first {
            values[.mask] = try await uploadMask(of: picture)
        }
        return order.workflow.filled(values)
    }

    private func uploadMask(of picture: ImageFile) async throws(TurnFailure) -> String {
        let path = "\(order.staging)/mask.png"
        defer { unlink(path) }
        do throws(PixelsError) {
            let header = try ImageHeader(file: picture.path)
            try RegionMask.write(to: path, width: header.width, height: header.height, region: order.region)
        } catch {
            throw TurnFailure(
                .invalidRequest, message: "The mask cannot be made: \(error.message)",
                advice: "Free some space, or use a PNG, JPEG or WebP picture.", providerCode: "local_io", billed: .no)
        }
        guard let file = FileFacts.file(path, mime: "image/png") else {
            throw TurnFailure(
                .invalidRequest, message: "The mask cannot be read back.", advice: "Look at the disk, then retry.",
                providerCode: "local_io", billed: .no)
        }
        return try await client.upload(file, as: Self.name(of: file))
    }

    /// Goes with the content, so that the same picture is kept once.
    private static func name(of file: ImageFile) -> String {
        let kind = file.mime.split(separator: "/").last.map(String.init) ?? ""
        return "easel-\(file.sha256.prefix(32)).\(ImageFormat(rawValue: kind)?.fileExtension ?? "png")"
    }

    // MARK: The line

    /// Without one it goes on all the same: whoever cannot listen asks.
    private func socket() async throws(TurnFailure) -> (ComfySocket?, note: String?) {
        let why: String
        guard client.transport.proxy == nil else { return (nil, "no progress was shown: there is a proxy on the way") }
        do throws(ComfySocket.Failure) {
            return (
                try await ComfySocket.connect(
                    to: endpoint, client: id, certificateFile: client.transport.certificateFile, seconds: 15,
                    tick: limits.tick), nil
            )
        } catch {
            switch error {
            case .unreachable(let error):
                throw .comfyTransport(error, endpoint, answering: false)
            case .refused(let status) where status == 401 || status == 403:
                let reply = ComfyClient.Reply(status: status, document: nil, sample: "")
                throw ComfyComplaint(reply, endpoint: endpoint).failure(of: "a listener")
            case .refused(let status): why = "HTTP \(status)"
            case .unusable(let words): why = words
            }
        }
        return (nil, Shown.text("no progress was shown: \(endpoint.baseURL) gives no WebSocket (\(why))"))
    }
}
