import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What takes an answer as it arrives. Lives on one event loop; never shared.
protocol AnswerConsumer: AnyObject, SendableMetatype {
    associatedtype Answer: Sendable
    func begin(status: Int, headers: [(String, String)])
    func receive(_ bytes: UnsafeRawBufferPointer) throws
    /// Everything that was promised has arrived, though the connection may still be open.
    var isComplete: Bool { get }
    /// - Parameter error: why the answer ended early; nil when it ended as it should.
    func end(_ error: (any Error)?) -> Answer
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
        var startedAt: NIODeadline
        var lastByteAt: NIODeadline?
        var completeAt: NIODeadline?
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
        state = .makeBoxSendingValue(Running(consumer: consumer, startedAt: .now()), eventLoop: loop)
    }

    /// Looks once a second whether a limit has passed; only while a request runs.
    func watch(_ task: HTTPClient.Task<Response>) {
        loop.execute { [state, limits, loop] in
            state.value.watch = loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { [weak task] watch in
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
        if let complete = running.completeAt, now - complete >= .seconds(Int64(limits.grace)) { return SaidAll() }
        if now - running.startedAt >= .seconds(Int64(limits.total)) { return TransportFailure.total(seconds: limits.total) }
        if let last = running.lastByteAt {
            return now - last >= .seconds(Int64(limits.idle)) ? TransportFailure.idle(seconds: limits.idle) : nil
        }
        return now - running.startedAt >= .seconds(Int64(limits.firstByte))
            ? TransportFailure.firstByte(seconds: limits.firstByte) : nil
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
        if state.value.completeAt == nil, state.value.consumer.isComplete { state.value.completeAt = .now() }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Response>) throws -> Response { Self.finished(&state.value, nil) }

    private func fail(_ error: any Error, _ task: HTTPClient.Task<Response>) -> EventLoopFuture<Void> {
        state.value.failure = error
        return task.eventLoop.makeFailedFuture(error)
    }
}
