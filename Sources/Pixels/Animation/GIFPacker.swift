/// The variable-length codes of GIF (Lempel, Ziv, Welch): a code for every run that was seen before and one byte more.
struct GIFPacker {
    private static let most = 4096

    private let clear: Int
    private let firstWidth: Int
    private var width: Int
    private var next: Int
    /// The run so far; nil before the first byte.
    private var prefix: Int?
    /// Where the code of a prefix and a byte may stand: open addressing, twice as many places as codes.
    private var keys = [Int32](repeating: -1, count: 8192)
    private var codes = [UInt16](repeating: 0, count: 8192)

    private var bits: UInt32 = 0
    private var bitCount = 0
    private var bytes: [UInt8] = []

    /// - Parameter bits: of a byte that is packed, 2…8.
    init(bits: Int) {
        clear = 1 << bits
        firstWidth = bits + 1
        width = bits + 1
        next = (1 << bits) + 2
        put(clear)
    }

    mutating func add(_ byte: UInt8) {
        guard let prefix else {
            self.prefix = Int(byte)
            return
        }
        let key = Int32(truncatingIfNeeded: prefix << 8 | Int(byte))
        var place = Int((UInt32(bitPattern: key) &* 2_654_435_761) >> 19)
        while keys[place] >= 0 {
            if keys[place] == key {
                self.prefix = Int(codes[place])
                return
            }
            place = (place + 1) & 8191
        }
        put(prefix)
        self.prefix = Int(byte)
        if next < Self.most {
            keys[place] = key
            codes[place] = UInt16(next)
            widen()
            next += 1
        } else {
            put(clear)
            for index in keys.indices { keys[index] = -1 }
            width = firstWidth
            next = clear + 2
        }
    }

    /// Ends the codes, and hands them over in the blocks of the format.
    mutating func finish(to output: inout [UInt8]) {
        if let prefix {
            put(prefix)
            // The reader has one run more by now.
            widen()
        }
        put(clear + 1)
        if bitCount > 0 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
        for start in stride(from: 0, to: bytes.count, by: 255) {
            let block = bytes[start..<min(start + 255, bytes.count)]
            output.append(UInt8(block.count))
            output += block
        }
        output.append(0)
    }

    private mutating func widen() {
        if next == 1 << width, width < 12 { width += 1 }
    }

    private mutating func put(_ code: Int) {
        bits |= UInt32(code) << UInt32(bitCount)
        bitCount += width
        while bitCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
            bitCount -= 8
        }
    }
}
