/// Writes bands of six rows. Each colour of a band collects the columns it touches, so the work grows with what is
/// there and not with colours times width; colours that lie beside one another share a pass.
struct SixelWriter: ~Copyable {
    private let size: PixelSize
    private let palette: SixelPalette
    /// For each register a lane of columns: `x << 8 | six bits`.
    private let columns: UnsafeMutablePointer<UInt32>
    private let counts: UnsafeMutablePointer<Int32>
    private var output: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    init(size: PixelSize, palette: consuming SixelPalette) {
        self.size = size
        let registers = palette.registers
        self.palette = palette
        columns = .allocate(capacity: registers.count * size.width)
        counts = .allocate(capacity: registers.count)
        counts.initialize(repeating: 0, count: registers.count)
        capacity = 1 << 16
        output = .allocate(capacity: capacity)
        put("\u{1B}P0;1;0q\"1;1;\(size.width);\(size.height)")
        for (index, color) in registers.enumerated() {
            put("#\(index);2;\(color.red);\(color.green);\(color.blue)")
        }
    }

    deinit {
        columns.deallocate()
        counts.deallocate()
        output.deallocate()
    }

    /// All bands of a picture; alpha is 0 (not painted) or 255.
    mutating func write(_ pixels: UnsafeRawPointer) {
        let stride = size.width * 4
        for top in Swift.stride(from: 0, to: size.height, by: 6) {
            if top > 0 { put(UInt8(ascii: "-")) }
            let used = collect(pixels + top * stride, stride: stride, rows: min(6, size.height - top))
            // A column costs at most its gap, its repetition and itself; a colour its number.
            reserve(used.count * 8 + size.width * 6 * 8)
            writePasses(used)
        }
    }

    mutating func finish() -> [UInt8] {
        put("\u{1B}\\")
        return Array(UnsafeBufferPointer(start: output, count: count))
    }

    /// Sorts a band's pixels by register. Answers the registers used, leftmost first.
    private func collect(_ pixels: UnsafeRawPointer, stride: Int, rows: Int) -> [Int] {
        var used: [Int] = []
        used.reserveCapacity(256)
        let width = size.width
        for x in 0..<width {
            var at = pixels + x &* 4
            var bit: UInt32 = 1
            for _ in 0..<rows {
                let pixel = at.load(as: UInt32.self)
                at += stride
                if pixel >= 0x8000_0000 {
                    let register = Int(palette.nearest.index(pixel))
                    let lane = columns + register &* width
                    let filled = Int(counts[register])
                    if filled > 0, lane[filled &- 1] >> 8 == UInt32(truncatingIfNeeded: x) {
                        lane[filled &- 1] |= bit
                    } else {
                        if filled == 0 { used.append(register) }
                        lane[filled] = UInt32(truncatingIfNeeded: x) << 8 | bit
                        counts[register] = Int32(truncatingIfNeeded: filled &+ 1)
                    }
                }
                bit <<= 1
            }
        }
        return used
    }

    /// One pass takes the leftmost colour that is left and every later one that begins right of what is written.
    private mutating func writePasses(_ used: [Int]) {
        var waiting = used
        var isFirst = true
        while let last = waiting.last {
            if !isFirst { put(UInt8(ascii: "$")) }
            isFirst = false
            let furthest = columns[last * size.width] >> 8
            var position: UInt32 = 0
            var kept = 0
            var index = 0
            while index < waiting.count, position <= furthest {
                let register = waiting[index]
                if columns[register &* size.width] >> 8 >= position {
                    position = writeColor(register, from: position)
                } else {
                    waiting[kept] = register
                    kept += 1
                }
                index += 1
            }
            waiting.removeSubrange(kept..<index)
        }
    }

    /// Writes a register's columns, beginning at `position`; answers the column after the last.
    private mutating func writeColor(_ register: Int, from position: UInt32) -> UInt32 {
        var position = position
        let lane = columns + register &* size.width
        let filled = Int(counts[register])
        counts[register] = 0
        put(UInt8(ascii: "#"))
        putNumber(UInt32(truncatingIfNeeded: register))
        var index = 0
        while index < filled {
            let first = lane[index]
            var next = first &+ 0x100
            index &+= 1
            while index < filled, lane[index] == next {
                next &+= 0x100
                index &+= 1
            }
            let x = first >> 8
            if x > position { putRun(63, x &- position) }
            position = next >> 8
            putRun(63 &+ UInt8(truncatingIfNeeded: first), position &- x)
        }
        return position
    }

    @inline(__always)
    private mutating func putRun(_ character: UInt8, _ length: UInt32) {
        if length > 3 {
            put(UInt8(ascii: "!"))
            putNumber(length)
            put(character)
        } else {
            for _ in 0..<length { put(character) }
        }
    }

    @inline(__always)
    private mutating func putNumber(_ value: UInt32) {
        if value >= 1000 {
            putNumber4(value)
            return
        }
        if value >= 100 { put(48 &+ UInt8(truncatingIfNeeded: value / 100)) }
        if value >= 10 { put(48 &+ UInt8(truncatingIfNeeded: value / 10 % 10)) }
        put(48 &+ UInt8(truncatingIfNeeded: value % 10))
    }

    @inline(never)
    private mutating func putNumber4(_ value: UInt32) { put("\(value)") }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        output[count] = byte
        count &+= 1
    }

    private mutating func put(_ text: String) {
        reserve(text.utf8.count)
        for byte in text.utf8 { put(byte) }
    }

    /// Makes room for `more` bytes and a little.
    private mutating func reserve(_ more: Int) {
        guard count + more + 64 > capacity else { return }
        capacity = max(capacity * 2, count + more + 64)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: output, count: count)
        output.deallocate()
        output = larger
    }
}
