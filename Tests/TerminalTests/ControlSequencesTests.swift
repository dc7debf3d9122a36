import Pixels
import Testing

@testable import Terminal

@Suite struct ControlSequencesTests {
    @Test func deviceAttributesAreAskedLast() {
        #expect(ControlSequences.probe(isMultiplexed: false).hasSuffix(ControlSequences.askAttributes))
        #expect(!ControlSequences.probe(isMultiplexed: true).contains(ControlSequences.askKitty))
        #expect(ControlSequences.probeGeometry.hasSuffix(ControlSequences.askAttributes))
    }

    @Test func restoringUndoesAllThatIsSwitchedOn() {
        func numbers(_ text: String, _ end: Character) -> Set<String> {
            Set(
                text.split(separator: "\u{1b}").filter { $0.hasPrefix("[?") && $0.last == end }
                    .map { String($0.dropFirst(2).dropLast()) })
        }
        let on = numbers(ControlSequences.pasteOn + ControlSequences.mouseOn + ControlSequences.synchronizedBegin, "h")
        #expect(numbers(ControlSequences.restore(kitty: false), "l").isSuperset(of: on))
        #expect(ControlSequences.restore(kitty: false).hasPrefix(ControlSequences.stringTerminator))
        #expect(!ControlSequences.restore(kitty: false).contains("_G"))
        #expect(ControlSequences.restore(kitty: true).contains(ControlSequences.kittyDeleteAll))
    }

    @Test func colours() {
        func style(_ foreground: CellPainter.Ink?, _ background: CellPainter.Ink?) -> String {
            var bytes: [UInt8] = []
            ControlSequences.addStyle(foreground: foreground, background: background, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(style(nil, .standard) == "\u{1b}[49m")
        #expect(style(.index(3), nil) == "\u{1b}[33m")
        #expect(style(.index(11), .index(11)) == "\u{1b}[93;103m")
        #expect(style(nil, .index(200)) == "\u{1b}[48;5;200m")
        #expect(style(.rgb(.init(1, 20, 255)), .rgb(.init(0, 100, 99))) == "\u{1b}[38;2;1;20;255;48;2;0;100;99m")
    }

    @Test func delaysAreLeftOut() {
        #expect(CursesSession.withoutPadding("\u{1b}[?5h$<100/>\u{1b}[?5l$5") == Array("\u{1b}[?5h\u{1b}[?5l$5".utf8))
    }

    @Test(arguments: [
        ((0, 0, 0), 16), ((255, 255, 255), 231), ((128, 128, 128), 244), ((255, 0, 0), 196), ((30, 34, 42), 235),
    ])
    func theNearestOf256(_ color: (UInt8, UInt8, UInt8), _ number: Int) {
        #expect(ColorMap.nearest256(color.0, color.1, color.2) == number)
    }
}
