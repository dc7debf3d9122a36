import Screen

/// What the whole of a picture's rectangle is in curses' model: U+00A0. Curses takes it for text that must stay (blanks it
/// would clear with one sequence, and the picture with them), and writes it anew only where something else was, or between
/// two changes that are close together.
enum Sentinel {
    static let scalar: UInt32 = 0xa0

    /// Also for a text that has one.
    static func isWritten(for cell: Cell) -> Bool {
        cell.isText ? cell.scalar(0) == scalar : !cell.isContinuation
    }

    /// How many curses has written, in UTF-8.
    static func count(in bytes: [UInt8]) -> Int {
        bytes.indices.dropFirst().count { bytes[$0] == 0xa0 && bytes[$0 - 1] == 0xc2 }
    }
}
