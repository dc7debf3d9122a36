import CVterm

/// What a terminal would show: libvterm fed with a program's output.
package final class VirtualScreen {
    package private(set) var columns: Int
    package private(set) var rows: Int
    private let terminal: OpaquePointer
    private let screen: OpaquePointer
    /// All rows as text, until something is written.
    private var lines: [String]?

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        terminal = vterm_new(Int32(rows), Int32(columns))
        vterm_set_utf8(terminal, 1)
        screen = vterm_obtain_screen(terminal)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_reset(screen, 1)
    }

    deinit { vterm_free(terminal) }

    func write(_ bytes: [UInt8]) {
        if bytes.isEmpty { return }
        lines = nil
        bytes.withUnsafeBufferPointer { buffer in
            _ = buffer.withMemoryRebound(to: CChar.self) { vterm_input_write(terminal, $0.baseAddress, $0.count) }
        }
        vterm_screen_flush_damage(screen)
    }

    /// What the terminal itself says in answer to what was written.
    func takeAnswers() -> [UInt8] {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = vterm_output_read(terminal, &bytes, bytes.count)
        return bytes.prefix(count).map { UInt8(bitPattern: $0) }
    }

    func resize(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        lines = nil
        vterm_set_size(terminal, Int32(rows), Int32(columns))
    }

    package struct Cell: Hashable, Sendable {
        /// The grapheme; empty for the right half of a wide one.
        package var text: String
        package var width: Int
        package var bold: Bool
        package var italic: Bool
        package var underline: Bool
        package var reverse: Bool
        package var foreground: Color
        package var background: Color
    }

    package enum Color: Hashable, Sendable {
        case standard
        case index(Int)
        case rgb(Int, Int, Int)
    }

    /// Column and row count from 0, from the top left.
    package func cell(_ x: Int, _ y: Int) -> Cell {
        let cell = cvt_get(screen, Int32(y), Int32(x))
        var scalars = String.UnicodeScalarView()
        withUnsafeBytes(of: cell.characters) { raw in
            for value in raw.bindMemory(to: UInt32.self) {
                // libvterm marks the right half with all bits set.
                guard value != 0, let scalar = Unicode.Scalar(value) else { break }
                scalars.append(scalar)
            }
        }
        return Cell(
            text: String(scalars), width: Int(cell.width), bold: cell.bold, italic: cell.italic,
            underline: cell.underline, reverse: cell.reverse, foreground: Self.color(cell.foreground),
            background: Self.color(cell.background))
    }

    private static func color(_ value: Int32) -> Color {
        if value < 0 { return .standard }
        if value < 256 { return .index(Int(value)) }
        return .rgb(Int(value >> 16 & 255), Int(value >> 8 & 255), Int(value & 255))
    }

    /// One row as text, without blanks at its end; U+00A0 (below pictures) as a blank.
    package func row(_ y: Int) -> String { allRows[y] }

    /// The whole screen as text.
    package var text: String { allRows.joined(separator: "\n") }

    private var allRows: [String] {
        if let lines { return lines }
        let made = (0..<rows).map(read)
        lines = made
        return made
    }

    private func read(_ y: Int) -> String {
        var scalars = String.UnicodeScalarView()
        var length = 0
        var x = 0
        while x < columns {
            let cell = cvt_get(screen, Int32(y), Int32(x))
            x += max(1, Int(cell.width))
            let first = cell.characters.0
            if first == 0 || first == 0x20 || first == 0xa0 {
                scalars.append(" ")
                continue
            }
            withUnsafeBytes(of: cell.characters) { raw in
                for value in raw.bindMemory(to: UInt32.self) {
                    guard value != 0, let scalar = Unicode.Scalar(value) else { break }
                    scalars.append(scalar)
                }
            }
            length = scalars.count
        }
        return String(String.UnicodeScalarView(scalars.prefix(length)))
    }

    package func contains(_ text: String) -> Bool { self.text.contains(text) }

    package var cursor: (x: Int, y: Int) {
        let at = cvt_cursor(terminal)
        return (Int(at.col), Int(at.row))
    }
}
