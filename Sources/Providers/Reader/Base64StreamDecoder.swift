/// Base64 to bytes, fed in pieces cut anywhere: both alphabets, white space passed over, padding ends it.
struct Base64StreamDecoder {
    /// Something that is neither alphabet, padding nor white space was met; what came before it is good.
    private(set) var isBroken = false
    private var isEnded = false
    /// Sextets that wait for their group of four.
    private var carry: UInt32 = 0
    private var carried = 0

    /// Most bytes that so many characters can become.
    static func room(for characters: Int) -> Int { (characters + 3) / 4 * 3 + 3 }

    /// Decodes a piece.
    /// - Parameter output: at least `room(for: input.count)` bytes.
    /// - Returns: how many bytes were written.
    mutating func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int {
        guard !isBroken, let source = input.baseAddress, let target = output.baseAddress else { return 0 }
        var read = 0
        var written = 0
        Self.values.withUnsafeBufferPointer { table in
            guard let values = table.baseAddress else { return }
            while read < input.count {
                if carried == 0, !isEnded {
                    let count = Self.groups(source + read, input.count - read, target + written, values)
                    read += count
                    written += count / 4 * 3
                    if read >= input.count { break }
                }
                written += slowly(source.load(fromByteOffset: read, as: UInt8.self), target + written, values)
                read += 1
                if isBroken { break }
            }
        }
        return written
    }

    /// Whole groups of four good characters, eight characters a step. Returns how many characters were taken.
    @inline(__always)
    private static func groups(
        _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutableRawPointer, _ values: UnsafePointer<UInt8>
    ) -> Int {
        var read = 0
        var written = 0
        while read + 8 <= count {
            let word = source.loadUnaligned(fromByteOffset: read, as: UInt64.self)
            let a = UInt64(values[Int(word & 255)])
            let b = UInt64(values[Int(word >> 8 & 255)])
            let c = UInt64(values[Int(word >> 16 & 255)])
            let d = UInt64(values[Int(word >> 24 & 255)])
            let e = UInt64(values[Int(word >> 32 & 255)])
            let f = UInt64(values[Int(word >> 40 & 255)])
            let g = UInt64(values[Int(word >> 48 & 255)])
            let h = UInt64(values[Int(word >> 56)])
            if (a | b | c | d | e | f | g | h) & 0xC0 != 0 { break }
            let high = a << 18 | b << 12 | c << 6 | d
            let low = e << 18 | f << 12 | g << 6 | h
            let bytes = (high << 24 | low) << 16
            // Eight bytes are stored, six count; `room` allows for the two.
            target.storeBytes(of: bytes.bigEndian, toByteOffset: written, as: UInt64.self)
            read += 8
            written += 6
        }
        return read
    }

    private mutating func slowly(_ byte: UInt8, _ target: UnsafeMutableRawPointer, _ values: UnsafePointer<UInt8>) -> Int {
        if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { return 0 }
        if byte == UInt8(ascii: "=") {
            // Two or three sextets before the padding hold one or two whole bytes.
            let written = isEnded ? 0 : flush(target)
            isEnded = true
            return written
        }
        let value = values[Int(byte)]
        guard value < 64, !isEnded else {
            isBroken = true
            return 0
        }
        carry = carry << 6 | UInt32(value)
        carried += 1
        guard carried == 4 else { return 0 }
        target.storeBytes(of: UInt8(truncatingIfNeeded: carry >> 16), as: UInt8.self)
        target.storeBytes(of: UInt8(truncatingIfNeeded: carry >> 8), toByteOffset: 1, as: UInt8.self)
        target.storeBytes(of: UInt8(truncatingIfNeeded: carry), toByteOffset: 2, as: UInt8.self)
        carry = 0
        carried = 0
        return 3
    }

    /// The last bytes of unpadded text.
    mutating func finish(into output: UnsafeMutableRawBufferPointer) -> Int {
        guard !isEnded, !isBroken, let target = output.baseAddress else { return 0 }
        isEnded = true
        return flush(target)
    }

    private mutating func flush(_ target: UnsafeMutableRawPointer) -> Int {
        defer {
            carry = 0
            carried = 0
        }
        switch carried {
        case 2:
            target.storeBytes(of: UInt8(truncatingIfNeeded: carry >> 4), as: UInt8.self)
            return 1
        case 3:
            target.storeBytes(of: UInt8(truncatingIfNeeded: carry >> 10), as: UInt8.self)
            target.storeBytes(of: UInt8(truncatingIfNeeded: carry >> 2), toByteOffset: 1, as: UInt8.self)
            return 2
        default: return 0
        }
    }

    /// Character → sextet; 255 for what is none.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, character) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            table[Int(character)] = UInt8(value)
        }
        table[Int(UInt8(ascii: "-"))] = 62
        table[Int(UInt8(ascii: "_"))] = 63
        return table
    }()
}
