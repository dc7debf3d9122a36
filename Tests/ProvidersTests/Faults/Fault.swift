import StudioCore

@testable import Providers

/// One way in which a server misbehaves, and what must come of it.
struct Fault: Sendable {
    enum Expectation: Sendable {
        /// All pictures that count, byte for byte, in the order of the answer.
        case pictures([[UInt8]])
        /// Any of the kinds; billed as given.
        case failure([FailureKind], Billed)
        /// Whatever comes of it: a failure without a picture, or the picture.
        case survival
    }

    var name: String
    /// One a connection; the last one again and again.
    var replies: [LoopbackServer.Reply]
    var expectation: Expectation
    /// How many requests reach the server.
    var requests = 1
    /// Seconds the provider says it waits before each repeat.
    var waits: [Double] = []
    /// What the message must hold; `HOST` is the server's.
    var says: [String] = []
    var limits = TimeLimits()
    var streams = true
    var dialect = FaultDialect.current

    static let now = 784_111_777.0

    static let shot = Picture.jpeg(200)
    static var document: String { FaultDialect.current.document }
    static var stream: String { FaultDialect.current.stream }

    static func picture(
        _ name: String, _ replies: LoopbackServer.Reply..., requests: Int = 1, waits: [Double] = [],
        says: [String] = [], limits: TimeLimits = TimeLimits(), streams: Bool = true
    ) -> Fault {
        Fault(
            name: name, replies: replies, expectation: .pictures([shot]), requests: requests, waits: waits, says: says,
            limits: limits, streams: streams)
    }

    static func fails(
        _ name: String, _ kinds: FailureKind..., billed: Billed, _ reply: LoopbackServer.Reply, requests: Int = 1,
        says: [String] = [], limits: TimeLimits = TimeLimits()
    ) -> Fault {
        Fault(
            name: name, replies: [reply], expectation: .failure(kinds, billed), requests: requests, says: says,
            limits: limits)
    }

    static func survives(_ name: String, _ reply: LoopbackServer.Reply, requests: Int = 1) -> Fault {
        Fault(name: name, replies: [reply], expectation: .survival, requests: requests)
    }

    static var all: [Fault] {
        waiting + breaking + pictures + framing + words + sizes + strangers
            + [FaultDialect.chat, .images].flatMap { dialect in
                FaultDialect.$current.withValue(dialect) { waiting + breaking + framing }.map { fault in
                    var fault = fault
                    fault.name = "\(dialect): \(fault.name)"
                    return fault
                }
            }
    }
}

extension LoopbackServer.Reply {
    static var document: Self { .sized(Array(Fault.document.utf8)) }

    /// One event after the other, as Google ends them.
    static func events(_ documents: String..., ending: Ending = .close) -> Self {
        .chunked([Array(documents.map { "data: \($0)\r\n\r\n" }.joined().utf8)], ending: ending)
    }

    static func error(_ status: Int, headers: [String] = [], _ body: String) -> Self {
        .sized(status: "\(status) X", headers: headers, Array(body.utf8))
    }

    /// The error envelope of Google.
    static func google(
        _ status: Int, headers: [String] = [], _ message: String, code: String = "X", details: String = "[]"
    ) -> Self {
        error(
            status, headers: headers,
            #"{"error":{"code":\#(status),"message":"\#(message)","status":"\#(code)","details":\#(details)}}"#)
    }
}
