import FoundationEssentials
import Testing

@testable import StudioCore

@Suite struct SessionRecordTests {
    private static let records: [SessionRecord] = [
        .session(name: "Füchse ☃", createdAt: Date(timeIntervalSince1970: 1_795_000_000)),
        .turn(
            Turn(
                id: TurnID("t_1"), parent: TurnID("t_0"), parentVariant: 2, prompt: "ein Fuchs\n\"im\" Schnee",
                settings: TurnSettings(
                    model: Models.pro.reference, size: .fourK, aspect: AspectRatio(21, 9), count: 3, thinking: .high,
                    seed: 7, region: Region(x: 1, y: 2, width: 3, height: 4)),
                references: [Reference(sha256: "ab", mime: "image/png", bytes: 5, width: 2, height: 2, name: "a.png")],
                startedAt: Date(timeIntervalSince1970: 1_795_000_000))),
        .turn(.make("plain")),
        .result(TurnID("t_1"), .pictures("fox", nil, "owl")),
        .result(
            TurnID("t_1"),
            TurnResult(
                outcome: .rejected, images: [.make("draft", role: .draft)],
                answers: [
                    Answer(parts: [
                        .text("No.", signature: "5e"), .image(sha256: "f", mime: "image/png", signature: nil),
                    ])
                ],
                thought: "Hm.", usage: Usage(promptTokens: 10, imageTokens: 1120, searchQueries: 1),
                cost: Cost(amount: 0.136628, basis: .tokens, pricedOn: "2026-11-23"), elapsedSeconds: 18.5, attempts: 2,
                finishReason: "IMAGE_SAFETY", modelVersion: "other", failure: .declined, notes: ["a note"])),
        .selected(TurnID("t_1")),
        .selected(nil),
    ]

    @Test(arguments: records) func comesBackAsItWent(_ record: SessionRecord) throws {
        let line = try JSONEncoder().encode(record)
        #expect(try JSONDecoder().decode(SessionRecord.self, from: line) == record)
        #expect(!line.contains(UInt8(ascii: "\n")))
    }

    @Test func aNewerFormatIsRefusedWithWords() throws {
        let line = #"{"v":2,"type":"session","name":"x","created":0,"colour":"new"}"#
        #expect(throws: SessionFailure.newerVersion(2)) {
            try JSONDecoder().decode(SessionRecord.self, from: Data(line.utf8))
        }
        #expect(SessionFailure.newerVersion(2).message.contains("left untouched; update Easel"))
    }

    @Test(arguments: [
        #"{"type":"dance"}"#, #"{"type":"turn"}"#, #"{"type":"result","id":"t_1"}"#,
        #"{"type":"session","name":"x","created":0}"#, "[]",
    ]) func whatIsNoRecordIsAnError(_ line: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(SessionRecord.self, from: Data(line.utf8)) }
    }

    @Test func aFailureAlwaysHasAllItsKeys() throws {
        let json = String(decoding: try JSONEncoder().encode(TurnFailure.busy), as: UTF8.self)
        for key in ["kind", "provider_code", "http_status", "message", "advice", "retry_after_seconds", "billed"] {
            #expect(json.contains("\"\(key)\":"))
        }
    }
}
