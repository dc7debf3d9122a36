import StudioCore

/// The same answer in every way in which the standards let it be written, and in some they do not.
extension Fault {
    static var framing: [Fault] { lines + http + encodings }

    private static func stream(_ name: String, _ text: String) -> Fault { .picture(name, .chunked([Array(text.utf8)])) }

    private static var lines: [Fault] {
        let events = Self.stream
        // The JSON over several lines of data: wherever it may be broken.
        let several = events.replacing("{\"candidates\":", with: "{\r\ndata: \"candidates\"\r\ndata: :")
        return [
            stream("lines that end in LF", events.replacing("\r\n", with: "\n")),
            stream("lines that end in CR", events.replacing("\r\n", with: "\r")),
            stream("lines that end in CRLF", events),
            stream("lines that end in this and that", events.replacing("}\r\n\r\n", with: "}\r\n\r")),
            stream(
                "comments between the events", ": hello\r\n\r\n" + events.replacing("data: ", with: ": ping\r\ndata: ")),
            stream("comments within the events", events.replacing("data: ", with: "data: \r\n:x\r\ndata: ")),
            stream("data in several lines", several),
            stream("no space after the colon", events.replacing("data: ", with: "data:")),
            stream("two spaces after the colon", events.replacing("data: ", with: "data:  ")),
            stream("a byte order mark", "\u{FEFF}" + events),
            stream("no blank line at the end", String(events.dropLast(2))),
            stream("no line end at the end", events.trimmed),
            stream("fields that nobody knows", "retry: 3\r\nid: 7\r\nevent: x\r\nx-y: z\r\n" + events),
            stream("a null byte in an id", "id: \0\r\n" + events),
            stream("blank lines without end", String(repeating: "\r\n", count: 1000) + events),
            stream("[DONE] at the end", events + "data: [DONE]\r\n\r\n"),
            stream("[DONE] and then more", events + "data: [DONE]\r\n\r\ndata: {\"x\":1}\r\n\r\n"),
            stream("an event that is no JSON", "data: hello\r\n\r\n" + events),
            stream("an event that is half of some JSON", "data: {\"candidates\":[{\r\n\r\n" + events),
            stream("empty events", "data:\r\n\r\ndata: \r\n\r\n" + events),
            .picture("one byte a chunk", .chunked(Array(events.utf8).map { [$0] })),
            .picture("JSON though a stream was asked for", .document),
            .picture("JSON of server-sent events by its name", .sized(type: "text/event-stream", Array(document.utf8))),
            .picture(
                "a stream though JSON was asked for", .chunked(type: "application/json", [Array(events.utf8)]),
                streams: false),
            .picture("an array that streams", .chunked([Array("[\(document),\r\n{\"x\":1}]".utf8)])),
            .picture("an array that never closes", .chunked([Array("[\(document),\r\n".utf8)])),
            .picture("documents one after the other", .sized(Array("\(document)\n{\"x\":1}\n".utf8))),
            .picture("white space before JSON", .sized(Array("\u{FEFF} \n\t\(document)".utf8))),
            .picture("rubbish after JSON", .sized(Array("\(document)\n<!-- nginx -->".utf8))),
            .picture(
                "an envelope around it", .sized(Array("{\"response\":\(document)}".utf8))
            ).surviving,
        ]
    }

    private static var http: [Fault] {
        let size = document.utf8.count
        let chunks = "\(String(size, radix: 16))\r\n\(document)\r\n"
        func raw(_ name: String, _ text: String) -> Fault { .picture(name, .raw(text)) }
        func survives(_ name: String, _ text: String) -> Fault { .survives(name, .raw(text)) }
        let ok = "HTTP/1.1 200 OK\r\n"
        return [
            raw("HTTP/1.0 without a length", "HTTP/1.0 200 OK\r\n\r\n\(document)"),
            raw("HTTP/1.1 without a length", "\(ok)\r\n\(document)"),
            raw(
                "early hints",
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n\(ok)Content-Length: \(size)\r\n\r\n\(document)"),
            raw("100 Continue", "HTTP/1.1 100 Continue\r\n\r\n\(ok)Content-Length: \(size)\r\n\r\n\(document)"),
            raw(
                "102 ten times",
                String(repeating: "HTTP/1.1 102 Processing\r\n\r\n", count: 10)
                    + "\(ok)Content-Length: \(size)\r\n\r\n\(document)"),
            raw(
                "trailers",
                "\(ok)Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n\(chunks)0\r\nX: \u{1F60}\r\nX-Y: z\r\n\r\n"),
            raw(
                "chunk extensions",
                "\(ok)Transfer-Encoding: chunked\r\n\r\n\(String(size, radix: 16));a=b;c=\"d\"\r\n\(document)\r\n0\r\n\r\n"
            ),
            raw("no reason phrase", "HTTP/1.1 200 \r\nContent-Length: \(size)\r\n\r\n\(document)"),
            raw(
                "header names in capitals",
                "\(ok)CONTENT-LENGTH: \(size)\r\nTRANSFER-ENCODING: identity\r\n\r\n\(document)"
            ).surviving,
            raw("Connection: close", "\(ok)Connection: close\r\nContent-Length: \(size)\r\n\r\n\(document)"),
            survives(
                "a length and chunks at once",
                "\(ok)Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)0\r\n\r\n"),
            survives("two lengths", "\(ok)Content-Length: 5\r\nContent-Length: \(size)\r\n\r\n\(document)"),
            survives("a negative length", "\(ok)Content-Length: -5\r\n\r\n\(document)"),
            survives("a length that overflows", "\(ok)Content-Length: 99999999999999999999999\r\n\r\n\(document)"),
            raw("the longest length there is", "\(ok)Content-Length: 9223372036854775807\r\n\r\n\(document)"),
            survives("switching protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n\(document)"),
            survives("a status of 99", "HTTP/1.1 099 X\r\nContent-Length: 2\r\n\r\n{}"),
            survives("a status of 999", "HTTP/1.1 999 X\r\nContent-Length: 2\r\n\r\n{}"),
            survives("a folded header", "\(ok)X: a\r\n  b\r\nContent-Length: \(size)\r\n\r\n\(document)"),
            survives("a header without a colon", "\(ok)Hello\r\nContent-Length: \(size)\r\n\r\n\(document)"),
            survives("bare line feeds in the head", "HTTP/1.1 200 OK\nContent-Length: \(size)\n\n\(document)"),
        ]
    }

    private static var encodings: [Fault] {
        let bytes = Array(document.utf8)
        func encoded(_ name: String, _ encoding: String, _ body: [UInt8]) -> Fault {
            .picture(name, .sized(headers: ["Content-Encoding: \(encoding)"], body))
        }
        func damaged(_ name: String, _ encoding: String, _ body: [UInt8]) -> Fault {
            .fails(
                name, .unsafeResponse, .malformedResponse, .truncated, billed: .unknown,
                .sized(headers: ["Content-Encoding: \(encoding)"], body))
        }
        var flipped = Gzip.stored(bytes)
        flipped[40] ^= 0x55
        return [
            encoded("gzip", "gzip", Gzip.stored(bytes)),
            encoded("deflate", "deflate", Gzip.zlib(bytes)),
            encoded("identity by name", "identity", bytes),
            .picture(
                "gzip, one byte a chunk",
                .init(
                    pieces: [
                        LoopbackServer.Reply.head(
                            "200 OK", "application/json", ["Content-Encoding: gzip", "Connection: close"])
                    ] + Gzip.stored(bytes).map { [$0] })),
            damaged("gzip that is none", "gzip", bytes),
            damaged("a second layer of gzip", "gzip", Gzip.stored(Gzip.stored(bytes))),
            damaged("an encoding nobody asked for", "br", Gzip.stored(bytes)),
            .survives("gzip with a flipped bit", .sized(headers: ["Content-Encoding: gzip"], flipped)),
            .survives(
                "half of a gzip", .sized(headers: ["Content-Encoding: gzip"], Array(Gzip.stored(bytes).prefix(300)))),
            .survives(
                "gzip and then something else", .sized(headers: ["Content-Encoding: gzip"], Gzip.stored(bytes) + bytes)),
            .survives(
                "gzip twice by name", .sized(headers: ["Content-Encoding: gzip, gzip"], Gzip.stored(Gzip.stored(bytes)))
            ),
        ]
    }

    /// What comes of it is not laid down.
    private var surviving: Fault {
        var fault = self
        fault.expectation = .survival
        return fault
    }
}

extension String {
    fileprivate var trimmed: String { String(reversed().drop { $0.isNewline }.reversed()) }
}
