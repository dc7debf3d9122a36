import NIOCore
import StudioCore

@testable import Providers

/// Connections that break or fall silent, and pictures that are none.
extension Fault {
    static var breaking: [Fault] { breaks + silences }

    private static var breaks: [Fault] {
        let body = Array(stream.utf8)
        let event = FaultDialect.current.beginning
        let whole = Array(event.utf8)
        let half = Array(event.utf8.prefix(event.utf8.count - 80))
        return [LoopbackServer.Reply.Ending.close, .reset].flatMap { ending -> [Fault] in
            let how = ending == .close ? "closed" : "reset"
            return [
                .fails(
                    "\(how) before an answer", .network, .truncated, billed: .unknown, .init(pieces: [], ending: ending)
                ),
                .fails(
                    "\(how) within the head", .network, .truncated, billed: .unknown,
                    .raw("HTTP/1.1 200 OK\r\nContent-Ty", ending: ending)),
                .fails(
                    "\(how) after the head", .network, .truncated, billed: .unknown,
                    .raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", ending: ending)),
                .fails(
                    "\(how) within the picture", .network, .truncated, billed: .unknown,
                    .chunked([half], isEnded: false, ending: ending)),
            ]
        } + [
            .picture("closed right after the picture", .chunked([whole], isEnded: false)),
            .picture(
                "closed within what follows the picture",
                .chunked([whole + Array(#","thoughtSig"#.utf8)], isEnded: false)),
            .picture("ended politely right after the picture", .chunked([whole])),
            Fault(
                name: "closed right after a large picture",
                replies: [
                    .chunked(
                        [
                            Array(
                                #"data: {"candidates":[{"content":{"parts":[{"inlineData":{"data":"\#(base64(large))"}}"#
                                    .utf8)
                        ],
                        isEnded: false)
                ], expectation: .pictures([large])),
            Fault(
                name: "nonsense right after a large picture in 7000 chunks",
                replies: [
                    .init(
                        pieces: LoopbackServer.Reply.chunked(
                            stride(from: 0, to: largeEvent.count, by: 600).map {
                                Array(largeEvent[$0..<min($0 + 600, largeEvent.count)])
                            },
                            isEnded: false
                        ).pieces + [Array("zz\r\n".utf8)])
                ], expectation: .pictures([large])),
            .fails("ended politely within the picture", .truncated, billed: .unknown, .chunked([half])),
            .fails(
                "shorter than its Content-Length", .truncated, billed: .unknown,
                .raw("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n{\"candidates\":[")),
            .picture(
                "a whole picture in less than its Content-Length",
                .raw("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n\(document)")),
            .picture(
                "longer than its Content-Length",
                .raw("HTTP/1.1 200 OK\r\nContent-Length: \(document.utf8.count)\r\n\r\n\(document)and more of it")),
            .picture(
                "a second answer nobody asked for",
                .raw(
                    "HTTP/1.1 200 OK\r\nContent-Length: \(document.utf8.count)\r\n\r\n\(document)"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")),
            .survives(
                "a chunk size that is none", .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n")),
            .survives(
                "a chunk size that overflows",
                .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n")),
            .picture(
                "a broken chunk after the picture",
                .raw(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(String(body.count, radix: 16))\r\n\(stream)\r\nzz\r\n"
                )),
            .picture(
                "the head in pieces",
                .init(pieces: (LoopbackServer.Reply.head("200 OK", "text/event-stream", [])).map { [$0] } + [body])),
            .fails(
                "the last word without a picture", .noImage, .contentRejected, billed: .unknown,
                .events(#"{"candidates":[{"content":{"parts":[]},"finishReason":"STOP"}]}"#)),
            .fails(
                "a stream that just stops", .truncated, billed: .unknown,
                .events(#"{"candidates":[{"content":{"parts":[{"text":"Here"}]}}]}"#)),
        ]
    }

    private static let large = Picture.png(3_000_000)
    private static let largeEvent = Array(
        #"data: {"candidates":[{"content":{"parts":[{"inlineData":{"data":"\#(base64(large))"}}"#.utf8)

    private static var silences: [Fault] {
        let head = LoopbackServer.Reply.head("200 OK", "text/event-stream", [])
        let event = FaultDialect.current.beginning
        let comments = [[UInt8]](repeating: Array(": keep-alive\n\n".utf8), count: 30)
        let half = Array(event.utf8.prefix(event.utf8.count - 80))
        return [
            .fails(
                "no first byte", .timeout, billed: .unknown, .init(pieces: [], ending: .open),
                limits: TimeLimits(firstByte: 0.05)),
            .fails(
                "silence within the picture", .timeout, billed: .unknown, .init(pieces: [head, half], ending: .open),
                limits: TimeLimits(idle: 0.5)),
            .picture(
                "silence right after the picture", .init(pieces: [head + Array(event.utf8)], ending: .open),
                limits: TimeLimits(idle: 2)),
            .picture(
                "a stream that is complete and stays open", .init(pieces: [head + Array(stream.utf8)], ending: .open),
                limits: TimeLimits(grace: 0.05)),
            .picture(
                "a document that is complete and stays open",
                .init(pieces: [head + Array(document.utf8)], ending: .open), limits: TimeLimits(grace: 0.05)),
            .picture(
                "blanks for ever after a complete document",
                .init(pieces: [head + Array(document.utf8)], flood: [0x20], times: .max, ending: .open),
                limits: TimeLimits(grace: 0.05)),
            .picture(
                "comments for ever after a complete stream",
                .init(pieces: [head + Array(stream.utf8)], flood: Array(":\n\n".utf8), times: .max, ending: .open),
                limits: TimeLimits(grace: 0.05)),
            .picture(
                "comments for longer than may be idle, and then the picture",
                .init(pieces: [head] + comments + [Array(stream.utf8)], interval: .milliseconds(50)),
                limits: TimeLimits(idle: 1)),
            .fails(
                "comments for ever and nothing else", .timeout, billed: .unknown,
                .init(pieces: [head], flood: Array(": keep-alive\n\n".utf8), times: .max, ending: .open),
                limits: TimeLimits(total: 1)),
        ]
    }
}
