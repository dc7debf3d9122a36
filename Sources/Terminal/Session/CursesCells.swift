import CNcurses
import Glibc
import Screen

/// Puts cells of ours into the cells of curses' screen.
@MainActor
final class CursesCells {
    /// How a theme's colours are shown here.
    let colors: ColorMap
    private var looks: [UInt64: Look] = [:]

    private struct Look {
        var attributes: attr_t
        var pair: Int32
    }

    /// Elsewhere a terminal knows no U+00A0. There it is a dim blank, which curses takes for text as well.
    private let isUTF8: Bool

    init(colors: ColorMap, isUTF8: Bool) {
        self.colors = colors
        self.isUTF8 = isUTF8
    }

    /// Puts into curses' screen what differs from the row that was there.
    /// - Returns: how many sentinels are among it.
    func put(_ row: ArraySlice<Cell>, _ y: Int, last: [Cell]?) -> Int {
        row.withUnsafeBufferPointer { row in
            guard let last else { return put(row, y) { _ in true } }
            return last.withUnsafeBufferPointer { last in
                // Cells are plain memory without gaps: a row that stays is found at the speed of memory.
                guard let new = row.baseAddress, let old = last.baseAddress,
                    memcmp(new, old, row.count * MemoryLayout<Cell>.stride) != 0
                else { return 0 }
                return put(row, y) { last[$0] != row[$0] }
            }
        }
    }

    private func put(_ row: UnsafeBufferPointer<Cell>, _ y: Int, where isNews: (Int) -> Bool) -> Int {
        var sentinels = 0
        for x in row.indices where isNews(x) {
            put(row[x], x, y, leftIsWide: x > 0 && row[x - 1].isText)
            if Sentinel.isWritten(for: row[x]) { sentinels += 1 }
        }
        return sentinels
    }

    private func put(_ cell: Cell, _ x: Int, _ y: Int, leftIsWide: Bool) {
        let look = look(cell)
        guard cell.isText else {
            // A right half is written with its left half.
            if !cell.isContinuation {
                let mark = Look(attributes: look.attributes | CN_DIM, pair: look.pair)
                isUTF8 ? put(Sentinel.scalar, x, y, look) : put(0x20, x, y, mark)
            } else if !leftIsWide {
                put(0x20, x, y, look)
            }
            return
        }
        withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: Cell.mostScalars + 1) { buffer in
            var count = 0
            while count < Cell.mostScalars, cell.scalar(count) != 0 {
                buffer[count] = wchar_t(bitPattern: cell.scalar(count))
                count += 1
            }
            if count == 0 {
                buffer[0] = 0x20
                count = 1
            }
            buffer[count] = 0
            if let start = UnsafePointer(buffer.baseAddress) {
                cn_put(Int32(y), Int32(x), start, look.attributes, look.pair)
            }
        }
    }

    private func put(_ scalar: UInt32, _ x: Int, _ y: Int, _ look: Look) {
        let text: (wchar_t, wchar_t) = (wchar_t(bitPattern: scalar), 0)
        withUnsafeBytes(of: text) { bytes in
            if let start = bytes.baseAddress?.assumingMemoryBound(to: wchar_t.self) {
                cn_put(Int32(y), Int32(x), start, look.attributes, look.pair)
            }
        }
    }

    private func look(_ cell: Cell) -> Look {
        if let look = looks[cell.look] { return look }
        let style = cell.style
        // alloc_pair recycles the oldest beyond the terminal's limit (32,767 at least); long before that, start over.
        if looks.count > 16_000 { looks.removeAll() }
        var attributes = CN_NORMAL
        for (flag, value) in Self.attributes where style.attributes.contains(flag) { attributes |= value }
        var pair: Int32 = 0
        if colors.count > 0 {
            let foreground = colors.number(style.foreground)
            let background = colors.number(style.background)
            if foreground >= 0 || background >= 0 { pair = max(0, alloc_pair(foreground, background)) }
        }
        let look = Look(attributes: attributes, pair: pair)
        looks[cell.look] = look
        return look
    }

    private static let attributes: [(Attributes, attr_t)] = [
        (.bold, CN_BOLD), (.dim, CN_DIM), (.italic, CN_ITALIC), (.underline, CN_UNDERLINE), (.reverse, CN_REVERSE),
    ]
}
