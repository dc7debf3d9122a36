import Pixels
import Screen

/// Steps of the overlay as bytes for the terminal.
struct OverlayWriter {
    let colors: ColorMap
    let cell: PixelSize

    /// Between saving and restoring the cursor, which keeps the colours too: curses' idea of both stays right.
    private func wrapped(_ body: [UInt8]) -> [UInt8] {
        Array(ControlSequences.saveCursor.utf8) + body + Array(ControlSequences.restoreCursor.utf8)
    }

    func erase(_ placement: PicturePlacement) -> [UInt8] {
        var painter = CellPainter(colors: colors)
        painter.reset()
        forEachRun(placement.rect, placement.visible) { x, y, count in
            painter.move(x: x, y: y)
            painter.blanks(count, on: painter.ink(placement.style.background))
        }
        return wrapped(painter.bytes)
    }

    /// A picture's bytes at its place; nothing in between but the move.
    func pieces(_ pieces: [PicturePiece], at rect: Rect) -> [UInt8] {
        var bytes: [UInt8] = []
        for piece in pieces {
            bytes += ControlSequences.move(x: rect.x + piece.column, y: rect.y + piece.row).utf8
            bytes += piece.bytes
        }
        return wrapped(bytes)
    }

    /// The visible parts of a picture that kitty already has, each as a placement of its own.
    func place(_ id: UInt32, _ fit: CellFit, _ region: CellRegion) -> [UInt8] {
        var bytes: [UInt8] = []
        var number: UInt32 = 0
        for rect in region.rects {
            guard let part = PictureWork.part(rect, fit: fit, cell: cell) else { continue }
            number += 1
            bytes += ControlSequences.move(x: region.bounds.x + part.column, y: region.bounds.y + part.row).utf8
            bytes += ControlSequences.kittyPlace(id, placement: number, part.pixels).utf8
        }
        return wrapped(bytes)
    }

    func symbols(_ picture: SymbolPicture, _ fit: CellFit, _ region: CellRegion, style: Style) -> [UInt8] {
        var painter = CellPainter(colors: colors)
        painter.reset()
        let paper = painter.ink(style.background)
        forEachRun(region.bounds, region) { x, y, count in
            painter.move(x: x, y: y)
            let row = y - region.bounds.y - fit.row
            for column in (x - region.bounds.x - fit.column)..<(x - region.bounds.x - fit.column + count) {
                if row >= 0, row < picture.rows, column >= 0, column < picture.columns {
                    painter.cell(picture[column, row], colors: picture.colors)
                } else {
                    painter.blanks(1, on: paper)
                }
            }
        }
        return wrapped(painter.bytes)
    }

    /// Text in place of a picture, or below it.
    func lines(_ lines: [FailureTile.Line], _ region: CellRegion, style: Style) -> [UInt8] {
        var painter = CellPainter(colors: colors)
        painter.reset()
        painter.set(foreground: painter.ink(style.foreground), background: painter.ink(style.background))
        for line in lines {
            var column = line.column
            for grapheme in line.graphemes {
                let cells = column..<column + grapheme.width
                if cells.upperBound <= region.bounds.width, line.row < region.bounds.height,
                    cells.allSatisfy({ region.contains(column: $0, row: line.row) })
                {
                    painter.move(x: region.bounds.x + column, y: region.bounds.y + line.row)
                    painter.text(grapheme.text)
                }
                column += grapheme.width
            }
        }
        return wrapped(painter.bytes)
    }

    private func forEachRun(_ bounds: Rect, _ region: CellRegion, _ body: (_ x: Int, _ y: Int, _ count: Int) -> Void) {
        for row in 0..<bounds.height {
            for run in region.runs(row: row) { body(bounds.x + run.lowerBound, bounds.y + row, run.count) }
        }
    }
}
