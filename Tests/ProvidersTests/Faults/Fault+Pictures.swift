import StudioCore

/// What is called a picture.
extension Fault {
    static var pictures: [Fault] { spellings + impostors }

    /// One event with one picture.
    static func event(_ data: String, mime: String = "image/png", finish: String = "STOP") -> String {
        #"{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"\#(mime)","data":"\#(data)"}}]},"finishReason":"\#(finish)"}],"usageMetadata":{"candidatesTokenCount":1120}}"#
    }

    private static var spellings: [Fault] {
        let text = base64(shot)
        return [
            .picture("a JPEG that is called PNG", .events(event(text))),
            .picture("a picture that is called a page", .events(event(text, mime: "text/html"))),
            .picture(
                "a picture with a terminal's commands for a type",
                .events(event(text, mime: #"image/\u001b]0;x\u0007"#))),
            .picture("base64 with a data: prefix", .events(event("data:image/png;base64," + text))),
            .picture("base64 with two data: prefixes", .events(event("data:;base64,data:image/png;base64," + text))),
            .picture("base64 without padding", .events(event(String(text.prefix { $0 != "=" })))),
            .picture(
                "base64 for addresses",
                .events(event(text.replacing("+", with: "-").replacing("/", with: "_")))),
            .picture("base64 with escaped slashes", .events(event(text.replacing("/", with: #"\/"#)))),
            .picture("base64 with line ends", .events(event(text.prefix(76) + #"\r\n"# + text.dropFirst(76)))),
            .picture(
                "base64 with every character escaped",
                .events(event(text.utf8.map { #"\u00\#(String($0, radix: 16))"# }.joined()))),
            .picture(
                "snake case",
                .events(
                    #"{"candidates":[{"content":{"parts":[{"inline_data":{"data":"\#(text)"}}]},"finish_reason":"STOP"}]}"#
                )),
            .picture("a bad finish after the picture", .events(event(text, finish: "IMAGE_SAFETY"))),
            .picture("an unknown finish after the picture", .events(event(text, finish: "NEW_AND_STRANGE"))),
            .picture(
                "a picture within the thoughts and no other",
                .events(
                    #"{"candidates":[{"content":{"parts":[{"thought":true,"inlineData":{"data":"AAAA"}},{"inlineData":{"data":"\#(text)"}}]},"finishReason":"STOP"}]}"#
                )),
            Fault(
                name: "three pictures",
                replies: [.events(event(base64(Picture.png())), event(text), event(base64(Picture.png(60))))],
                expectation: .pictures([Picture.png(), shot, Picture.png(60)])),
            Fault(
                name: "a whole picture and then half of one",
                replies: [.chunked([Array("data: \(event(text))\n\ndata: \(event(text).prefix(120))".utf8)])],
                expectation: .pictures([shot])),
        ]
    }

    private static var impostors: [Fault] {
        func impostor(_ name: String, _ bytes: String, says: [String] = []) -> Fault {
            .fails(
                name, .malformedResponse, .noImage, billed: .yes, .events(event(base64(Array(bytes.utf8)))), says: says)
        }
        let text = base64(shot)
        return [
            impostor("SVG with a script for a picture", #"<svg xmlns="x"><script>fetch("//evil")</script></svg>"#),
            impostor("a page for a picture", "<!DOCTYPE html><title>502</title>"),
            impostor("text for a picture", "root:x:0:0:root:/root:/bin/bash"),
            impostor("JSON for a picture", #"{"error":"expired"}"#),
            impostor("a program for a picture", "\u{7F}ELF and so on and so on"),
            impostor("terminal commands for a picture", "\u{1B}[2J\u{1B}]52;c;aGk=\u{7} and some more of it"),
            .fails(
                "a character that is no base64", .malformedResponse, billed: .yes,
                .events(event(text.prefix(40) + "!" + text.dropFirst(40)))),
            .fails(
                "base64 that lacks a character", .malformedResponse, billed: .yes,
                .events(event(String(text.prefix(41))))),
            .survives("an empty picture", .events(event(""))),
            .survives(
                "a picture that is null",
                .events(#"{"candidates":[{"content":{"parts":[{"inlineData":{"data":null}}]},"finishReason":"STOP"}]}"#)
            ),
            .survives(
                "a picture that is a number",
                .events(#"{"candidates":[{"content":{"parts":[{"inlineData":{"data":7}}]},"finishReason":"STOP"}]}"#)),
            .survives(
                "a picture that is an object",
                .events(
                    #"{"candidates":[{"content":{"parts":[{"inlineData":{"data":{"data":"AAAA"}}}]},"finishReason":"STOP"}]}"#
                )),
            .survives(
                "parts that are null", .events(#"{"candidates":[{"content":{"parts":null},"finishReason":"STOP"}]}"#)),
            .survives("no content at all", .events(#"{"candidates":[{"finishReason":"STOP"}]}"#)),
            .survives("no candidates", .events(#"{"candidates":[]}"#)),
            .fails("an empty object", .malformedResponse, billed: .unknown, .events("{}")),
            .fails("null", .malformedResponse, billed: .unknown, .sized(Array("null".utf8))),
            .fails("a word", .malformedResponse, billed: .unknown, .sized(Array("\"ok\"".utf8))),
        ]
    }
}
