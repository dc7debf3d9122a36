import Fuzzing
import Testing

@testable import Screen

@Suite struct FrameTests {
    private func frame(_ width: Int, _ height: Int = 1) -> Frame { Frame(size: Size(width: width, height: height)) }

    @Test func clipsToItsLimit() {
        var frame = frame(10)
        let end = frame.write("abcdefgh", x: -2, y: 0, style: .plain, limit: Rect(x: 1, y: 0, width: 4, height: 1))
        #expect(frame.goldenText == " defg\n")
        #expect(end == 5)
        frame.write("zz", x: 0, y: 3, style: .plain)
        #expect(frame.goldenText == " defg\n")
    }

    @Test func aWideGraphemeIsWholeOrGone() {
        var frame = frame(6)
        frame.write("漢字漢", x: 0, y: 0, style: .plain)
        frame.write("x", x: 1, y: 0, style: .plain)
        #expect(frame.goldenText == " x字漢\n")
        frame.write("字", x: 3, y: 0, style: .plain)
        #expect(frame.goldenText == " x 字\n")
        frame.write("漢", x: 2, y: 0, style: .plain)
        #expect(frame.goldenText == " x漢\n")
        frame.write("abc漢", x: 2, y: 0, style: .plain)
        #expect(frame.goldenText == " xabc\n")
    }

    /// Whatever is painted over whatever: a right half always has its left half.
    @Test(arguments: 0..<10) func halvesStayTogether(_ seed: UInt64) {
        var random = SeededRandom(seed)
        var frame = frame(12, 2)
        for step in 0..<200 {
            let x = random.below(16) - 2
            let y = random.below(2)
            switch random.below(3) {
            case 0: frame.write(["漢字", "a", "漢a字", "ab"][random.below(4)], x: x, y: y, style: .plain)
            case 1: frame.fill(Rect(x: x, y: y, width: random.below(4), height: 1), .plain)
            default: frame.place(PictureID("p"), in: Rect(x: random.below(9), y: y, width: 3, height: 1))
            }
            for row in 0..<2 {
                for column in 0..<12 {
                    let isHalf = frame[column, row].content == .continuation
                    let before = column > 0 ? frame[column - 1, row].content : nil
                    if case .text(let text)? = before, text.displayWidth == 2 {
                        #expect(isHalf, "step \(step)")
                    } else {
                        #expect(!isHalf, "step \(step)")
                    }
                }
            }
        }
    }

    @Test func picturesAreCells() {
        var frame = frame(5, 2)
        frame.place(PictureID("p"), in: Rect(x: 1, y: 0, width: 3, height: 2))
        frame.write("x", x: 2, y: 1, style: .plain)
        #expect(frame.goldenText == " ▒▒▒\n ▒x▒\n")
        #expect(frame.pictures == [PictureID("p"): Rect(x: 1, y: 0, width: 3, height: 2)])
        #expect(frame[3, 1].content == .picture(PictureID("p"), column: 2, row: 1))
        frame.place(PictureID("q"), in: Rect(x: 3, y: 0, width: 3, height: 1))
        #expect(frame.pictures.count == 1)
    }

    @Test func aCopySharesTheRowsThatStay() {
        var frame = frame(6, 3)
        frame.place(PictureID("p"), in: Rect(x: 0, y: 0, width: 2, height: 2))
        frame.write("text", x: 0, y: 2, style: .plain)
        var copy = frame
        copy.write("more", x: 0, y: 2, style: .plain)
        #expect((0..<3).map { copy.shares(row: $0, with: frame) } == [true, true, false])
        #expect(frame.goldenText == "▒▒\n▒▒\ntext\n")
        #expect(copy.keepsPictures(of: frame))
        // A row that is so already is not written to.
        copy.fill(Rect(x: 3, y: 0, width: 3, height: 2), .plain)
        #expect(copy.keepsPictures(of: frame))
        copy.write("", x: 0, y: 0, style: .plain)
        copy.write("beside", x: 6, y: 1, style: .plain)
        #expect(copy.keepsPictures(of: frame))
        copy.write("x", x: 5, y: 1, style: .plain)
        #expect(!copy.keepsPictures(of: frame))
        #expect(!frame.shares(row: 3, with: copy))
    }

    /// The editor's text, taken apart already, is written as text is.
    @Test(arguments: ["plain", "漢字 a", "a\u{301}b", "x\u{1b}[m", "👨‍👩‍👧 fox", ""])
    func charactersAreWrittenAsText(_ text: String) {
        for x in -3..<6 {
            for limit in [Rect(x: 1, y: 0, width: 3, height: 1), Rect(x: 0, y: 0, width: 9, height: 2)] {
                var a = frame(8)
                var b = a
                a.write(text, x: x, y: 0, style: .plain, limit: limit)
                b.write(Array(text)[...], x: x, y: 0, style: .plain, limit: limit)
                #expect(a == b, "\(x) \(limit)")
            }
        }
    }

    /// A mark after a tab stands alone in the editor, whatever came before on the line.
    @Test(arguments: ["a", "é"]) func charactersStayApart(_ first: Character) {
        var frame = frame(8)
        frame.write([first, " ", " ", "\u{301}", "b"], x: 0, y: 0, style: .plain, limit: frame.bounds)
        #expect(frame.goldenText == "\(first)  \u{25CC}\u{301}b\n")
    }

    @Test func asASCII() {
        var frame = frame(12, 4)
        Box(title: "é漢", border: .plain, titleStyle: .plain, fill: .plain).draw(in: &frame, frame.bounds)
        frame.write("● “a” → 3×…", x: 1, y: 1, style: .plain)
        frame.place(PictureID("p"), in: Rect(x: 1, y: 2, width: 2, height: 1))
        #expect(
            frame.inASCII.goldenText == """
                +- ??  ----+
                |* "a" > 3x.
                |▒▒        |
                +----------+

                """)
        #expect(frame.inASCII.pictures == frame.pictures)
    }

    @Test func theSpinnerTurnsInASCIIToo() {
        let turns = (0..<10).map { step in
            var frame = frame(1)
            frame.write(ProgressBar.spinner(step), x: 0, y: 0, style: .plain)
            return String(frame.inASCII.goldenText.prefix(1))
        }
        #expect(zip(turns, turns.dropFirst() + turns.prefix(1)).allSatisfy { $0 != $1 })
    }
}
