import Testing

@testable import Providers

@Suite struct AnswerHeadTests {
    private let head = AnswerHead(
        dialect: "gemini", status: 200, contentType: "text/event-stream; charset=utf-8", contentEncoding: nil,
        attempt: 2,
        at: 1_764_000_000)

    @Test func oneLine() {
        #expect(
            head.line
                == #"{"dialect":"gemini","status":200,"content_type":"text/event-stream; charset=utf-8","content_encoding":null,"attempt":2,"at":1764000000}"#
                + "\n")
        #expect(AnswerHead(line: head.line) == head)
    }

    @Test func aServersWordsAreCutDown() {
        var odd = head
        odd.contentType = "a\"},\u{1B}[31m\n\\é" + String(repeating: "x", count: 200)
        #expect(AnswerHead(line: odd.line)?.contentType == "a31m" + String(repeating: "x", count: 96))
    }

    @Test func garbage() {
        #expect(AnswerHead(line: "") == nil)
        #expect(AnswerHead(line: "{}") == nil)
        #expect(AnswerHead(line: #"{"dialect":"gemini","status":7}"#) == nil)
        for cut in 0..<(head.line.utf8.count - 1) { #expect(AnswerHead(line: String(head.line.prefix(cut))) == nil) }
    }
}
