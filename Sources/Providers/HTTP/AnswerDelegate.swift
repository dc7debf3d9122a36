import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What takes an answer as it arrives. Lives on one event loop; never shared.
protocol AnswerConsumer: AnyObject, SendableMetatype {
    associatedtype Answer: Sendable
    /// The whole request has left this machine.
    func sent()
    func begin(status: Int, headers: [(String, String)])
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
    typealias Response = AnswerEnd<Consumer.Answer>

    /// What changes, only ever touched on the loop.
    private struct Running {
        var consumer: Consumer
        let startedAt: NIODeadline
        /// When the last piece of the request went, or it began: the first byte is waited for from then on.
        var lastSentAt: NIODeadline
        var lastByteAt: NIODeadline?
        var wasSent = false
        var hadBegun = false
        var failure: (any Error)?
        var watch: RepeatedTask?
    }

    private let state: NIOLoopBoundBox<Running>
    private let limits: TimeLimits
    private let loop: any EventLoop

    init(consumer: sending Consumer, limits: TimeLimits, loop: any EventLoop) {
        self.limits = limits
        self.loop = loop
        let now = NIODeadline.now()
        state = .makeBoxSendingValue(Running(consumer: consumer, startedAt: now, lastSentAt: now), eventLoop: loop)
    }

    /// Looks now and then whether a limit has passed; only while a request runs.
    func watch(_ task: HTTPClient.Task<Response>) {
        let interval = TimeAmount.milliseconds(Int64(limits.interval * 1000))
        loop.execute { [state, limits, loop] in
            state.value.watch = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) {
                [weak task] watch in
                guard let task else { return watch.cancel() }
                if let error = Self.limitPassed(state.value, limits) {
                    watch.cancel()
                    task.fail(reason: error)
                }
            }
        }
    }

    private static func limitPassed(_ running: Running, _ limits: TimeLimits) -> (any Error)? {
        let now = NIODeadline.now()
        func isOver(_ limit: Double, since: NIODeadline) -> Bool { now - since >= .milliseconds(Int64(limit * 1000)) }
        if let last = running.lastByteAt {
            switch running.consumer.progress {
            case .open: break
            case .likelyComplete: if isOver(limits.grace * 10, since: last) { return SaidAll() }
            case .complete: if isOver(limits.grace, since: last) { return SaidAll() }
            }
            if isOver(limits.idle, since: last) { return TransportFailure.idle(seconds: limits.idle) }
        } else if isOver(limits.firstByte, since: running.lastSentAt) {
            return TransportFailure.firstByte(seconds: limits.firstByte)
        }
        return isOver(limits.total, since: running.startedAt) ? TransportFailure.total(seconds: limits.total) : nil
    }

    /// The exchange failed: what arrived before counts.
    func broken(_ error: any Error) async -> Response {
        let future = loop.submit { [state] in
            let failure = state.value.failure ?? error
            return Self.finished(&state.value, failure is SaidAll ? nil : failure)
        }
        do {
            return try await future.get()
        } catch {
            preconditionFailure("the event loop that ran the request is gone: \(error)")
        }
    }

    private static func finished(_ running: inout Running, _ error: (any Error)?) -> Response {
        running.watch?.cancel()
        running.watch = nil
        return AnswerEnd(
            answer: running.consumer.end(error), error: error, wasSent: running.wasSent, hadBegun: running.hadBegun)
    }

    // MARK: The client's callbacks

    func didSendRequestHead(task: HTTPClient.Task<Response>, _ head: HTTPRequestHead) { state.value.wasSent = true }

    func didSendRequestPart(task: HTTPClient.Task<Response>, _ part: IOData) { state.value.lastSentAt = .now() }

    func didSendRequest(task: HTTPClient.Task<Response>) { state.value.consumer.sent() }

    func didReceiveHead(task: HTTPClient.Task<Response>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.value.lastByteAt = .now()
        state.value.hadBegun = true
        if (300..<400).contains(head.status.code) {
            let target = head.headers.first(name: "location") ?? "nowhere"
            return fail(TransportFailure.redirected(to: target), task)
        }
        state.value.consumer.begin(status: Int(head.status.code), headers: head.headers.map { ($0.name, $0.value) })
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Response>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        state.value.lastByteAt = .now()
        do {
            try buffer.withUnsafeReadableBytes { try state.value.consumer.receive($0) }
        } catch {
            return fail(error, task)
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Response>) throws -> Response { Self.finished(&state.value, nil) }

    private func fail(_ error: any Error, _ task: HTTPClient.Task<Response>) -> EventLoopFuture<Void> {
        state.value.failure = error
        return task.eventLoop.makeFailedFuture(error)
    }
}
