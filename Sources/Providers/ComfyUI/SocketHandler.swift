import NIOCore
import NIOWebSocket

/// The end of a WebSocket's pipeline: whole messages become signals, pings are answered, and a clock ticks between them.
final class SocketHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = SocketSignal
    typealias OutboundIn = Never
    typealias OutboundOut = WebSocketFrame

    private let interval: TimeAmount
    private let greeting: String
    private var clock: RepeatedTask?
    private var hasSaidGoodbye = false

    /// - Parameters:
    ///   - tick: seconds between two ticks.
    ///   - greeting: what is said first.
    init(tick: Double, greeting: String) {
        interval = .milliseconds(max(1, Int64(tick * 1000)))
        self.greeting = greeting
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        // While the handshake's own handlers make room, nothing can be said.
        context.eventLoop.execute {
            let (handler, context) = bound.value
            handler.send(.text, ByteBuffer(string: handler.greeting), context)
        }
        clock = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            let context = bound.value.1
            context.fireChannelRead(Self.wrapInboundOut(.tick))
            context.fireChannelReadComplete()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { clock?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        clock?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        switch frame.opcode {
        case .text: context.fireChannelRead(Self.wrapInboundOut(.text(Array(buffer: frame.unmaskedData))))
        case .binary: context.fireChannelRead(Self.wrapInboundOut(.binary(Array(buffer: frame.unmaskedData))))
        case .ping:
            // Whoever sends without reading gets no answers piled up for him.
            if context.channel.isWritable { send(.pong, frame.unmaskedData, context) }
        case .connectionClose: context.close(promise: nil)
        default: break
        }
    }

    /// What is no proper frame, or too large a one: nothing of this connection is believed any more.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        clock?.cancel()
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if !hasSaidGoodbye, mode == .all, context.channel.isActive {
            hasSaidGoodbye = true
            var code = ByteBuffer()
            code.write(webSocketErrorCode: .goingAway)
            send(.connectionClose, code, context)
        }
        context.close(mode: mode, promise: promise)
    }

    private func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
    }
}
