import FoundationEssentials
import StudioCore
import Testing

@testable import Gallery

struct SessionScannerTests {
    private func scanned(_ line: some Collection<UInt8>) -> SessionRecord? {
        Array(line).withUnsafeBufferPointer { SessionScanner.record($0) }
    }

    private static let samples: [SessionRecord] = {
        let asset = ImageAsset(
            path: "2026-11-23/x.png", mime: "image/png", width: 1, height: 0, bytes: 7_340_032, sha256: "ab",
            role: .draft,
            variant: 3)
        var full = Turn.make(
            "t_2", parent: TurnID("t_1"), prompt: "“night”\n\t\"\\/ 🦊 e\u{301}", count: 8,
            references: [Reference(sha256: "beef", mime: "image/jpeg", bytes: 9, width: 3, height: 4, name: "den.jpg")])
        full.settings.aspect = AspectRatio(16, 9)
        full.settings.seed = -7
        full.settings.thinking = .high
        full.parentVariant = 2
        var bare = Turn.make("t_3", prompt: "")
        bare.settings.size = nil
        var free = TurnResult.make(
            images: [asset, asset],
            answers: [
                nil, Answer(parts: []),
                Answer(parts: [.text("", signature: nil), .image(sha256: "ab", mime: "m", signature: "s")]),
            ])
        free.cost = Cost(amount: 0, basis: .free)
        free.elapsedSeconds = 1_234.000_5
        free.modelVersion = "gemini-3-pro-image-001"
        free.finishReason = nil
        return [
            .turn(full), .turn(bare), .result(TurnID("t_2"), free), .result(TurnID("t_1"), .make(images: [asset])),
            .selected(TurnID("t_1")), .selected(nil),
        ]
    }()

    @Test(arguments: samples)
    func `reads what the encoder writes as the decoder does`(record: SessionRecord) throws {
        let line = try JSONCoding.line(record).dropLast()
        #expect(try JSONCoding.decoder().decode(SessionRecord.self, from: Data(line)) == record)
        #expect(scanned(line) == record)
    }

    /// Whatever happens to a line, the two never say different things: the quick one may only give up.
    @Test(arguments: samples)
    func `never disagrees with the decoder about a damaged line`(record: SessionRecord) throws {
        let line = Array(try JSONCoding.line(record).dropLast())
        let decoder = JSONCoding.decoder()
        for offset in line.indices {
            var cases = [Array(line[..<offset]), Array(line[..<offset] + line[(offset + 1)...])]
            for byte in [
                UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "0"), UInt8(ascii: "."), 0x00, 0xFF, 0x20,
            ] {
                var changed = line
                changed[offset] = byte
                cases.append(changed)
            }
            for damaged in cases {
                guard let quick = scanned(damaged) else { continue }
                let slow = try? decoder.decode(SessionRecord.self, from: Data(damaged))
                #expect(quick == slow, "\(String(decoding: damaged, as: UTF8.self))")
            }
        }
    }

    @Test func `what it does not know it leaves to the decoder`() throws {
        var failed = TurnResult.make()
        failed.failure = TurnFailure(.quota, message: "m", advice: "a")
        var region = Turn.make()
        region.settings.region = Region(x: 1, y: 2, width: 3, height: 4)
        var control = Turn.make()
        control.prompt = "\u{1B}"
        for record in [.result(TurnID("t_1"), failed), .turn(region), .turn(control)] as [SessionRecord] {
            let line = Array(try JSONCoding.line(record).dropLast())
            #expect(scanned(line) == nil)
            #expect(try JSONCoding.decoder().decode(SessionRecord.self, from: Data(line)) == record)
        }
    }

    @Test func `lines and what stands in them`() {
        let bytes = Array("one\n\ntwo three\n\nx".utf8)
        let lines = ByteLines.ranges(bytes)
        #expect(lines == [0..<3, 5..<14, 16..<17])
        #expect(ByteLines.contains(Array("three".utf8), in: bytes, lines[1]))
        #expect(!ByteLines.contains(Array("threes".utf8), in: bytes, lines[1]))
        #expect(!ByteLines.contains(Array("one".utf8), in: bytes, lines[1]))
        #expect(!ByteLines.contains(Array("xx".utf8), in: bytes, lines[2]))
        #expect(ByteLines.ranges([]) == [])
        #expect(ByteLines.ranges([0x0A]) == [])
    }
}
