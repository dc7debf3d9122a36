/// Averages a picture down to a smaller one while its rows arrive, so that one row of the original is held, never all.
///
/// Each source row lies over one or two rows of the result. Its share of each, in 256ths, is added into one row of
/// 16-bit sums; shares of a result row add up to exactly 256, so the sums cannot overflow. A full row of sums is then
/// averaged sideways. Rows with alpha must come premultiplied; the result is straight again.
struct BoxReducer: ~Copyable {
    let source: PixelSize
    let target: PixelSize
    /// 3: RGB rows; 4: RGBA rows, premultiplied.
    let channels: Int
    /// Whether the caller knows that every pixel is opaque.
    let isOpaque: Bool

    private let sums: UnsafeMutablePointer<UInt16>
    private let columns: UnsafeMutablePointer<Column>
    private var sourceRow = 0
    private var isEmpty = true
    /// Rows of the result that are finished.
    private(set) var finishedRows = 0

    /// The source columns below one result column, in 65536ths of it.
    private struct Column {
        var first: Int32
        var last: Int32
        var firstWeight: UInt32
        var innerWeight: UInt32
        var lastWeight: UInt32
    }

    /// - Parameter target: no wider and no higher than the source.
    init(source: PixelSize, target: PixelSize, channels: Int, isOpaque: Bool = false) {
        precondition(target.width <= source.width && target.height <= source.height && !target.isEmpty)
        self.source = source
        self.target = target
        self.channels = channels
        self.isOpaque = isOpaque
        sums = .allocate(capacity: source.width * channels)
        sums.initialize(repeating: 0, count: source.width * channels)
        columns = .allocate(capacity: target.width)
        for index in 0..<target.width {
            (columns + index).initialize(to: Self.column(index, source: source.width, target: target.width))
        }
    }

    deinit {
        sums.deallocate()
        columns.deallocate()
    }

    private static func column(_ index: Int, source: Int, target: Int) -> Column {
        let first = index * source / target
        let last = max(first, ((index + 1) * source + target - 1) / target - 1)
        if first == last {
            return Column(
                first: Int32(first), last: Int32(last), firstWeight: 65536, innerWeight: 0, lastWeight: 0)
        }
        // Shares in units of 1 / (source): a result column is `source` long, a source column `target`.
        let firstShare = (first + 1) * target - index * source
        let inner = 65536 * target / source
        let firstWeight = 65536 * firstShare / source
        let lastWeight = 65536 - firstWeight - inner * (last - first - 1)
        return Column(
            first: Int32(first), last: Int32(last), firstWeight: UInt32(firstWeight), innerWeight: UInt32(inner),
            lastWeight: UInt32(lastWeight))
    }

    /// Where source row `row` begins in the result, in 256ths of a result row.
    private func position(_ row: Int) -> Int {
        (row * target.height * 256 + source.height / 2) / source.height
    }

    /// Takes the next row, and writes the rows of the result that are full to `output` (RGBA, the whole result).
    mutating func add(_ row: UnsafePointer<UInt8>, to output: UnsafeMutablePointer<UInt8>) {
        guard sourceRow < source.height else { return }
        let start = position(sourceRow)
        let end = position(sourceRow + 1)
        sourceRow += 1
        let boundary = (finishedRows + 1) * 256
        accumulate(row, weight: min(end, boundary) - start)
        if end >= boundary {
            flush(to: output)
            if end > boundary { accumulate(row, weight: end - boundary) }
        }
    }

    private mutating func accumulate(_ row: UnsafePointer<UInt8>, weight: Int) {
        let count = source.width * channels
        let factor = UInt16(truncatingIfNeeded: weight)
        let sums = sums
        if isEmpty {
            for index in 0..<count { sums[index] = UInt16(row[index]) &* factor }
            isEmpty = false
        } else {
            for index in 0..<count { sums[index] = sums[index] &+ UInt16(row[index]) &* factor }
        }
    }

    private mutating func flush(to output: UnsafeMutablePointer<UInt8>) {
        let line = output + finishedRows * target.width * 4
        if channels == 3 {
            flushOpaque(to: line)
        } else if target.width == source.width, isOpaque {
            for index in 0..<target.width &* 4 { line[index] = UInt8(truncatingIfNeeded: (sums[index] &+ 128) >> 8) }
        } else {
            flushPremultiplied(to: line)
        }
        finishedRows += 1
        isEmpty = true
    }

    private func flushOpaque(to line: UnsafeMutablePointer<UInt8>) {
        var out = line
        for index in 0..<target.width {
            let column = columns[index]
            var at = sums + Int(column.first) &* 3
            var red = UInt32(at[0]) &* column.firstWeight
            var green = UInt32(at[1]) &* column.firstWeight
            var blue = UInt32(at[2]) &* column.firstWeight
            if column.last > column.first {
                for _ in (column.first &+ 1)..<column.last {
                    at += 3
                    red &+= UInt32(at[0]) &* column.innerWeight
                    green &+= UInt32(at[1]) &* column.innerWeight
                    blue &+= UInt32(at[2]) &* column.innerWeight
                }
                at += 3
                red &+= UInt32(at[0]) &* column.lastWeight
                green &+= UInt32(at[1]) &* column.lastWeight
                blue &+= UInt32(at[2]) &* column.lastWeight
            }
            out[0] = UInt8(truncatingIfNeeded: (red &+ 1 << 23) >> 24)
            out[1] = UInt8(truncatingIfNeeded: (green &+ 1 << 23) >> 24)
            out[2] = UInt8(truncatingIfNeeded: (blue &+ 1 << 23) >> 24)
            out[3] = 255
            out += 4
        }
    }

    private func flushPremultiplied(to line: UnsafeMutablePointer<UInt8>) {
        let raw = UnsafeRawPointer(sums)
        func pixel(_ index: Int32) -> SIMD4<UInt32> {
            SIMD4<UInt32>(
                truncatingIfNeeded: raw.loadUnaligned(fromByteOffset: Int(index) &* 8, as: SIMD4<UInt16>.self))
        }
        var out = line
        for index in 0..<target.width {
            let column = columns[index]
            var sum = pixel(column.first) &* column.firstWeight
            if column.last > column.first {
                for inner in (column.first &+ 1)..<column.last { sum &+= pixel(inner) &* column.innerWeight }
                sum &+= pixel(column.last) &* column.lastWeight
            }
            let alpha = sum[3] >> 16
            if alpha >= 65280 {
                let rounded = (sum &+ SIMD4(repeating: 1 << 23)) &>> SIMD4(repeating: 24)
                UnsafeMutableRawPointer(out).storeBytes(
                    of: SIMD4<UInt8>(truncatingIfNeeded: rounded), as: SIMD4<UInt8>.self)
            } else if alpha < 128 {
                (out[0], out[1], out[2], out[3]) = (0, 0, 0, 0)
            } else {
                for channel in 0..<3 {
                    out[channel] = UInt8(min(255, ((sum[channel] >> 16) &* 255 &+ alpha / 2) / alpha))
                }
                out[3] = UInt8((sum[3] &+ 1 << 23) >> 24)
            }
            out += 4
        }
    }
}
