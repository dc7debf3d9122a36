import Pixels
import Testing

@Suite struct SymbolEncoderTests {
    private let picture = TestPicture.make(width: 96, height: 96)

    @Test func aHalfIsAHalf() {
        var bitmap = Bitmap.filled(.black, width: 8, height: 16)
        bitmap.composite(.filled(RGB(255, 128, 0), width: 8, height: 8), x: 0, y: 8)
        let cell = SymbolEncoder.encode(bitmap, columns: 1, rows: 1)[0, 0]
        #expect(cell == SymbolCell(scalar: "▄", foreground: RGB(255, 128, 0), background: .black))
    }

    @Test func aQuarterAndAnEighth() {
        var bitmap = Bitmap.filled(.white, width: 16, height: 8)
        bitmap.composite(.filled(.black, width: 4, height: 4), x: 4, y: 0)
        bitmap.composite(.filled(.black, width: 3, height: 8), x: 8, y: 0)
        let symbols = SymbolEncoder.encode(bitmap, columns: 2, rows: 1)
        #expect(symbols.cells.map(\.scalar) == ["▝", "▍"])
        #expect(symbols[0, 0].foreground == .black && symbols[0, 0].background == .white)
    }

    @Test func aSextantNeedsLeave() {
        var bitmap = Bitmap.filled(.white, width: 24, height: 24)
        bitmap.composite(.filled(.black, width: 12, height: 8), x: 12, y: 8)
        let plain = SymbolEncoder.encode(bitmap, columns: 1, rows: 1)
        let rich = SymbolEncoder.encode(bitmap, columns: 1, rows: 1, symbols: .blockAndSextants)
        #expect(!(0x1FB00...0x1FB3B).contains(plain[0, 0].scalar.value))
        #expect(rich[0, 0].scalar == "\u{1FB07}")
    }

    @Test func aFlatCellIsABlank() {
        let symbols = SymbolEncoder.encode(.filled(RGB(1, 2, 3), width: 5, height: 5), columns: 3, rows: 2)
        #expect(
            symbols.cells
                == Array(
                    repeating: SymbolCell(scalar: " ", foreground: RGB(1, 2, 3), background: RGB(1, 2, 3)), count: 6))
    }

    @Test func everyPaletteKeepsToItsColours() {
        for colors in [SymbolColors.palette256, .ansi16] {
            for symbols in SymbolSet.allCases {
                let result = SymbolEncoder.encode(picture, columns: 12, rows: 6, symbols: symbols, colors: colors)
                let allowed = colors == .ansi16 ? 0...15 : 16...255
                #expect(
                    result.cells.allSatisfy {
                        allowed.contains(Int($0.foregroundIndex)) && allowed.contains(Int($0.backgroundIndex))
                    })
                let distinct = Set(result.cells.map { [$0.foregroundIndex, $0.backgroundIndex] })
                #expect(distinct.count > 6)
            }
        }
    }

    @Test func asciiIsPrintable() {
        for colors in SymbolColors.allCases {
            let result = SymbolEncoder.encode(picture, columns: 20, rows: 10, symbols: .ascii, colors: colors)
            #expect(result.cells.allSatisfy { (0x20...0x7E).contains($0.scalar.value) })
            #expect(Set(result.cells.map(\.scalar)).count > 5)
        }
    }

    @Test func inkGrowsWithBrightness() {
        for symbols in [SymbolSet.block, .ascii] {
            let black = SymbolEncoder.encode(
                .filled(.black, width: 8, height: 8), columns: 4, rows: 4, symbols: symbols, colors: .monochrome)
            #expect(black.cells.allSatisfy { $0.scalar == " " })
        }
        let white = SymbolEncoder.encode(
            .filled(.white, width: 8, height: 8), columns: 4, rows: 4, colors: .monochrome)
        #expect(white.cells.allSatisfy { $0.scalar == "█" })
        let grey = SymbolEncoder.encode(
            .filled(RGB(128, 128, 128), width: 8, height: 8), columns: 4, rows: 4, colors: .monochrome)
        #expect(grey.cells.allSatisfy { $0.scalar == "▒" })
    }

    @Test func nothingToDrawIsNoCrash() {
        #expect(SymbolEncoder.encode(Bitmap(width: 0, height: 0), columns: 2, rows: 2).cells.count == 4)
        #expect(SymbolEncoder.encode(picture, columns: 0, rows: -3).cells.isEmpty)
        #expect(SymbolEncoder.encode(Bitmap(width: 1, height: 1), columns: 3, rows: 1).cells.count == 3)
    }
}
