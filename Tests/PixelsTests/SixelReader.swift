import Pixels

/// A small sixel terminal: what the tests look at instead of the bytes.
struct SixelReader {
    var bitmap: Bitmap

    init?(_ bytes: [UInt8]) {
        var text = bytes[...]
        guard text.starts(with: Array("\u{1B}P0;1;0q\"1;1;".utf8)), bytes.suffix(2) == [0x1B, 0x5C] else { return nil }
        text = text.dropFirst(13).dropLast(2)
        func number() -> Int {
            var value = 0
            while let digit = text.first, (48..<58).contains(digit) {
                value = value * 10 + Int(digit - 48)
                text.removeFirst()
            }
            return value
        }
        func skip() { text = text.dropFirst() }
        let width = number()
        skip()
        let height = number()
        bitmap = Bitmap(width: width, height: height)
        var registers: [Int: [UInt8]] = [:]
        var (x, top, color) = (0, 0, 0)
        while let byte = text.first {
            skip()
            switch byte {
            case UInt8(ascii: "#"):
                color = number()
                if text.first == UInt8(ascii: ";") {
                    skip()
                    guard number() == 2 else { return nil }
                    registers[color] = (0..<3).map { _ in
                        skip()
                        return UInt8((number() * 255 + 50) / 100)
                    }
                }
            case UInt8(ascii: "$"): x = 0
            case UInt8(ascii: "-"): (x, top) = (0, top + 6)
            case UInt8(ascii: "!"), 63...126:
                let isRun = byte == UInt8(ascii: "!")
                let count = isRun ? number() : 1
                guard let sixel = isRun ? text.first : byte, sixel >= 63 else { return nil }
                if isRun { skip() }
                for _ in 0..<count {
                    for bit in 0..<6 where (sixel - 63) >> UInt8(bit) & 1 == 1 {
                        guard x < width, top + bit < height, let rgb = registers[color] else { return nil }
                        bitmap.pixels.replaceSubrange(
                            ((top + bit) * width + x) * 4..<((top + bit) * width + x) * 4 + 4, with: rgb + [255])
                    }
                    x += 1
                }
            default: return nil
            }
        }
        guard top == (height - 1) / 6 * 6 else { return nil }
    }
}
