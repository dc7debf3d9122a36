import StudioCore

/// ComfyUI's own calls, each of which is answered at once.
struct ComfyClient: Sendable {
    /// What a call came to where the server answered at all.
    struct Reply: Sendable {
        var status: Int
        var document: JSONValue?
        /// The beginning of the body, as text.
        var sample: String

        var isGood: Bool { (200..<300).contains(status) }
    }

    /// It did not answer.
    struct Silence: Error {
        var failure: TurnFailure
        /// It may have understood all the same.
        var wasSent: Bool
    }

    var endpoint: Endpoint
    var transport: HTTPTransport
    var limits = TimeLimits(firstByte: 60, idle: 30, total: 300)

    func get(_ path: String) async throws(Silence) -> Reply {
        try await call(HTTPCall(method: .get, path: path, accept: "application/json"))
    }

    /// - Parameter body: JSON.
    func post(_ path: String, _ body: [UInt8]) async throws(Silence) -> Reply {
        try await call(HTTPCall(path: path, accept: "application/json", body: [.bytes(body)]))
    }

    /// Sends a file to the server's input folder. Without `overwrite`: a file of that name and content is used as it is
    /// there, and never written anew while another workflow may read it.
    /// - Parameter name: one that goes with the content.
    /// - Returns: what a node that loads it is told.
    func upload(_ file: ImageFile, as name: String) async throws(TurnFailure) -> String {
        let mark = "easel-" + Self.random()
        let head =
            "--\(mark)\r\nContent-Disposition: form-data; name=\"image\"; filename=\"\(name)\"\r\n"
            + "Content-Type: \(file.mime)\r\n\r\n"
        let tail = "\r\n--\(mark)\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\ninput\r\n--\(mark)--\r\n"
        let body: [BodySegment] = [
            .bytes(Array(head.utf8)), .file(path: file.path, bytes: file.bytes), .bytes(Array(tail.utf8)),
        ]
        let reply: Reply
        do throws(Silence) {
            reply = try await call(
                HTTPCall(
                    path: "/upload/image", contentType: "multipart/form-data; boundary=\(mark)",
                    accept: "application/json", body: body))
        } catch {
            throw error.failure
        }
        guard reply.isGood, let kept = reply.document?["name"]?.string, !kept.isEmpty else {
            throw ComfyComplaint(reply, endpoint: endpoint).failure(of: "the picture")
        }
        let folder = reply.document?["subfolder"]?.string ?? ""
        return folder.isEmpty ? kept : "\(folder)/\(kept)"
    }

    private func call(_ call: HTTPCall) async throws(Silence) -> Reply {
        let end = await transport.send(call, to: endpoint, limits: limits, consumer: ComfyConsumer())
        let answer = end.answer
        // What is whole is whole, however it ended; and the words of a complaint need no end.
        if answer.document != nil || (answer.status > 0 && (end.error == nil || answer.status >= 400)) {
            return Reply(status: answer.status, document: answer.document, sample: answer.sample)
        }
        var failure: TurnFailure
        if let trouble = answer.failure {
            failure = .unreadable(trouble, sample: answer.sample, status: answer.status)
        } else if let error = end.error {
            failure = .comfyTransport(error, endpoint, answering: answer.status > 0)
        } else {
            failure = .strange(sample: answer.sample, status: answer.status)
        }
        failure.billed = .no
        throw Silence(failure: failure, wasSent: end.wasSent)
    }

    /// So many bits that nobody else has the same.
    static func random() -> String {
        let bits = [UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max)]
        return bits.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
