import Testing

@testable import Pixels

@Suite struct ContactSheetTests {
    /// The drawn letters as text again.
    private func art(_ text: String, columns: Int = 40) -> [String] {
        let letters = SheetFont.fitted(text, columns: columns)
        var bitmap = Bitmap.filled(.black, width: letters.count * SheetFont.advance, height: SheetFont.height)
        SheetFont.draw(letters, on: &bitmap, x: 0, y: 0, scale: 1, color: .white)
        return (0..<bitmap.height).map { y in
            String((0..<bitmap.width).map { bitmap.pixels[(y * bitmap.width + $0) * 4] > 0 ? "#" : "." })
        }
    }

    @Test func lettersAreDrawn() {
        #expect(
            art("Ag") == [
                "..#.........", ".#.#........", "#...#..####.", "#...#.#...#.", "#####.#...#.", "#...#.#...#.",
                "#...#..####.", "..........#.", ".......###..",
            ])
    }

    @Test func everyLetterIsDrawnOnce() {
        #expect(SheetFont.drawn.count == Set(SheetFont.drawn).count)
        #expect(SheetFont.drawn.count == 96 + 9)
        let drawings = Set(SheetFont.drawn.map { art(String($0)).joined(separator: "\n") })
        // A small x and a times sign are one drawing.
        #expect(drawings.count == SheetFont.drawn.count - 1)
    }

    @Test(
        arguments: [
            ("é", "e"), ("Ü", "U"), ("ø", "o"), ("e\u{301}", "e"), ("q\u{308}", "q"), ("“", "\""), ("\u{A0}", " "),
            ("\n", " "), ("雪", "\u{7F}"), ("🦊", "\u{7F}"), ("\u{1B}", "\u{7F}"), ("\u{7F}", "\u{7F}"),
            ("1\u{FE0F}\u{20E3}", "\u{7F}"),
            ("×", "×"), ("—", "–"),
        ] as [(Character, Character)])
    func whatIsNotDrawnHasAStandIn(_ character: Character, _ letter: Character) {
        #expect(SheetFont.letter(character) == letter)
    }

    @Test(arguments: [
        ("a fox", 5, "a fox"), ("a fox", 4, "a f…"), ("a fox", 1, "…"), ("a fox", 0, ""), ("", 3, ""),
        ("naïve façade", 8, "naive f…"),
    ])
    func captionsAreCut(_ text: String, _ columns: Int, _ expected: String) {
        #expect(String(SheetFont.fitted(text, columns: columns)) == expected)
    }

    @Test func aSheetHasItsPicturesInTheirPlaces() {
        let cells = [RGB(200, 0, 0), RGB(0, 200, 0), RGB(0, 0, 200)].map { color in
            ContactSheet.Cell(picture: .filled(color, width: 64, height: 32), caption: ["one"])
        }
        let sheet = ContactSheet(cells: cells, columns: 2, edge: 64)
        // Two rows of 32 and a line each, three margins; two columns of 64.
        #expect(sheet.size == PixelSize(width: 176, height: 16 + 2 * (32 + 8 + 12 + 16)))
        let drawn = sheet.draw()
        #expect(drawn.size == sheet.size)
        func color(_ x: Int, _ y: Int) -> [UInt8] {
            let at = (y * drawn.width + x) * 4
            return Array(drawn.pixels[at..<at + 3])
        }
        #expect(color(16, 16) == [200, 0, 0])
        #expect(color(79, 47) == [200, 0, 0])
        #expect(color(80, 16) == [24, 24, 28])
        #expect(color(96, 16) == [0, 200, 0])
        #expect(color(16, 16 + 68) == [0, 0, 200])
        #expect(color(96, 16 + 68) == [24, 24, 28])
        // The first row of dots below the picture: an o begins two points down.
        #expect(color(16 + 1, 48 + 8 + 2) == [236, 236, 240])
    }

    @Test func aMissingPictureHasWords() {
        let sheet = ContactSheet(cells: [.init(picture: nil, instead: "rejected")], edge: 192).draw()
        #expect(sheet.pixels.contains(160))
        #expect(sheet != ContactSheet(cells: [.init(picture: nil, instead: "failed")], edge: 192).draw())
    }

    @Test func picturesAreNotEnlarged() {
        let sheet = ContactSheet(cells: [.init(picture: .filled(.white, width: 4, height: 4))], edge: 100)
        #expect(sheet.size == PixelSize(width: 132, height: 36))
        #expect(sheet.draw().pixels.filter { $0 == 255 }.count == 4 * 4 * 3 + 132 * 36)
    }

    @Test(arguments: [0, 1, 2, 4, 5, 12, 30, 100, 1000]) func sheetsStayWithinTheirSize(_ count: Int) {
        let picture = Bitmap.filled(.white, width: 1, height: 1)
        let sheet = ContactSheet(cells: Array(repeating: .init(picture: picture), count: count))
        #expect(sheet.edge >= 96 && sheet.edge <= 512)
        #expect(sheet.columns * sheet.edge * sheet.edge * max(1, count) / sheet.columns <= 16 << 20)
        #expect(count < 5 || sheet.columns * sheet.columns >= count)
        #expect(ContactSheet.columns(for: 4) == 4)
    }

    @Test func rowsOfSymbolsArePlainText() {
        var bitmap = Bitmap.filled(RGB(255, 0, 0), width: 16, height: 8)
        bitmap.composite(.filled(RGB(0, 0, 255), width: 8, height: 8), x: 8, y: 0)
        let picture = SymbolEncoder.encode(bitmap, columns: 2, rows: 1)
        #expect(picture.text(row: 0) == "\u{1B}[48;2;255;0;0m \u{1B}[48;2;0;0;255m \u{1B}[0m")
        let few = SymbolEncoder.encode(bitmap, columns: 2, rows: 1, colors: .ansi16)
        #expect(few.text(row: 0) == "\u{1B}[101m \u{1B}[44m \u{1B}[0m")
        let none = SymbolEncoder.encode(bitmap, columns: 2, rows: 1, symbols: .ascii, colors: .monochrome)
        #expect(none.text(row: 0).allSatisfy(\.isASCII) && none.text(row: 0).count == 2)
    }
}
