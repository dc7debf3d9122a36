import Testing

@testable import Terminal

@Suite struct PenFilterTests {
    private func filtered(_ chunks: String...) -> [String] {
        var filter = PenFilter()
        return chunks.map { String(decoding: filter.filter(Array($0.utf8)), as: UTF8.self) }
    }

    @Test func aTypedLetterIsOneByte() {
        let colors = "\u{1b}[38;2;1;2;3m\u{1b}[48;2;4;5;6m"
        let frames = filtered("\(colors)a\u{1b}[39;49m\u{1b}(B\u{1b}[m", "\(colors)b\u{1b}[39;49m\u{1b}(B\u{1b}[m")
        #expect(frames == ["\u{1b}[0;38;2;1;2;3m\u{1b}[48;2;4;5;6ma", "b"])
    }

    /// mlterm drops what is over ten, and paints its own white.
    @Test func noSequenceHasMoreThanTenParameters() {
        let text = filtered("\u{1b}[1;3;4m\u{1b}[38;2;1;2;3m\u{1b}[48;2;4;5;6ma\u{1b}[48;5;9;38;5;7mb").joined()
        for sequence in text.split(separator: "\u{1b}[") {
            #expect(sequence.prefix { $0 != "m" }.split(separator: ";").count <= 10, "\(sequence)")
        }
    }

    @Test func blanksNeedNoForeground() {
        #expect(filtered("\u{1b}[31;44m \u{1b}[32;44m \u{1b}[32mx") == ["\u{1b}[0;31;44m  \u{1b}[32mx"])
        #expect(filtered("\u{1b}[4;31m \u{1b}[32m ") == ["\u{1b}[0;4;31m \u{1b}[32m "])
    }

    @Test func whatClearsPaintsToo() {
        #expect(filtered("\u{1b}[44m\u{1b}[K\u{1b}[3;4H") == ["\u{1b}[0;44m\u{1b}[K\u{1b}[3;4H"])
    }

    @Test func whatItDoesNotKnowPasses() {
        #expect(filtered("\u{1b}[38:2:1mx\u{1b}[1my") == ["\u{1b}[38:2:1m\u{1b}[0mx\u{1b}[1my"])
        #expect(filtered("\u{1b}(0q\u{1b}(B\u{1b}(Ba") == ["\u{1b}(0\u{1b}[0mq\u{1b}(Ba"])
        #expect(filtered("\u{1b}]2;a title\u{7}\u{1b}[?25h") == ["\u{1b}]2;a title\u{7}\u{1b}[?25h"])
    }

    @Test func isCarefulAfterOthers() {
        var filter = PenFilter()
        _ = filter.filter(Array("\u{1b}[1mx".utf8))
        filter.forget()
        #expect(String(decoding: filter.filter(Array("y".utf8)), as: UTF8.self) == "\u{1b}[0;1my")
    }

    /// What is seen stays the same, whatever curses sends, in updates of any length.
    @Test(arguments: 0..<40) func looksTheSame(_ seed: UInt64) {
        var random = SystemLikeRandom(seed: seed)
        let pieces = [
            "a", "b", "ü", "─", " ", " ", "\u{1b}[m", "\u{1b}[0m", "\u{1b}[1m", "\u{1b}[4m", "\u{1b}[7m",
            "\u{1b}[22;24m",
            "\u{1b}[27m", "\u{1b}[31m", "\u{1b}[38;5;9m", "\u{1b}[38;2;1;2;3m", "\u{1b}[48;2;9;9;9m", "\u{1b}[44m",
            "\u{1b}[39;49m", "\u{1b}[0;1;35;46m", "\u{1b}[K", "\u{1b}[2;3H", "\u{1b}[4;1H", "\u{1b}[J", "\u{1b}(B",
        ]
        var filter = PenFilter()
        var (plain, short) = (PaperTerminal(), PaperTerminal())
        for _ in 0..<30 {
            var update: [UInt8] = []
            for _ in 0..<random.next(20) { update += pieces[random.next(pieces.count)].utf8 }
            plain.take(update)
            short.take(filter.filter(update))
            #expect(plain.seen == short.seen)
        }
    }
}

/// Just enough of a terminal to say what is seen.
private struct PaperTerminal {
    struct Spot: Equatable {
        var text = " "
        var pen = Pen()
    }
    private var spots = Array(repeating: Array(repeating: Spot(), count: 12), count: 5)
    private var (x, y) = (0, 0)
    private var pen = Pen()

    /// The colour of a blank's missing letter is not seen.
    var seen: [[Spot]] {
        spots.map {
            $0.map { spot in
                guard spot.text == " ", spot.pen.attributes & (1 << 4 | 1 << 7) == 0 else { return spot }
                return Spot(text: " ", pen: Pen(background: spot.pen.background))
            }
        }
    }

    mutating func take(_ bytes: [UInt8]) {
        var text = Substring(String(decoding: bytes, as: UTF8.self))
        while let character = text.popFirst() {
            guard character == "\u{1b}" else {
                if x < 12 { spots[y][x] = Spot(text: String(character), pen: pen) }
                x += 1
                continue
            }
            if text.popFirst() == "(" {
                text.removeFirst()
                continue
            }
            let body = text.prefix { !$0.isLetter }
            text = text.dropFirst(body.count)
            switch text.popFirst() {
            case "m": _ = pen.apply(Array(body.utf8)[...])
            case "H":
                let place = body.split(separator: ";").compactMap { Int($0) }
                (y, x) = (place[0] - 1, place[1] - 1)
            case "K": clear(y, from: x)
            case "J":
                clear(y, from: x)
                for row in (y + 1)..<max(y + 1, 5) { clear(row, from: 0) }
            default: break
            }
        }
    }

    private mutating func clear(_ row: Int, from start: Int) {
        for column in min(start, 12)..<12 { spots[row][column] = Spot(text: " ", pen: Pen(background: pen.background)) }
    }
}

private struct SystemLikeRandom {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }
    mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}
