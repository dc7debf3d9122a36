import Testing

@testable import Providers

/// Server-sent events in every dress that the standard allows, and some that it does not.
@Suite struct EventStreamTests {
    private func values(_ text: String) throws -> [Int] { try Reading(text).documents.compactMap { $0["n"]?.int } }

    @Test(arguments: ["\n", "\r", "\r\n"]) func lineEndings(_ end: String) throws {
        let text = [#"data: {"n":1}"#, "", #"data:{"n":2}"#, "", "event: end", #"data: {"n":3}"#].joined(separator: end)
        #expect(try values(text) == [1, 2, 3])
        #expect(try values(text + end) == [1, 2, 3])
        #expect(try values(text + end + end) == [1, 2, 3])
    }

    @Test func severalLinesOfData() throws {
        #expect(try values("data: {\ndata: \"n\"\ndata:\ndata\ndata: : 4}\n\n") == [4])
    }

    @Test func commentsAndOtherFields() throws {
        #expect(
            try values(": PING\n\n:\nid: 1\nretry: 10\nevent: x\ndata: {\"n\":5}\n\n: OPENROUTER PROCESSING\n\n") == [5]
        )
    }

    /// What stands on a line before a bracket decides, not where the network cuts the line.
    @Test(arguments: [
        ":\nx [1]\ndata: {\"n\":1}\n\n", ":\ndata:[D,\"\n\ndata: {\"n\":1}\n\n", ":\n{\n\"\"x{\ndata: {\"n\":1}\n\n",
        ":\n{\"n\":0} {\"n\":1}\n\n", ":\ndat\n{\"n\":1}\n", ":\nid\n{\n\"n\":1}\n",
    ]) func cutAnywhere(_ text: String) throws {
        let bytes = Array(text.utf8)
        let staging = try Staging()
        let whole = Reading([bytes], in: staging.path)
        #expect(whole.documents.last?["n"]?.int == 1)
        for cut in 1..<bytes.count {
            #expect(Reading([Array(bytes[..<cut]), Array(bytes[cut...])], in: staging.path) == whole, "cut at \(cut)")
        }
    }

    @Test func byteOrderMark() throws { #expect(try values("\u{FEFF}data: {\"n\":6}\n\n") == [6]) }

    @Test func blankLinesFirst() throws { #expect(try values("\r\n\r\n\ndata: {\"n\":6}\n\n") == [6]) }

    @Test func done() throws {
        let reading = try Reading("data: {\"n\":1}\n\ndata: [DONE]\n\n")
        #expect(reading.dones == 1)
        #expect(reading.documents.count == 1)
        #expect(try Reading("data: [DONE]").dones == 1)
        #expect(try Reading("data: [DO").dones == 0)
    }

    @Test func arraysInEvents() throws { #expect(try values("data: [{\"n\":1},{\"n\":2}]\n\n") == [1, 2]) }

    @Test func aBadEventIsPassedOver() throws {
        let reading = try Reading("data: {\"n\":1}\n\ndata: oops\n\ndata: {\"n\":\n\ndata: {\"n\":2}\n\n")
        #expect(reading.documents.compactMap { $0["n"]?.int } == [1, 2])
        #expect(reading.badEvents == 2)
        #expect(reading.failure == nil)
    }

    @Test func bareJSONBetweenEvents() throws {
        let reading = try Reading(Transcript.errorMidStream)
        #expect(reading.documents.count == 2)
        #expect(reading.documents.last?["error"]?["code"]?.int == 499)
        #expect(reading.badEvents == 0)
    }

    @Test func unknownLinesAreNoEvents() throws {
        #expect(try values("data: {\"n\":1}\n\ndatum: {\"n\":2}\nidle\nhello world\n\ndata: {\"n\":3}\n\n") == [1, 3])
    }

    @Test func formIsToldByTheBytes() throws {
        #expect(try Reading("{}").form == .json)
        #expect(try Reading(" \n[{}]").form == .json)
        #expect(try Reading("data: {}").form == .events)
        #expect(try Reading(": x").form == .events)
        #expect(try Reading("denied").form == .page)
        #expect(try Reading("<!DOCTYPE html>").form == .page)
        #expect(try Reading("").form == .unknown)
    }

    /// Looking for the end of a line or string again and again from the start of a piece would take minutes here.
    @Test func hostilePiecesStayLinear() throws {
        _ = try Reading("data: {\"a\":\"" + String(repeating: "\\n", count: 100_000) + "\"}\n\n")
        _ = try Reading("data: {\"n\":1}\n" + String(repeating: "\r", count: 100_000))
        _ = try Reading(String(repeating: "data:\n", count: 50_000))
    }
}
