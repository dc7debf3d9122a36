/// Makes inputs of others: bits and bytes changed, pieces cut, doubled, moved and mixed, words of the format put in, and
/// numbers replaced by those at the edges.
package struct Mutator: Sendable {
    package var corpus: [[UInt8]]
    package var dictionary: [[UInt8]]
    /// No input gets longer.
    package var mostBytes: Int

    package init(corpus: [[UInt8]], dictionary: [[UInt8]] = [], mostBytes: Int = 1 << 16) {
        self.corpus = corpus
        self.dictionary = dictionary
        self.mostBytes = mostBytes
    }

    /// Numbers at which arithmetic breaks.
    private static let numbers = [
        "0", "-1", "1e308", "1e19", "-0", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "4294967296", "2147483648", "65536", "1e-400", "0.5", "99999999999999999999", "127", "256",
    ].map { Array($0.utf8) }
    private static let bytes: [UInt8] = [0, 1, 0x0A, 0x0D, 0x1B, 0x20, 0x22, 0x5C, 0x7F, 0x80, 0xC2, 0xE2, 0xF0, 0xFF]
    /// Text that is more than it seems: escapes, directions, marks, half characters.
    private static let words = [
        "\u{1B}[31m", "\u{9B}", "\u{202E}", "\u{200D}", "\u{301}\u{301}\u{301}", "\u{FEFF}", "\u{2028}", "\\u0000",
        "\\ud800", "../", "null", "%00", "👨‍👩‍👧", "\r\n", "\u{10FFFF}",
    ].map { Array($0.utf8) }

    package func input(_ random: inout SeededRandom) -> [UInt8] {
        var bytes = random.element(corpus) ?? []
        for _ in 0...random.below([1, 2, 4, 12][random.below(4)]) { change(&bytes, &random) }
        if bytes.count > mostBytes { bytes.removeLast(bytes.count - mostBytes) }
        return bytes
    }

    private func change(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        // Half of all changes are near the beginning, where headers are.
        let reach = random.below(2) == 0 ? min(64, bytes.count) : bytes.count
        let at = random.below(reach)
        switch random.below(12) {
        case 0: if !bytes.isEmpty { bytes[at] ^= 1 << UInt8(random.below(8)) }
        case 1: if !bytes.isEmpty { bytes[at] = UInt8(truncatingIfNeeded: random.next()) }
        case 2: if !bytes.isEmpty { bytes[at] = random.element(Self.bytes) ?? 0 }
        case 3: bytes.removeLast(min(bytes.count, random.below(bytes.count + 1)))
        case 4: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random.below(40)))
        case 5: bytes.insert(contentsOf: random.element(dictionary) ?? [], at: at)
        case 6: bytes.insert(contentsOf: random.element(Self.words) ?? [], at: at)
        case 7: repeatBlock(&bytes, at, &random)
        case 8: splice(&bytes, at, &random)
        case 9: replaceNumber(&bytes, from: at, &random)
        case 10: changeLength(&bytes, at, &random)
        default: moveLine(&bytes, &random)
        }
    }

    private func repeatBlock(_ bytes: inout [UInt8], _ at: Int, _ random: inout SeededRandom) {
        let block = bytes[at..<min(bytes.count, at + 1 + random.below(32))]
        let times = 1 + random.below([2, 40, 400][random.below(3)])
        guard bytes.count + block.count * times <= mostBytes else { return }
        let more = (0..<times).flatMap { _ in block }
        bytes.insert(contentsOf: more, at: at)
    }

    private func splice(_ bytes: inout [UInt8], _ at: Int, _ random: inout SeededRandom) {
        let other = random.element(corpus) ?? []
        let from = random.below(other.count)
        if random.below(2) == 0 {
            bytes = Array(bytes[..<at]) + other[from...]
        } else {
            bytes.insert(contentsOf: other[from..<min(other.count, from + random.below(200))], at: at)
        }
    }

    private func replaceNumber(_ bytes: inout [UInt8], from start: Int, _ random: inout SeededRandom) {
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        guard let first = bytes[start...].firstIndex(where: isDigit) else { return }
        let end = bytes[first...].firstIndex { !isDigit($0) && $0 != UInt8(ascii: ".") } ?? bytes.count
        bytes.replaceSubrange(first..<end, with: random.element(Self.numbers) ?? [])
    }

    /// Two or four bytes as a number of either order: what lengths and sizes are in files.
    private func changeLength(_ bytes: inout [UInt8], _ at: Int, _ random: inout SeededRandom) {
        let width = [2, 4][random.below(2)]
        guard at + width <= bytes.count else { return }
        let values: [UInt32] = [0, 1, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 13, UInt32(bytes.count & 0xFFFF_FFFF)]
        let value = (random.element(values) ?? 0) &+ UInt32(random.below(3))
        for index in 0..<width {
            let shift = UInt32(random.below(2) == 0 ? index : width - 1 - index) * 8
            bytes[at + index] = UInt8(truncatingIfNeeded: value >> shift)
        }
    }

    private func moveLine(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count > 1 else { return }
        let line = lines[random.below(lines.count)]
        switch random.below(3) {
        case 0: lines.remove(at: random.below(lines.count))
        case 1: lines.insert(line, at: random.below(lines.count))
        default: lines.swapAt(random.below(lines.count), random.below(lines.count))
        }
        bytes = Array(lines.joined(separator: [0x0A]))
    }
}
