import Crypto
import FoundationEssentials
import NIOCore
import NIOPosix

/// A ComfyUI of which every byte is the test's: HTTP requests are answered by their route, WebSocket frames go out when
/// something happens. Whoever sends an Origin is refused, as the real one does.
final class ComfyServer: Sendable {
    struct Request: Sendable {
        /// “POST /prompt”, without the query.
        var route: String
        var query: String
        var head: String
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    enum Step: Sendable {
        /// Bytes on the WebSocket, as they are.
        case send([UInt8])
        case end, reset
    }

    /// What is said and done when.
    struct Script: Sendable {
        /// Answers by route, or by the beginning of one; the last one again and again.
        var answers: [String: [LoopbackServer.Reply]] = [:]
        /// What goes over the WebSocket after a request of this route was answered; “open” when it opens, “pong” when a
        /// ping was answered.
        var steps: [String: [Step]] = [:]
        /// HTTP in place of the handshake.
        var refusal: LoopbackServer.Reply?
    }

    private struct State {
        var script: Script
        var requests: [Request] = []
        var frames: [[UInt8]] = []
        var sockets: [any Channel] = []
    }

    private let state: NIOLoopBoundBox<State>
    private let channel: any Channel
    let port: Int
    var url: String { "http://127.0.0.1:\(port)" }

    init(_ script: Script) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let state = NIOLoopBoundBox.makeBoxSendingValue(State(script: script), eventLoop: loop)
        channel = try await ServerBootstrap(group: loop, childGroup: loop)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(state))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        self.state = state
        port = channel.localAddress?.port ?? 0
    }

    func requests() async throws -> [Request] {
        let state = self.state
        return try await channel.eventLoop.submit { state.value.requests }.get()
    }

    func routes() async throws -> [String] { try await requests().map(\.route) }

    /// What came over the WebSocket: opcode and unmasked bytes of each frame.
    func frames() async throws -> [[UInt8]] {
        let state = self.state
        return try await channel.eventLoop.submit { state.value.frames }.get()
    }

    /// Until a request of that route has come.
    func wait(for route: String) async throws {
        while try await !routes().contains(route) { await Task.yield() }
    }

    func stop() async { try? await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let state: NIOLoopBoundBox<State>
        private var received: [UInt8] = []
        private var isSocket = false

        init(_ state: NIOLoopBoundBox<State>) { self.state = state }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += Array(buffer: unwrapInboundIn(data))
            if isSocket { readFrames() } else if let request = takeRequest() { answer(request, context) }
        }

        private func answer(_ request: Request, _ context: ChannelHandlerContext) {
            state.value.requests.append(request)
            let head = request.head.lowercased()
            if head.contains("\r\norigin:") {
                return write(.sized(status: "403 Forbidden", []), context)
            }
            if head.contains("\r\nupgrade: websocket") {
                if let refusal = state.value.script.refusal { return write(refusal, context) }
                return open(request, context)
            }
            let routes = state.value.script.answers.keys.filter { request.route.hasPrefix($0) }
            guard let route = routes.max(by: { $0.count < $1.count }), var replies = state.value.script.answers[route]
            else { return write(.sized(status: "404 Not Found", []), context) }
            let reply = replies.count > 1 ? replies.removeFirst() : replies[0]
            state.value.script.answers[route] = replies
            write(reply, context)
            take(request.route)
        }

        private func open(_ request: Request, _ context: ChannelHandlerContext) {
            isSocket = true
            state.value.sockets.append(context.channel)
            let key = request.head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("sec-websocket-key:") }
            let value = key.map { $0.dropFirst("sec-websocket-key:".count).drop { $0 == " " } } ?? ""
            let hash = Insecure.SHA1.hash(data: Data("\(value)258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8))
            let head =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
                + "Sec-WebSocket-Accept: \(Data(hash).base64EncodedString())\r\n\r\n"
            // What is said first may travel with it.
            var bytes = Array(head.utf8)
            var rest = state.value.script.steps["open"] ?? []
            while case .send(let more)? = rest.first {
                bytes += more
                rest.removeFirst()
            }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            perform(rest)
        }

        private func take(_ route: String) {
            guard let steps = state.value.script.steps[route] else { return }
            state.value.script.steps[route] = nil
            perform(steps)
        }

        private func perform(_ steps: [Step]) {
            for step in steps {
                for channel in state.value.sockets {
                    switch step {
                    case .send(let bytes): channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
                    case .end: channel.close(promise: nil)
                    case .reset:
                        _ = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                            .map { channel.close(promise: nil) }
                    }
                }
            }
        }

        private func write(_ reply: LoopbackServer.Reply, _ context: ChannelHandlerContext) {
            let channel = context.channel
            var last = context.eventLoop.makeSucceededVoidFuture()
            for piece in reply.pieces { last = context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: piece))) }
            if case .open = reply.ending { return }
            last.whenComplete { _ in channel.close(promise: nil) }
        }

        private func takeRequest() -> Request? {
            let end = Array("\r\n\r\n".utf8)
            guard let at = (0..<max(0, received.count - 3)).first(where: { received[$0..<$0 + 4].elementsEqual(end) })
            else { return nil }
            let head = String(decoding: received[..<at], as: UTF8.self) + "\r\n"
            let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst("content-length:".count).filter { !$0.isWhitespace }) }
            guard received.count >= at + 4 + (length ?? 0) else { return nil }
            let words = head.split(separator: " ")
            let parts = words[1].split(separator: "?", maxSplits: 1)
            let body = Array(received[(at + 4)...])
            received = []
            return Request(
                route: "\(words[0]) \(parts[0])", query: parts.count > 1 ? String(parts[1]) : "", head: head, body: body
            )
        }

        /// Small ones; the client masks what it sends.
        private func readFrames() {
            while received.count >= 6 {
                let short = Int(received[1] & 0x7F)
                let start = short == 126 ? 8 : 6
                guard received.count >= start else { return }
                let length = short == 126 ? Int(received[2]) << 8 | Int(received[3]) : short
                guard received[1] & 0x80 != 0, received.count >= start + length else { return }
                let mask = Array(received[(start - 4)..<start])
                let data = received[start..<start + length].enumerated().map { $1 ^ mask[$0 % 4] }
                let opcode = received[0] & 0x0F
                received.removeFirst(start + length)
                state.value.frames.append([opcode] + data)
                if opcode == 10 { take("pong") }
            }
        }
    }
}
