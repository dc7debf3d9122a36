import StudioCore

/// Strings that are meant for somebody else's terminal, parser or log.
extension Fault {
    static var words: [Fault] { controls + keys + numbers + characters }

    /// In JSON: reports, titles, the clipboard, a C1 introducer, a right-to-left override, a lone surrogate, the end.
    static let poison = #"a\u001b[6n\u001b]0;pwned\u0007\u001bP$q\u001b\\\u009b31m\u202e\u2028\ud800\u0000\u007f\r\nz"#
    /// The same in UTF-8, as far as a header can hold it.
    static let rawPoison = "a\u{9B}31m\u{9D}0;x\u{9C}\u{202E}z"

    private static var controls: [Fault] {
        let image = #"{"content":{"parts":[{"inlineData":{"data":"\#(base64(shot))"}}]},"finishReason":"STOP"}"#
        func reply(_ document: String) -> LoopbackServer.Reply { .sized(Array(document.utf8)) }
        return [
            .fails("commands in an error's message", .server, billed: .unknown, .google(500, poison), says: ["␛[6n"]),
            .fails("commands in an error's status", .server, billed: .unknown, .google(500, "x", code: poison)),
            .fails(
                "commands in an error's reason", .server, billed: .unknown,
                .google(500, "x", details: #"[{"reason":"\#(poison)"}]"#)),
            .fails(
                "commands in an error that is a page", .server, billed: .unknown,
                .error(500, "<p>\u{1B}]52;c;x\u{7}\(rawPoison)")),
            .fails(
                "commands in the finish message", .contentRejected, billed: .unknown,
                reply(
                    #"{"candidates":[{"finishReason":"IMAGE_SAFETY","finishMessage":"\#(poison)"}],"usageMetadata":{"candidatesTokenCount":0}}"#
                )),
            .fails(
                "commands in the finish reason", .noImage, .contentRejected, billed: .unknown,
                reply(#"{"candidates":[{"finishReason":"\#(poison)"}]}"#)),
            .fails(
                "commands in the block reason", .contentRejected, billed: .unknown,
                reply(#"{"promptFeedback":{"blockReason":"\#(poison)"}}"#)),
            .fails(
                "commands in the block message", .contentRejected, billed: .unknown,
                reply(#"{"promptFeedback":{"blockReason":"OTHER","blockReasonMessage":"\#(poison)"}}"#)),
            .fails(
                "commands in the text", .textInsteadOfImage, billed: .unknown,
                reply(
                    #"{"candidates":[{"content":{"parts":[{"text":"\#(poison)"}]},"finishReason":"STOP"}],"usageMetadata":{"candidatesTokenCount":9}}"#
                )),
            .picture(
                "commands in the thoughts",
                reply(
                    #"{"candidates":[{"content":{"parts":[{"thought":true,"text":"\#(poison)"},{"inlineData":{"data":"\#(base64(shot))"}}]}}]}"#
                )),
            .picture(
                "commands in the model version", reply(#"{"candidates":[\#(image)],"modelVersion":"\#(poison)"}"#)),
            .picture("commands in the response id", reply(#"{"candidates":[\#(image)],"responseId":"\#(poison)"}"#)),
            .picture(
                "commands in the sources",
                reply(
                    #"{"candidates":[{"content":{"parts":[{"inlineData":{"data":"\#(base64(shot))"}}]},"groundingMetadata":{"groundingChunks":[{"web":{"uri":"\#(poison)","title":"\#(poison)"}}]}}]}"#
                )),
            .picture("commands in a name", reply(#"{"\#(poison)":1,"candidates":[\#(image)]}"#)),
            .picture(
                "commands in an error after the picture",
                .events(#"{"candidates":[\#(image)]}"#, #"{"error":{"message":"\#(poison)"}}"#)),
            .fails(
                "commands in the reason phrase", .server, .malformedResponse, billed: .unknown,
                .raw("HTTP/1.1 500 \(rawPoison)\r\nContent-Length: 2\r\n\r\n{}")),
            .fails(
                "commands in the request id", .server, billed: .unknown,
                .error(500, headers: ["X-Request-Id: \(rawPoison)"], "{}"), says: ["request a⟨009B⟩31m"]),
            .survives("an escape in a header", .error(500, headers: ["X-Request-Id: a\u{1B}[2Jb"], "{}")),
            .survives(
                "commands in every header",
                .sized(
                    type: rawPoison,
                    headers: ["Retry-After: \(rawPoison)", "Server: \(rawPoison)", "Date: \(rawPoison)"],
                    Array(document.utf8))),
            .fails(
                "commands in a redirect", .server, billed: .no,
                .raw("HTTP/1.1 301 X\r\nLocation: https://x/\(rawPoison)\r\nContent-Length: 0\r\n\r\n"),
                says: ["⟨009B⟩"]),
            .fails(
                "a message of 30 000 commands", .server, billed: .unknown,
                .google(500, String(repeating: #"\u001b[31m"#, count: 30_000))),
            .fails(
                "a page of a megabyte", .server, billed: .unknown,
                .error(500, String(repeating: "\u{301}", count: 500_000))),
            .fails(
                "a request id of 60 KB", .server, billed: .unknown,
                .error(500, headers: ["X-Request-Id: \(String(repeating: "x", count: 60_000))"], "{}")),
            .fails(
                "a status word of 256 KB", .server, billed: .unknown,
                .google(500, "x", code: String(repeating: "Y", count: 1 << 18))),
        ]
    }

    private static var keys: [Fault] {
        let key = Trial.key
        let hidden = ["[key]"]
        func echo(_ name: String, _ text: String, says: [String] = hidden) -> Fault {
            .fails("the key \(name)", .authentication, billed: .no, .google(401, "Incorrect: \(text)."), says: says)
        }
        let image = #"{"inlineData":{"data":"\#(base64(shot))"}}"#
        return [
            echo("as it is", key),
            echo("in base64", base64(Array(key.utf8))),
            echo("in base64 after a user name", base64(Array("user:\(key)".utf8))),
            echo("in hexadecimal", key.utf8.map { String($0, radix: 16) }.joined()),
            echo("backwards", String(key.reversed())),
            echo("escaped in JSON", key.utf8.map { #"\u00\#(String($0, radix: 16))"# }.joined()),
            echo("in part", "\(key.prefix(10))******\(key.suffix(9))", says: ["[key]******[key]"]),
            echo("in an address", "https://x/?key=\(key)&a=b"),
            .fails(
                "the key in a request id", .server, billed: .unknown,
                .error(500, headers: ["X-Request-Id: \(key)"], "{}"), says: hidden),
            .fails("the key in a page", .server, billed: .unknown, .error(500, "<b>\(key)</b>"), says: hidden),
            .fails("the key in an error's status", .server, billed: .unknown, .google(500, "x", code: key)),
            .fails(
                "the key in words that are no JSON", .malformedResponse, billed: .unknown,
                .sized(Array("Hello \(key)".utf8)), says: hidden),
            .picture(
                "the key everywhere beside the picture",
                .sized(
                    Array(
                        #"{"candidates":[{"content":{"parts":[{"text":"\#(key)"},{"thought":true,"text":"\#(key)"},\#(image)]},"finishReason":"\#(key)"}],"modelVersion":"\#(key)","responseId":"\#(key)"}"#
                            .utf8))),
        ]
    }

    private static var numbers: [Fault] {
        func usage(_ name: String, _ json: String) -> Fault {
            .picture(
                name,
                .sized(
                    Array(
                        #"{"candidates":[{"content":{"parts":[{"inlineData":{"data":"\#(base64(shot))"}}]}}],"usageMetadata":\#(json)}"#
                            .utf8)))
        }
        let most = #""9223372036854775807""#
        return [
            usage(
                "counts that overflow",
                #"{"promptTokenCount":\#(most),"toolUsePromptTokenCount":\#(most),"totalTokenCount":\#(most)}"#),
            usage(
                "counts below zero",
                #"{"promptTokenCount":-5,"candidatesTokenCount":"-9223372036854775808","candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":\#(most)},{"modality":"IMAGE","tokenCount":\#(most)}]}"#
            ),
            usage(
                "counts without end", #"{"promptTokenCount":1e308,"candidatesTokenCount":-1e400,"totalTokenCount":1.5}"#
            ),
            usage(
                "counts that are words",
                #"{"promptTokenCount":"many","candidatesTokenCount":[1],"totalTokenCount":{"a":1}}"#),
            .fails(
                "an error number that overflows", .server, billed: .unknown,
                .error(500, #"{"error":{"code":1e300,"message":"x"}}"#)),
            .fails(
                "an error number as text", .server, billed: .unknown,
                .error(500, #"{"error":{"code":"-1","message":"x"}}"#)),
        ]
    }

    private static var characters: [Fault] {
        func text(_ name: String, _ bytes: [UInt8]) -> Fault {
            .picture(
                name,
                .sized(
                    Array(#"{"candidates":[{"content":{"parts":[{"text":""#.utf8) + bytes
                        + Array(#""},{"inlineData":{"data":"\#(base64(shot))"}}]}}]}"#.utf8)))
        }
        return [
            text("bytes that are no UTF-8", [0xFF, 0xC0, 0x80, 0xE2, 0x28, 0xF5, 0x80]),
            text("half a character", [0xE2, 0x82]),
            text("surrogates in UTF-8", [0xED, 0xA0, 0x80, 0xED, 0xBF, 0xBF]),
            text("lone surrogates", Array(#"\ud800 \udc00 \ud800\ud800 \udc00\ud800"#.utf8)),
            text("raw control characters", [0x00, 0x1B, 0x5B, 0x32, 0x4A, 0x0A]),
            text("a thousand marks on one letter", Array(("a" + String(repeating: "\u{301}", count: 1000)).utf8)),
            .survives("an escape that is none", .sized(Array(#"{"a":"\x41"}"#.utf8))),
            .survives("UTF-16", .sized([0xFF, 0xFE] + document.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })),
        ]
    }
}
