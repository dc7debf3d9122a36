import Pixels
import Screen

/// A contact sheet as plain text: pictures made of characters with their captions, row by row. Nothing but colours reaches
/// the terminal, whatever a caption says.
struct AnsiSheet {
    var title: String
    var cells: [ContactSheet.Cell]
    /// Of the whole sheet.
    var columns: Int
    var colors: SymbolColors

    private static let gap = 2
    /// Narrower, a picture is not recognised.
    private static let narrowest = 20

    /// Cells in a row, and the columns of each.
    var layout: (perRow: Int, width: Int) {
        let columns = max(1, columns)
        let most = max(1, (columns + Self.gap) / (Self.narrowest + Self.gap))
        let perRow = max(1, min(most, cells.count <= 4 ? cells.count : ContactSheet.columns(for: cells.count)))
        return (perRow, max(1, (columns + Self.gap) / perRow - Self.gap))
    }

    var lines: [String] {
        let (perRow, width) = layout
        var lines = title.isEmpty ? [] : [Self.words(title, columns), ""]
        for start in stride(from: 0, to: cells.count, by: perRow) {
            if start > 0 { lines.append("") }
            lines += row(Array(cells[start..<min(start + perRow, cells.count)]), width: width)
        }
        return lines
    }

    private func row(_ cells: [ContactSheet.Cell], width: Int) -> [String] {
        let pictures = cells.map { picture($0, width: width) }
        let height = pictures.map(\.count).max() ?? 0
        let captions = cells.map(\.caption.count).max() ?? 0
        var lines: [String] = []
        for line in 0..<height {
            lines.append(
                Self.joined(pictures.map { $0.indices.contains(line) ? $0[line] : (text: "", columns: 0) }, width))
        }
        for line in 0..<captions {
            lines.append(
                Self.joined(
                    cells.map { cell in
                        let words = cell.caption.indices.contains(line) ? Self.words(cell.caption[line], width) : ""
                        return (words, words.displayWidth)
                    }, width))
        }
        return lines
    }

    private func picture(_ cell: ContactSheet.Cell, width: Int) -> [(text: String, columns: Int)] {
        guard let bitmap = cell.picture else {
            let words = Self.words("[\(cell.instead)]", width)
            return [(words, words.displayWidth)]
        }
        // A character is taken to be twice as high as wide, as most are.
        let fit = CellFit(
            picture: bitmap.size, columns: width, rows: max(1, width / 2), cell: PixelSize(width: 8, height: 16))
        let symbols = SymbolEncoder.encode(
            bitmap, columns: fit.columns, rows: fit.rows, symbols: colors == .monochrome ? .ascii : .block,
            colors: colors)
        return (0..<symbols.rows).map { (symbols.text(row: $0), symbols.columns) }
    }

    private static func joined(_ parts: [(text: String, columns: Int)], _ width: Int) -> String {
        var line = ""
        for (index, part) in parts.enumerated() {
            line += part.text
            if index < parts.count - 1 { line += String(repeating: " ", count: width - part.columns + gap) }
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// One line, without anything a terminal would obey.
    private static func words(_ text: String, _ width: Int) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return Console.safe(line).truncated(to: width)
    }
}
