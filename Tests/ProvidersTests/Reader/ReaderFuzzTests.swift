import Testing

@testable import Providers

/// Damaged answers, the same ones every time: whatever comes, the reader comes to an end, in any pieces the same one.
@Suite struct ReaderFuzzTests {
    @Test(arguments: 0..<8) func mutations(_ seed: Int) throws {
        var random = SeededRandom(state: UInt64(seed))
        let originals = [
            Transcript.unary(image: Picture.png(), signature: "EA=="), Transcript.stream25(image: Picture.png()),
            Transcript.errorMidStream,
            Transcript.stream3(draft: Picture.jpeg(), image: Picture.jpeg(90), signatures: ["a", "b", "c"]),
        ].map { Array($0.utf8) }
        let spice = Array("{}[]\",:\\u\r\n \u{0}data:=/-".utf8) + [0xFF, 0xEF, 0xBB]
        let staging = try Staging()
        for round in 0..<25 {
            var bytes = originals[Int.random(in: 0..<originals.count, using: &random)]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = spice[Int.random(in: 0..<spice.count, using: &random)]
                case 1: bytes.insert(spice[Int.random(in: 0..<spice.count, using: &random)], at: at)
                case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &random)))
                default: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let a = staging.path + "/\(round)a"
            let b = staging.path + "/\(round)b"
            try staging.makeFolders([a, b])
            let whole = Reading([bytes], in: a)
            let pieces = Reading([Array(bytes[..<cut]), Array(bytes[cut...])], in: b)
            #expect(whole == pieces, "seed \(seed), round \(round)")
        }
    }
}
