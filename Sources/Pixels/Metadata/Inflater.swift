/// Unpacks a zlib stream (RFC 1950, 1951) to so many bytes and no more. In Swift, because it looks at bytes from anywhere
/// in the process that has the keys, where an index out of bounds must be an end and no more than that.
struct Inflater {
    private struct Damaged: Error {}

    private let input: [UInt8]
    private let limit: Int
    private var offset = 2
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []

    /// - Returns: nil when it is damaged, or would be larger.
    static func inflate(zlib bytes: some Collection<UInt8>, limit: Int) -> [UInt8]? {
        let input = Array(bytes)
        guard input.count > 6, input[0] & 15 == 8, (Int(input[0]) << 8 | Int(input[1])) % 31 == 0, input[1] & 32 == 0
        else { return nil }
        var inflater = Inflater(input: input, limit: limit)
        return try? inflater.run()
    }

    private init(input: [UInt8], limit: Int) {
        self.input = input
        self.limit = limit
    }

    private mutating func run() throws -> [UInt8] {
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1: try unpack(Self.fixedLiterals, Self.fixedDistances)
            case 2:
                let (literals, distances) = try readTables()
                try unpack(literals, distances)
            default: throw Damaged()
            }
        }
        // The check sum begins at the next whole byte.
        offset -= bitCount / 8
        guard offset + 4 <= input.count, input.big32(offset) == Self.adler(output) else { throw Damaged() }
        return output
    }

    private static func adler(_ bytes: [UInt8]) -> Int {
        var (a, b) = (1, 0)
        for byte in bytes {
            a = (a + Int(byte)) % 65521
            b = (b + a) % 65521
        }
        return b << 16 | a
    }

    // MARK: Bits

    private mutating func take(_ count: Int) throws -> Int {
        while bitCount < count {
            guard offset < input.count else { throw Damaged() }
            bits |= UInt32(input[offset]) << UInt32(bitCount)
            offset += 1
            bitCount += 8
        }
        let value = bits & (1 << UInt32(count) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func put(_ byte: UInt8) throws {
        guard output.count < limit else { throw Damaged() }
        output.append(byte)
    }

    private mutating func copyStored() throws {
        offset -= bitCount / 8
        (bits, bitCount) = (0, 0)
        guard offset + 4 <= input.count else { throw Damaged() }
        let length = input.little16(offset)
        guard length ^ 0xFFFF == input.little16(offset + 2), offset + 4 + length <= input.count,
            output.count + length <= limit
        else { throw Damaged() }
        output += input[offset + 4..<offset + 4 + length]
        offset += 4 + length
    }

    // MARK: Codes

    /// A code as how many symbols each length has, and the symbols in order.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(lengths: [Int]) {
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            for length in 1...15 {
                symbols += lengths.indices.filter { lengths[$0] == length }
            }
        }

        /// - Throws: when the lengths name more codes than there are.
        func checked() throws -> Code {
            var left = 1
            for length in 1...15 {
                left = left * 2 - counts[length]
                if left < 0 { throw Damaged() }
            }
            return self
        }
    }

    private static let fixedLiterals = Code(
        lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = Code(lengths: Array(repeating: 5, count: 30))

    private mutating func symbol(_ code: Code) throws -> Int {
        var (value, first, index) = (0, 0, 0)
        for length in 1...15 {
            value |= try take(1)
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw Damaged()
    }

    private mutating func readTables() throws -> (Code, Code) {
        let (literals, distances, lengths) = (try take(5) + 257, try take(5) + 1, try take(4) + 4)
        guard literals <= 286, distances <= 30 else { throw Damaged() }
        var order = [Int](repeating: 0, count: 19)
        for place in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(lengths) {
            order[place] = try take(3)
        }
        let code = try Code(lengths: order).checked()
        var all: [Int] = []
        while all.count < literals + distances {
            switch try symbol(code) {
            case 16:
                guard let last = all.last else { throw Damaged() }
                all += Array(repeating: last, count: try take(2) + 3)
            case 17: all += Array(repeating: 0, count: try take(3) + 3)
            case 18: all += Array(repeating: 0, count: try take(7) + 11)
            case let length: all.append(length)
            }
        }
        guard all.count == literals + distances, all[256] > 0 else { throw Damaged() }
        return (
            try Code(lengths: Array(all[..<literals])).checked(), try Code(lengths: Array(all[literals...])).checked()
        )
    }

    private static let lengthStarts = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceStarts = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ]

    private mutating func unpack(_ literals: Code, _ distances: Code) throws {
        while true {
            let symbol = try symbol(literals)
            if symbol < 256 {
                try put(UInt8(symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < Self.lengthStarts.count else { throw Damaged() }
            let length = Self.lengthStarts[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
            let place = try self.symbol(distances)
            guard place < 30 else { throw Damaged() }
            let distance = Self.distanceStarts[place] + (try take(max(0, place / 2 - 1)))
            guard distance <= output.count else { throw Damaged() }
            for _ in 0..<length { try put(output[output.count - distance]) }
        }
    }
}
