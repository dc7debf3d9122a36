import Pixels
import Screen

/// Writes cells beside curses: symbols, blanks and notes, in as few bytes as it can. The cursor and the colours are put
/// back by who calls it.
struct CellPainter {
    private(set) var bytes: [UInt8] = []
    private let colors: ColorMap
    private var foreground: Ink?
    private var background: Ink?

    /// A colour as it is written.
    enum Ink: Hashable {
        case standard
        case index(UInt8)
        case rgb(RGB)

        /// Whether the eye takes one for the other: then the change need not be written.
        func isNear(_ other: Ink) -> Bool {
            guard case .rgb(let a) = self, case .rgb(let b) = other else { return self == other }
            func near(_ x: UInt8, _ y: UInt8) -> Bool { x > y ? x - y <= 4 : y - x <= 4 }
            return near(a.red, b.red) && near(a.green, b.green) && near(a.blue, b.blue)
        }
    }

    init(colors: ColorMap) { self.colors = colors }

    mutating func move(x: Int, y: Int) { bytes += ControlSequences.move(x: x, y: y).utf8 }

    mutating func text(_ text: String) { bytes += text.utf8 }

    mutating func blanks(_ count: Int, on ink: Ink) {
        set(foreground: nil, background: ink)
        bytes += repeatElement(0x20, count: count)
    }

    mutating func cell(_ cell: SymbolCell, colors: SymbolColors) {
        let inks: (Ink, Ink) =
            switch colors {
            case .truecolor: (.rgb(cell.foreground), .rgb(cell.background))
            case .palette256, .ansi16: (.index(cell.foregroundIndex), .index(cell.backgroundIndex))
            case .monochrome: (.standard, .standard)
            }
        set(foreground: cell.scalar == " " ? nil : inks.0, background: cell.scalar == "\u{2588}" ? nil : inks.1)
        if let encoded = UTF8.encode(cell.scalar) { bytes += encoded }
    }

    /// Nil leaves a colour as it is: it will not be seen.
    mutating func set(foreground ink: Ink?, background paper: Ink?) {
        guard colors.count > 0 else { return }
        let newInk = ink.flatMap { ink in foreground?.isNear(ink) == true ? nil : ink }
        let newPaper = paper.flatMap { paper in background?.isNear(paper) == true ? nil : paper }
        guard newInk != nil || newPaper != nil else { return }
        ControlSequences.addStyle(foreground: newInk, background: newPaper, to: &bytes)
        foreground = newInk ?? foreground
        background = newPaper ?? background
    }

    mutating func reset() {
        bytes += ControlSequences.plain.utf8
        foreground = nil
        background = nil
    }

    /// A theme's colour for text beside curses; the same choice as curses makes, for the two stand side by side.
    func ink(_ color: Color) -> Ink {
        if case .rgb(let r, let g, let b) = color, colors.isDirect { return .rgb(RGB(r, g, b)) }
        let number = colors.number(color)
        return number < 0 ? .standard : .index(UInt8(truncatingIfNeeded: number))
    }
}
