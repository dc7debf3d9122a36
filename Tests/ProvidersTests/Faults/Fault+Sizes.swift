import StudioCore

@testable import Providers

/// Too much of anything; what a moment of a test can bear of it. `HugeFaultTests` has the rest.
extension Fault {
    static var sizes: [Fault] {
        let image = #"{"inlineData":{"data":"\#(base64(shot))"}}"#
        func nested(_ depth: Int, _ open: String = "[", _ close: String = "]") -> String {
            String(repeating: open, count: depth) + String(repeating: close, count: depth)
        }
        func parts(_ name: String, _ part: String, _ count: Int) -> Fault {
            .picture(
                name,
                .sized(
                    Array(
                        #"{"candidates":[{"content":{"parts":[\#(image),\#(Array(repeating: part, count: count).joined(separator: ","))]}}]}"#
                            .utf8)))
        }
        let bounded = TimeLimits(grace: 0.05)
        return [
            .picture(
                "60 levels",
                .sized(Array(#"{"a":\#(nested(60)),"candidates":[{"content":{"parts":[\#(image)]}}]}"#.utf8))),
            .fails(
                "65 levels", .unsafeResponse, billed: .unknown, .sized(Array(#"{"a":\#(nested(65))}"#.utf8)),
                says: ["64"]),
            .fails(
                "100 000 levels", .unsafeResponse, billed: .unknown, .sized(Array(#"{"a":\#(nested(100_000))}"#.utf8))),
            .fails(
                "100 000 objects deep", .unsafeResponse, billed: .unknown,
                .sized(Array(nested(100_000, #"{"a":"#, "}").utf8))),
            .picture(
                "100 000 levels after the picture",
                .sized(Array(#"{"candidates":[{"content":{"parts":[\#(image)]}}],"a":\#(nested(100_000))}"#.utf8))),
            .picture(
                "100 000 levels in an event before the picture",
                .events(#"{"a":\#(nested(100_000))}"#, event(base64(shot)))),
            .fails(
                "100 000 levels in an error", .unsafeResponse, .server, billed: .unknown,
                .error(500, #"{"error":{"message":\#(nested(100_000))}}"#)),
            .fails(
                "100 000 levels in an error's words", .server, billed: .unknown,
                .google(500, nested(100_000, #"{\"error\":"#, "}"))),
            parts("10 000 texts", #"{"text":"x"}"#, 10_000),
            parts("10 000 signed texts", #"{"text":"x","y":"thoughtSignature"}"#, 10_000),
            parts("10 000 links", #"{"fileData":{"fileUri":"file:///etc/passwd"}}"#, 10_000),
            parts("10 000 broken pictures", #"{"inlineData":{"data":5}}"#, 10_000),
            .survives(
                "300 pictures",
                .sized(
                    Array(
                        #"{"candidates":[{"content":{"parts":[\#(Array(repeating: image, count: 300).joined(separator: ","))]}}]}"#
                            .utf8))),
            .picture(
                "20 000 events",
                .chunked([Array((String(repeating: "data: {\"a\":1}\n\n", count: 20_000) + stream).utf8)])),
            .fails(
                "300 KB of headers", .unsafeResponse, billed: .unknown,
                .sized(
                    headers: (0..<100).map { "X-\($0): \(String(repeating: "x", count: 3000))" }, Array(document.utf8)),
                says: ["256 KB"]),
            .fails(
                "a header of 200 KB", .unsafeResponse, billed: .unknown,
                .sized(headers: ["X: \(String(repeating: "x", count: 200_000))"], Array(document.utf8))),
            .fails(
                "10 000 headers", .unsafeResponse, billed: .unknown,
                .sized(headers: (0..<10_000).map { "X-\($0): x" }, Array(document.utf8))),
            .fails(
                "headers without end", .unsafeResponse, billed: .unknown,
                .init(
                    pieces: [Array("HTTP/1.1 200 OK\r\n".utf8)],
                    flood: Array("X-Y: \(String(repeating: "z", count: 1000))\r\n".utf8), times: .max)),
            .fails(
                "a header without end", .unsafeResponse, billed: .unknown,
                .init(
                    pieces: [Array("HTTP/1.1 200 OK\r\nX: ".utf8)], flood: [UInt8](repeating: 0x78, count: 4096),
                    times: .max)),
            .survives(
                "a status line without end",
                .init(
                    pieces: [Array("HTTP/1.1 200 ".utf8)], flood: [UInt8](repeating: 0x78, count: 4096), times: 20_000)),
            .fails(
                "100 Continue 10 000 times", .malformedResponse, billed: .unknown,
                .init(
                    pieces: [], flood: Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), times: 10_000,
                    tail: Array("HTTP/1.1 200 OK\r\nContent-Length: \(document.utf8.count)\r\n\r\n\(document)".utf8))),
            .picture(
                "trailers without end",
                .init(
                    pieces: LoopbackServer.Reply.chunked([Array(document.utf8)], isEnded: false).pieces + [
                        Array("0\r\n".utf8)
                    ], flood: Array("X-Y: \(String(repeating: "z", count: 1000))\r\n".utf8), times: .max),
                limits: bounded),
            .survives(
                "a chunk extension of 8 MB",
                .init(
                    pieces: [
                        LoopbackServer.Reply.head("200 OK", "application/json", ["Transfer-Encoding: chunked"]),
                        Array("5;a=".utf8),
                    ], flood: [UInt8](repeating: 0x78, count: 8192), times: 1000)),
            .fails(
                "an error within an error's words", .server, billed: .unknown,
                .error(500, #"{"error":{"message":"{\"error\":{\"message\":\"inner words\"}}"}}"#),
                says: ["inner words"]),
        ]
    }
}
