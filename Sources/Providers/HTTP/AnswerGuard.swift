import NIOCore
import NIOHTTP1

/// Stands between what is read from a socket and the HTTP client, which would end the program when an answer is out of
/// order, and forgets what it holds when a connection breaks: so it is given nothing it has not asked for, and hears of the
/// end only after all that came before.
final class AnswerGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    private enum Event {
        case part(HTTPClientResponsePart)
        case error(any Error)
        case inactive
    }

    private static var mostPieces: Int { 16 }

    private var order = AnswerOrder()
    /// Came before it was asked for.
    private var waiting: CircularBuffer<Event> = []
    /// The client has asked and was not answered yet.
    private var isAskedFor = true
    /// The client itself ends the connection: it wants to hear no more of it.
    private var isLetGo = false
    private var isReleasing = false

    /// Right behind the decoder of a channel of the HTTP client's.
    static func add(to channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(AnswerGuard(), position: .after(decoder))
        }
    }

    // MARK: From the client

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .head = unwrapOutboundIn(data) { order.asked() }
        context.write(data, promise: promise)
    }

    func read(context: ChannelHandlerContext) {
        isAskedFor = true
        if waiting.isEmpty { context.read() } else { release(context) }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        isLetGo = true
        waiting = []
        context.close(mode: mode, promise: promise)
    }

    // MARK: From the socket

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        let kind: AnswerOrder.Part =
            switch part {
            case .head(let head): .head(status: Int(head.status.code))
            case .body: .body
            case .end: .end
            }
        switch order.take(kind) {
        case .drop: break
        case .fail(let why):
            add(.error(TransportFailure.badHTTP(why)), context)
        case .pass: enqueue(part)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if waiting.isEmpty, isAskedFor { complete(context) } else { release(context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { add(.error(error), context) }

    func channelInactive(context: ChannelHandlerContext) { add(.inactive, context) }

    /// Many pieces of a body become one: the client takes only so many in one go.
    private func enqueue(_ part: HTTPClientResponsePart) {
        if waiting.count >= Self.mostPieces, case .body(var more) = part, case .part(.body(var body))? = waiting.last {
            waiting.removeLast()
            body.writeBuffer(&more)
            waiting.append(.part(.body(body)))
        } else {
            waiting.append(.part(part))
        }
    }

    private func add(_ event: Event, _ context: ChannelHandlerContext) {
        if isLetGo || (waiting.isEmpty && !order.isAnswering) { return give(event, context) }
        waiting.append(event)
        release(context)
        if case .inactive = event { releaseAll(context) }
    }

    // MARK: To the client

    private func complete(_ context: ChannelHandlerContext) {
        isAskedFor = false
        context.fireChannelReadComplete()
    }

    /// As much as the client asks for: parts until something else comes, which waits until it asks again.
    private func release(_ context: ChannelHandlerContext) {
        guard !isReleasing else { return }
        isReleasing = true
        while isAskedFor, !waiting.isEmpty {
            var hasGiven = false
            while let event = waiting.first {
                if case .part = event { hasGiven = true } else if hasGiven { break }
                waiting.removeFirst()
                give(event, context)
            }
            if hasGiven { complete(context) }
            // A channel does so by itself after what it has read, but not any more when it is closed.
            if !isAskedFor { context.channel.read() }
        }
        isReleasing = false
    }

    /// There will be no later.
    private func releaseAll(_ context: ChannelHandlerContext) {
        context.channel.read()
        release(context)
        while let event = waiting.popFirst() { give(event, context) }
    }

    private func give(_ event: Event, _ context: ChannelHandlerContext) {
        switch event {
        case .part(let part): context.fireChannelRead(wrapInboundOut(part))
        case .error(let error): context.fireErrorCaught(error)
        case .inactive: context.fireChannelInactive()
        }
    }
}
