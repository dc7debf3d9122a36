import Pixels
import Testing

/// Reads an animation back: the format's own words, and nothing of how it was written.
struct GIFReader {
    struct Frame {
        var bitmap: Bitmap
        var centiseconds: Int
    }

    private let bytes: [UInt8]
    private var at = 13
    private(set) var size = PixelSize(width: 0, height: 0)
    private(set) var frames: [Frame] = []
    private(set) var loops: Int?

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        try #require(bytes.starts(with: Array("GIF89a".utf8)))
        size = PixelSize(width: word(6), height: word(8))
        try #require(bytes[10] & 0x80 == 0, "no palette for all")
        var delay = 0
        while bytes[at] != 0x3B {
            at += 1
            if bytes[at - 1] == 0x21 {
                let label = bytes[at]
                at += 1
                let blocks = try blocks()
                if label == 0xF9 { delay = Int(blocks[1]) | Int(blocks[2]) << 8 }
                if label == 0xFF {
                    #expect(Array(blocks[..<11]) == Array("NETSCAPE2.0".utf8))
                    loops = Int(blocks[12]) | Int(blocks[13]) << 8
                }
            } else {
                try #require(bytes[at - 1] == 0x2C)
                frames.append(Frame(bitmap: try image(), centiseconds: delay))
            }
        }
        #expect(at == bytes.count - 1)
    }

    private func word(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }

    private mutating func blocks() throws -> [UInt8] {
        var all: [UInt8] = []
        while bytes[at] > 0 {
            let end = at + 1 + Int(bytes[at])
            try #require(end < bytes.count)
            all += bytes[at + 1..<end]
            at = end
        }
        at += 1
        return all
    }

    private mutating func image() throws -> Bitmap {
        let (width, height, flags) = (word(at + 4), word(at + 6), bytes[at + 8])
        try #require(word(at) == 0 && word(at + 2) == 0 && flags & 0xC0 == 0x80)
        let count = 2 << Int(flags & 7)
        let palette = (0..<count).map { Array(bytes[at + 9 + $0 * 3..<at + 12 + $0 * 3]) }
        at += 9 + count * 3
        let bits = Int(bytes[at])
        at += 1
        let indices = try Self.unpack(try blocks(), bits: bits)
        try #require(indices.count == width * height)
        return Bitmap(width: width, height: height, pixels: indices.flatMap { palette[Int($0)] + [255] })
    }

    private static func unpack(_ data: [UInt8], bits: Int) throws -> [UInt8] {
        let (clear, end) = (1 << bits, 1 << bits + 1)
        var (width, position) = (bits + 1, 0)
        var table: [[UInt8]] = []
        var previous: [UInt8]?
        var output: [UInt8] = []
        func reset() -> [[UInt8]] { (0..<clear).map { [UInt8($0)] } + [[], []] }
        while true {
            var code = 0
            for bit in 0..<width {
                code |= Int(data[(position + bit) / 8] >> ((position + bit) % 8) & 1) << bit
            }
            position += width
            if code == end { break }
            if code == clear {
                (table, width, previous) = (reset(), bits + 1, nil)
                continue
            }
            let run: [UInt8]
            if code < table.count {
                run = table[code]
            } else {
                let last = try #require(previous)
                try #require(code == table.count)
                run = last + [last[0]]
            }
            output += run
            if let previous, table.count < 4096 { table.append(previous + [run[0]]) }
            if table.count == 1 << width, width < 12 { width += 1 }
            previous = run
        }
        #expect((position + 7) / 8 == data.count)
        return output
    }
}
