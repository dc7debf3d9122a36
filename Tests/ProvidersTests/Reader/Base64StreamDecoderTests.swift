import Fuzzing
import Testing

@testable import Providers

@Suite struct Base64StreamDecoderTests {
    private func decode(_ pieces: [String]) -> (bytes: [UInt8], isBroken: Bool) {
        var decoder = Base64StreamDecoder()
        var out: [UInt8] = []
        for piece in pieces {
            let input = Array(piece.utf8)
            var room = [UInt8](repeating: 0xAA, count: Base64StreamDecoder.room(for: input.count))
            let count = input.withUnsafeBytes { input in
                room.withUnsafeMutableBytes { decoder.decode(input, into: $0) }
            }
            out += room[..<count]
        }
        var tail = [UInt8](repeating: 0, count: 4)
        let count = tail.withUnsafeMutableBytes { decoder.finish(into: $0) }
        return (out + tail[..<count], decoder.isBroken)
    }

    @Test(arguments: 0...70) func everyLengthAndEveryCut(_ length: Int) {
        var random = SeededRandom(UInt64(length))
        let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
        let text = base64(bytes)
        #expect(decode([text]).bytes == bytes)
        for cut in 0...text.count {
            let result = decode([String(text.prefix(cut)), String(text.dropFirst(cut))])
            #expect(result.bytes == bytes, "cut at \(cut)")
            #expect(!result.isBroken)
        }
    }

    /// Long enough for the instructions that take many at once: every byte at every place of theirs, and the room behind
    /// the output left alone.
    @Test func everyByteAtEveryPlace() {
        let good = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_".utf8)
        var wrong: [String] = []
        for place in 0..<40 {
            for byte in UInt8.min ... .max {
                var input = [UInt8](repeating: UInt8(ascii: "Q"), count: 128)
                input[place] = byte
                var decoder = Base64StreamDecoder()
                var room = [UInt8](repeating: 0xAA, count: Base64StreamDecoder.room(for: input.count) + 8)
                let run = input.withUnsafeBytes { input in
                    room.withUnsafeMutableBytes { decoder.decodeRun(input, into: $0) }
                }
                let expected = good.contains(byte) ? 128 : place / 4 * 4
                if run.taken != expected || run.written != expected / 4 * 3
                    || room.suffix(8) != [UInt8](repeating: 0xAA, count: 8)[...]
                {
                    wrong.append("\(byte) at \(place)")
                }
            }
        }
        #expect(wrong == [])
    }

    @Test(arguments: 0...200) func aRunAndTheRest(_ length: Int) {
        var random = SeededRandom(UInt64(length))
        let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
        let text = Array(base64(bytes).utf8)
        for start in 0...min(3, text.count) {
            var decoder = Base64StreamDecoder()
            var out: [UInt8] = []
            func decode(_ input: [UInt8], _ step: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) -> Int) {
                var room = [UInt8](repeating: 0, count: Base64StreamDecoder.room(for: input.count))
                let count = input.withUnsafeBytes { input in room.withUnsafeMutableBytes { step(input, $0) } }
                out += room[..<count]
            }
            decode(Array(text[..<start])) { decoder.decode($0, into: $1) }
            var taken = 0
            decode(text[start...] + Array("\"}".utf8)) { input, room in
                let run = decoder.decodeRun(input, into: room)
                taken = run.taken
                return run.written
            }
            #expect(start + taken <= text.count)
            decode(Array(text[(start + taken)...])) { decoder.decode($0, into: $1) }
            decode([]) { decoder.finish(into: $1) }
            #expect(out == bytes)
        }
    }

    @Test func bothAlphabets() {
        let bytes: [UInt8] = [0xFB, 0xEF, 0xBE, 0xFF, 0xFF, 0xFE]
        #expect(decode(["++++///+"]).bytes == decode(["----___-"]).bytes)
        #expect(decode(["--" + "--___-"]).bytes == decode(["++++///+"]).bytes)
        #expect(decode([base64(bytes)]).bytes == bytes)
    }

    @Test func whiteSpaceIsPassedOver() {
        let bytes = Array("twenty bytes of text, or a few more than that".utf8)
        let lines = base64(bytes).map { String($0) }.joined(separator: "\r\n \t")
        #expect(decode([lines]).bytes == bytes)
    }

    @Test func withoutPadding() {
        #expect(decode(["QQ"]).bytes == [0x41])
        #expect(decode(["QUI"]).bytes == [0x41, 0x42])
    }

    @Test(arguments: ["QUJD*UJD", "QQ==QQ==", "QUJDQ", "é"]) func broken(_ text: String) {
        #expect(decode([text]).isBroken)
    }

    @Test func whatCameBeforeTheDamageIsGood() {
        #expect(decode(["QUJDQUJDQUJDQUJD*"]).bytes == Array("ABCABCABCABC".utf8))
    }
}
