import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

extension ComfySocket {
    static let mostMessage = 32 << 20
    static let mostFragments = 1 << 16

    /// The way from an address to messages: connection, TLS, handshake.
    struct Opening: Sendable {
        enum Result: Sendable {
            case done(NIOAsyncChannel<SocketSignal, Never>)
            case refused(status: Int)
        }

        struct Late: Error {}

        private static let greeting = #"{"type":"feature_flags","data":{"supports_preview_metadata":true}}"#

        var link: Link
        var certificateFile: String?
        /// With the key.
        var header: (name: String, value: String)?
        var seconds: Double
        var tick: Double

        /// Honours task cancellation.
        func open() async throws -> Result {
            let context = try tls()
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let result = loop.makePromise(of: Result.self)
            let connection = ClientBootstrap(group: loop)
                .connectTimeout(.milliseconds(Int64(seconds * 1000)))
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try self.configure(channel, context).cascade(to: result)
                    }
                }.connect(host: link.host, port: link.port)
            connection.cascadeFailure(to: result)
            let late = loop.scheduleTask(in: .milliseconds(Int64(seconds * 2000))) { result.fail(Late()) }
            result.futureResult.whenComplete { _ in late.cancel() }
            // Whoever comes too late is not needed any more.
            result.futureResult.whenFailure { _ in connection.whenSuccess { $0.close(promise: nil) } }
            return try await withTaskCancellationHandler {
                try await result.futureResult.get()
            } onCancel: {
                result.fail(CancellationError())
            }
        }

        private func tls() throws -> NIOSSLContext? {
            guard link.isSecure else { return nil }
            var tls = TLSConfiguration.makeClientConfiguration()
            if let certificateFile { tls.trustRoots = .file(certificateFile) }
            return try NIOSSLContext(configuration: tls)
        }

        private func configure(_ channel: any Channel, _ context: NIOSSLContext?) throws -> EventLoopFuture<Result> {
            let pipeline = channel.pipeline.syncOperations
            if let context {
                let name = link.literal == nil ? link.host : nil
                try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
            }
            let encoder = HTTPRequestEncoder()
            let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
            let status = StatusReader()
            let box = status.box(on: channel.eventLoop)
            let upgrade = NIOTypedHTTPClientUpgradeHandler<Result>(
                httpHandlers: [status, encoder, decoder],
                upgradeConfiguration: NIOTypedHTTPClientUpgradeConfiguration(
                    upgradeRequestHead: head, upgraders: [upgrader],
                    notUpgradingCompletionHandler: { channel in
                        channel.eventLoop.makeCompletedFuture {
                            channel.close(promise: nil)
                            return .refused(status: box.value)
                        }
                    }))
            try pipeline.addHandlers([encoder, decoder, status, upgrade])
            return upgrade.upgradeResultFuture
        }

        private var head: HTTPRequestHead {
            var headers = HTTPHeaders([
                ("Host", String(link.origin.drop { $0 != "/" }.dropFirst(2))), ("User-Agent", "easel"),
            ])
            if let header { headers.add(name: header.name, value: header.value) }
            return HTTPRequestHead(version: .http1_1, method: .GET, uri: link.path, headers: headers)
        }

        private var upgrader: NIOTypedWebSocketClientUpgrader<Result> {
            NIOTypedWebSocketClientUpgrader(maxFrameSize: ComfySocket.mostMessage) { [tick] channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(
                        NIOWebSocketFrameAggregator(
                            minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: ComfySocket.mostFragments,
                            maxAccumulatedFrameSize: ComfySocket.mostMessage))
                    try pipeline.addHandler(SocketHandler(tick: tick, greeting: Self.greeting))
                    return .done(try NIOAsyncChannel(wrappingChannelSynchronously: channel))
                }
            }
        }
    }
}

/// Remembers what HTTP said to the handshake.
private final class StatusReader: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private var status: NIOLoopBoundBox<Int>?

    func box(on loop: any EventLoop) -> NIOLoopBoundBox<Int> {
        let box = NIOLoopBoundBox(0, eventLoop: loop)
        status = box
        return box
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let status, status.value == 0, case .head(let head) = Self.unwrapInboundIn(data) {
            status.value = Int(head.status.code)
        }
        context.fireChannelRead(data)
    }
}
