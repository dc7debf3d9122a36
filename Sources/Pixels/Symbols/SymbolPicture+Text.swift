extension SymbolPicture {
    /// A row as text that any terminal of that many colours shows when it is printed: colours where they change, and none
    /// left behind. Every row is as wide as the picture.
    package func text(row: Int) -> String {
        var text = ""
        var (ink, paper) = ("", "")
        for column in 0..<columns {
            let cell = self[column, row]
            var codes: [String] = []
            let (nextInk, nextPaper) = (code(cell, isPaper: false), code(cell, isPaper: true))
            // A blank shows no ink.
            if cell.scalar != " ", nextInk != ink { codes.append(nextInk) }
            if nextPaper != paper { codes.append(nextPaper) }
            if cell.scalar != " " { ink = nextInk }
            paper = nextPaper
            if !codes.isEmpty { text += "\u{1B}[\(codes.joined(separator: ";"))m" }
            text.unicodeScalars.append(cell.scalar)
        }
        return colors == .monochrome ? text : text + "\u{1B}[0m"
    }

    private func code(_ cell: SymbolCell, isPaper: Bool) -> String {
        let color = isPaper ? cell.background : cell.foreground
        let index = Int(isPaper ? cell.backgroundIndex : cell.foregroundIndex)
        return switch colors {
        case .truecolor: "\(isPaper ? 48 : 38);2;\(color.red);\(color.green);\(color.blue)"
        case .palette256: "\(isPaper ? 48 : 38);5;\(index)"
        case .ansi16: "\((index < 8 ? 30 : 82) + index + (isPaper ? 10 : 0))"
        case .monochrome: ""
        }
    }
}
