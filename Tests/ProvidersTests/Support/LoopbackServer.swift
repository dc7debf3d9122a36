import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// An HTTP server of which every byte is the test's: connections are answered from a list of replies, one each, in order;
/// the last one again and again.
final class LoopbackServer: Sendable {
    struct Reply: Sendable {
        enum Ending: Sendable { case close, reset, open }

        /// Written and flushed one by one.
        var pieces: [[UInt8]]
        /// Between two pieces; nil: at once.
        var interval: TimeAmount?
        /// Then this, so many times, each when the one before has gone.
        var flood: [UInt8] = []
        var times = 0
        var tail: [UInt8] = []
        var ending = Ending.close

        static func raw(_ text: String, ending: Ending = .close) -> Reply {
            Reply(pieces: [Array(text.utf8)], ending: ending)
        }

        /// With a Content-Length.
        static func sized(
            status: String = "200 OK", type: String = "application/json", headers: [String] = [], _ body: [UInt8],
            ending: Ending = .close
        ) -> Reply {
            Reply(
                pieces: [head(status, type, headers + ["Content-Length: \(body.count)"]), body], ending: ending)
        }

        /// In chunks, cut as given.
        static func chunked(
            status: String = "200 OK", type: String = "text/event-stream", _ body: [[UInt8]], isEnded: Bool = true,
            ending: Ending = .close
        ) -> Reply {
            var pieces = [head(status, type, ["Transfer-Encoding: chunked"])]
            for chunk in body where !chunk.isEmpty {
                pieces.append(Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8))
            }
            if isEnded { pieces.append(Array("0\r\n\r\n".utf8)) }
            return Reply(pieces: pieces, ending: ending)
        }

        static func head(_ status: String, _ type: String, _ headers: [String]) -> [UInt8] {
            Array(
                (["HTTP/1.1 \(status)", "Content-Type: \(type)"] + headers + ["", ""]).joined(separator: "\r\n").utf8)
        }
    }

    private struct State {
        var replies: [Reply]
        var requests: [[UInt8]] = []
    }

    private let state: NIOLoopBoundBox<State>
    private let channel: any Channel
    let port: Int
    private let host: String
    var url: String { "http://\(host):\(port)" }

    /// - Parameter tls: what it shows of itself; nil: in plain.
    init(_ replies: [Reply], host: String = "127.0.0.1", port: Int = 0, tls: NIOSSLContext? = nil) async throws {
        self.host = host
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let state = NIOLoopBoundBox.makeBoxSendingValue(State(replies: replies), eventLoop: loop)
        channel = try await ServerBootstrap(group: loop, childGroup: loop)
            // Two that ask for any port with it might get the same.
            .serverChannelOption(.socketOption(.so_reuseaddr), value: port == 0 ? 0 : 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(Handler(state))
                }
            }.bind(host: host, port: port).get()
        self.state = state
        self.port = channel.localAddress?.port ?? 0
    }

    /// All requests so far, head and body, as they came.
    func requests() async throws -> [String] {
        let state = self.state
        return try await channel.eventLoop.submit { state.value.requests.map { String(decoding: $0, as: UTF8.self) } }
            .get()
    }

    func stop() async { try? await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let state: NIOLoopBoundBox<State>
        private var received: [UInt8] = []
        private var isAnswered = false

        init(_ state: NIOLoopBoundBox<State>) { self.state = state }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += Array(buffer: unwrapInboundIn(data))
            guard !isAnswered, isWhole else { return }
            isAnswered = true
            state.value.requests.append(received)
            let reply = state.value.replies.count > 1 ? state.value.replies.removeFirst() : state.value.replies[0]
            var last = context.eventLoop.makeSucceededVoidFuture()
            let channel = context.channel
            for (index, piece) in reply.pieces.enumerated() {
                guard let interval = reply.interval else {
                    last = context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: piece)))
                    continue
                }
                last = context.eventLoop.scheduleTask(in: interval * index) {
                    channel.writeAndFlush(ByteBuffer(bytes: piece))
                }.futureResult.flatMap { $0 }
            }
            if reply.times > 0 {
                // Small ones travel together.
                let most = max(1, 65536 / max(1, reply.flood.count))
                let many = ByteBuffer(bytes: [[UInt8]](repeating: reply.flood, count: min(most, reply.times)).joined())
                last = last.flatMap { Self.flood(channel, many, times: reply.times / min(most, reply.times)) }
                last = last.flatMap { channel.writeAndFlush(ByteBuffer(bytes: reply.tail)) }
            }
            last.whenComplete { _ in
                switch reply.ending {
                case .open: break
                case .close: channel.close(promise: nil)
                case .reset:
                    // Linger of nothing: the peer is told by a reset instead of an end.
                    _ = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                        .map { channel.close(promise: nil) }
                }
            }
        }

        private static func flood(_ channel: any Channel, _ bytes: ByteBuffer, times: Int) -> EventLoopFuture<Void> {
            channel.writeAndFlush(bytes).flatMap {
                times > 1 && channel.isActive
                    ? flood(channel, bytes, times: times - 1) : channel.eventLoop.makeSucceededVoidFuture()
            }
        }

        private var isWhole: Bool {
            let end = Array("\r\n\r\n".utf8)
            guard let head = (0..<max(0, received.count - 3)).first(where: { received[$0..<$0 + 4].elementsEqual(end) })
            else { return false }
            let lines = String(decoding: received[..<head], as: UTF8.self).lowercased().split(separator: "\r\n")
            let length = lines.first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst("content-length:".count).filter { !$0.isWhitespace }) }
            return received.count >= head + 4 + (length ?? 0)
        }
    }
}
