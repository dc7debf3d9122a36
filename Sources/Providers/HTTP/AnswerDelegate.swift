import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What takes an answer as it arrives. Lives on one event loop; never shared.
protocol AnswerConsumer: AnyObject, SendableMetatype {
    associatedtype Answer: Sendable
    /// Whether it reads an answer that was received in this dialect, for those that are read again later.
    static func reads(_ dialect: String) -> Bool
    /// Comes first: all other calls will come from this loop.
    func start(on loop: any EventLoop)
    /// The whole request has left this machine.
    func sent()
    func begin(status: Int, headers: [(String, String)])
    /// What has to be waited for before `receive` takes these bytes; nil: nothing. Asked again after the wait.
    func holdUp(before bytes: UnsafeRawBufferPointer) -> EventLoopFuture<Void>?
    func receive(_ bytes: UnsafeRawBufferPointer) throws
    var progress: AnswerProgress { get }
    /// - Parameter error: why the answer ended early; nil when it ended as it should.
    func end(_ error: (any Error)?) -> Answer
}

/// Whether more is to come, as far as the answer itself tells.
enum AnswerProgress: Hashable, Sendable {
    case open
    /// It looks like the end, but has not always been.
    case likelyComplete
    /// Everything that was promised has arrived, though the connection may still be open: the server is given the grace
    /// of `TimeLimits` to add something.
    case complete
}

/// How an exchange ended.
struct AnswerEnd<Answer: Sendable>: Sendable {
    var answer: Answer
    var error: (any Error)?
    /// The request had left this machine.
    var wasSent: Bool
    /// The answer had begun.
    var hadBegun: Bool
}

/// Everything has been said though the server keeps the connection open.
private struct SaidAll: Error {}

/// The border to the HTTP client: its callbacks on one event loop, with our time limits.
final class AnswerDelegate<Consumer: AnswerConsumer>: HTTPClientResponseDelegate {
    typealias Response = Void

    /// What changes, only ever touched on the loop.
    private struct Running {
        var consumer: Consumer
        var clock: AnswerClock
        var wasSent = false
        var hadBegun = false
        var isOver = false
        var failure: (any Error)?
        /// Arrived, and not read yet.
        var held: CircularBuffer<ByteBuffer> = []
        var heldBytes = 0
        var watch: RepeatedTask?
    }

    /// Bytes of all names and values. The parser itself holds eight times as many, and no more.
    private static var mostHeaders: Int { 256 << 10 }

    /// Bytes that may wait for the hashing before the server has to. Beyond them the client holds what comes, and drops it
    /// when the connection breaks: so it is more than a network brings meanwhile. A server on this machine may bring more.
    private static var mostHeld: Int { 2 << 20 }

    private let state: NIOLoopBoundBox<Running>
    private let limits: TimeLimits
    private let loop: any EventLoop

    init(consumer: sending Consumer, limits: TimeLimits, loop: any EventLoop) {
        self.limits = limits
        self.loop = loop
        consumer.start(on: loop)
        let clock = AnswerClock(startedAt: .now())
        state = .makeBoxSendingValue(Running(consumer: consumer, clock: clock), eventLoop: loop)
    }

    /// Looks now and then whether a limit has passed; only while a request runs.
    func watch(_ task: HTTPClient.Task<Response>) {
        let interval = TimeAmount.milliseconds(Int64(limits.interval * 1000))
        loop.execute { [state, limits, loop] in
            state.value.watch = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) {
                [weak task] watch in
                guard let task else { return watch.cancel() }
                if let error = Self.limitPassed(&state.value, limits) {
                    watch.cancel()
                    task.fail(reason: error)
                }
            }
        }
    }

    /// Why nothing more is waited for; nil while it is.
    private static func limitPassed(_ running: inout Running, _ limits: TimeLimits) -> (any Error)? {
        switch running.clock.verdict(at: .now(), progress: running.consumer.progress, limits: limits) {
        case .goOn: nil
        case .saidAll: SaidAll()
        case .failed(let failure): failure
        }
    }

    /// The exchange is over: whatever arrived before counts.
    func end(_ error: (any Error)?) async -> AnswerEnd<Consumer.Answer> {
        let future = loop.flatSubmit { self.settle() }.flatMapThrowing { [state] in
            let failure = state.value.failure ?? error
            return Self.finished(&state.value, failure is SaidAll ? nil : failure)
        }
        do {
            return try await future.get()
        } catch {
            preconditionFailure("the event loop that ran the request is gone: \(error)")
        }
    }

    /// Until all that arrived has been read.
    private func settle() -> EventLoopFuture<Void> {
        drain()?.flatMap { _ in self.settle() } ?? loop.makeSucceededVoidFuture()
    }

    /// Reads what has arrived, as far as nobody has to be waited for.
    /// - Returns: until when; nil when nothing is left.
    private func drain() -> EventLoopFuture<Void>? {
        while state.value.failure == nil, let buffer = state.value.held.first {
            if let wait = buffer.withUnsafeReadableBytes({ state.value.consumer.holdUp(before: $0) }) { return wait }
            state.value.held.removeFirst()
            state.value.heldBytes -= buffer.readableBytes
            do {
                try buffer.withUnsafeReadableBytes { try state.value.consumer.receive($0) }
            } catch {
                state.value.failure = error
            }
        }
        state.value.held = []
        return nil
    }

    private static func finished(_ running: inout Running, _ error: (any Error)?) -> AnswerEnd<Consumer.Answer> {
        running.watch?.cancel()
        running.watch = nil
        running.isOver = true
        return AnswerEnd(
            answer: running.consumer.end(error), error: error, wasSent: running.wasSent, hadBegun: running.hadBegun)
    }

    // MARK: The client's callbacks

    func didSendRequestHead(task: HTTPClient.Task<Response>, _ head: HTTPRequestHead) {
        state.value.wasSent = true
        state.value.clock.lastSentAt = .now()
    }

    func didSendRequestPart(task: HTTPClient.Task<Response>, _ part: IOData) { state.value.clock.lastSentAt = .now() }

    func didSendRequest(task: HTTPClient.Task<Response>) { state.value.consumer.sent() }

    func didReceiveHead(task: HTTPClient.Task<Response>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.value.clock.lastByteAt = .now()
        state.value.hadBegun = true
        if (300..<400).contains(head.status.code) {
            let target = head.headers.first(name: "location")
            return fail(TransportFailure.redirected(to: target, status: Int(head.status.code)), task)
        }
        guard head.headers.reduce(0, { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }) <= Self.mostHeaders else {
            return fail(TransportFailure.headersTooLarge(limit: Self.mostHeaders), task)
        }
        state.value.consumer.begin(status: Int(head.status.code), headers: head.headers.map { ($0.name, $0.value) })
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Response>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        state.value.clock.lastByteAt = .now()
        guard !state.value.isOver else { return task.eventLoop.makeSucceededVoidFuture() }
        state.value.held.append(buffer)
        state.value.heldBytes += buffer.readableBytes
        let wait = drain()
        if let error = state.value.failure { return task.eventLoop.makeFailedFuture(error) }
        guard let wait else { return task.eventLoop.makeSucceededVoidFuture() }
        let next = wait.flatMap { self.goOn(task) }
        // What the client holds for us it drops when the connection breaks: so it holds nothing, unless that is too much.
        return state.value.heldBytes > Self.mostHeld ? next : task.eventLoop.makeSucceededVoidFuture()
    }

    /// After a wait. What goes wrong by then cannot be told in the client's call any more.
    private func goOn(_ task: HTTPClient.Task<Response>) -> EventLoopFuture<Void> {
        guard !state.value.isOver else { return loop.makeSucceededVoidFuture() }
        let wait = drain()
        if let error = state.value.failure {
            task.fail(reason: error)
            return loop.makeFailedFuture(error)
        }
        return wait?.flatMap { self.goOn(task) } ?? loop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Response>) throws {}

    private func fail(_ error: any Error, _ task: HTTPClient.Task<Response>) -> EventLoopFuture<Void> {
        state.value.failure = error
        return task.eventLoop.makeFailedFuture(error)
    }
}
