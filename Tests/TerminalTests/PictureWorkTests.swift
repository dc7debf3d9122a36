import Pixels
import Screen
import Testing

@testable import Terminal

@Suite struct PictureWorkTests {
    private let cell = PixelSize(width: 10, height: 20)

    private func request(_ columns: Int, _ rows: Int, limit: PixelSize? = nil) -> PictureRequest {
        PictureRequest(
            source: PictureSource(path: "/nonexistent/fox.png"), columns: columns, rows: rows, cell: cell,
            format: limit.map { .sixel(limit: $0, colors: 256) } ?? .iterm2)
    }

    @Test func thePartBelowSomeCells() {
        let fit = CellFit(picture: PixelSize(width: 100, height: 100), columns: 20, rows: 5, cell: cell)
        #expect((fit.column, fit.row, fit.columns, fit.rows) == (5, 0, 10, 5))
        let inside = PictureWork.part(Rect(x: 7, y: 1, width: 2, height: 2), fit: fit, cell: cell)
        #expect(inside?.pixels == PixelRect(x: 20, y: 20, width: 20, height: 40))
        #expect(inside?.column == 7)
        let over = PictureWork.part(Rect(x: 0, y: 4, width: 20, height: 1), fit: fit, cell: cell)
        #expect(over?.pixels == PixelRect(x: 0, y: 80, width: 100, height: 20))
        #expect(over?.column == 5)
        #expect(PictureWork.part(Rect(x: 0, y: 0, width: 5, height: 5), fit: fit, cell: cell) == nil)
    }

    @Test func noLargerThanTheTerminalTakes() {
        let limited = request(200, 60, limit: PixelSize(width: 1000, height: 1000))
        let fit = PictureWork.fit(PixelSize(width: 4096, height: 4096), limited, rows: 60)
        #expect(fit.pixels == PixelSize(width: 1000, height: 1000))
        #expect((fit.column, fit.row) == (50, 5), "and still in the middle")
    }

    @Test func whatCannotBeReadSaysWhy() async {
        let picture = await PictureWork.prepare(request(20, 5), number: 1, decoder: DirectDecoder())
        guard case .failure(let message) = picture?.content else { return #expect(Bool(false), "no failure") }
        #expect(message.contains("fox.png"))
    }

    @Test func theReasonStandsInTheMiddle() {
        let lines = FailureTile.lines("a damaged picture", columns: 12, rows: 5)
        #expect(lines.map { $0.graphemes.map(\.text).joined() } == ["a damaged", "picture"])
        #expect(lines.map(\.row) == [1, 2])
        #expect(FailureTile.lines("a damaged picture", columns: 3, rows: 5) == [])
    }
}
