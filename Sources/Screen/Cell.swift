/// One character cell: plain memory, so that frames are filled, copied and compared at the speed of memory.
package struct Cell: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// One grapheme that fits a cell, or the left half of a double-width one. Already safe for the terminal.
        case text(String)
        /// The right half of the double-width grapheme to the left.
        case continuation
        /// Part of a picture: `column`, `row` count from the top left cell of the picture's rectangle.
        case picture(PictureID, column: Int, row: Int)
    }

    /// Most scalars of one grapheme: what curses can hold in a cell.
    package static let mostScalars = Grapheme.mostMarks + 1

    /// A text's first three scalars, or a picture's number.
    private var low: UInt64
    /// The kind in the two highest bits; below them a text's other scalars, or a picture's column and row.
    private var high: UInt64
    /// The style as one number: equal numbers are equal styles.
    package private(set) var look: UInt64

    private static let width: UInt64 = 21
    private static let mask: UInt64 = 1 << width - 1
    private static let kinds: UInt64 = 3 << 62
    private static let rightHalf: UInt64 = 1 << 62
    private static let ofPicture: UInt64 = 2 << 62

    package init(_ content: Content, style: Style = .plain) {
        look = style.number
        switch content {
        case .text(let text):
            low = 0
            high = 0
            var index: UInt64 = 0
            for scalar in text.unicodeScalars.prefix(Self.mostScalars) {
                if index < 3 {
                    low |= UInt64(scalar.value) << (index * Self.width)
                } else {
                    high |= UInt64(scalar.value) << ((index - 3) * Self.width)
                }
                index += 1
            }
        case .continuation:
            low = 0
            high = Self.rightHalf
        case .picture(let id, column: let column, row: let row):
            low = id.number
            high = Self.place(column, row)
        }
    }

    /// A grapheme of one scalar.
    init(_ scalar: Unicode.Scalar, style: Style) {
        low = UInt64(scalar.value)
        high = 0
        look = style.number
    }

    package var style: Style {
        get { Style(number: look) }
        set { look = newValue.number }
    }

    package var content: Content {
        switch high & Self.kinds {
        case Self.rightHalf: return .continuation
        case Self.ofPicture:
            return .picture(PictureID(number: low), column: Int(high >> 16 & 0xffff), row: Int(high & 0xffff))
        default:
            var text = ""
            for index in 0..<Self.mostScalars {
                guard let scalar = Unicode.Scalar(scalar(index)), scalar.value != 0 else { break }
                text.unicodeScalars.append(scalar)
            }
            return .text(text)
        }
    }

    /// Whether this is that cell of that picture.
    package func isPart(of id: PictureID, column: Int, row: Int) -> Bool {
        low == id.number && high == Self.place(column, row)
    }

    private static func place(_ column: Int, _ row: Int) -> UInt64 {
        ofPicture | UInt64(UInt16(clamping: column)) << 16 | UInt64(UInt16(clamping: row))
    }

    package var isText: Bool { high & Self.kinds == 0 }
    package var isContinuation: Bool { high & Self.kinds == Self.rightHalf }

    /// The scalars of a text one by one, 0 after the last. Not to be asked of other cells.
    package func scalar(_ index: Int) -> UInt32 {
        let shift = UInt64(index % 3) * Self.width
        return UInt32(truncatingIfNeeded: (index < 3 ? low : high) >> shift & Self.mask)
    }

    package static let blank = Cell(" ", style: .plain)
}
