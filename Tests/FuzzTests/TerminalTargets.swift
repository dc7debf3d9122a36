import Fuzzing
import Pixels
import Screen
import TerminalHarness

@testable import Terminal

/// What a terminal says, and what is said to it.
enum TerminalTargets {
    static let all = [input, replies, pen, terminfo]

    private static let keys = [
        "a", "ü雪", "\u{1B}", "\u{1B}[A", "\u{1B}[1;5C", "\u{1B}[97;5u", "\u{1B}[27;6;65~", "\u{1B}OP", "\u{1B}[[A",
        "\u{1B}x",
        "\u{1B}[<0;10;5M", "\u{1B}[200~pasted\ntext\u{1B}[201~", "\u{1B}[?62;4c", "\u{1B}P>|XTerm(379)\u{1B}\\",
        "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}]10;rgb:ff/ff/ff\u{7}", "a prompt, and an end\r", "e\u{301}👨‍👩‍👧",
    ]
    private static let words =
        keys + [
            "99999999999999999999u", "\u{1B}[4294967296u", "\u{1B}[55296u", "\u{1B}[1114112;2u", "\u{1B}[", "\u{1B}]",
            "\u{1B}P1",
            "\u{1B}_G", "\u{1B}\\", ";", "~", "u", "\u{7}", "\u{9B}", "\u{1B}\u{1B}", "[200~", "[201~", "?", "$y", "t",
            "S",
        ]

    /// Keys are keys, text is text, and answers never become either.
    private static let input = FuzzTarget(
        "input", corpus: keys.map { Array($0.utf8) } + [keys.joined().utf8.map { $0 }], dictionary: words, cases: 1000
    ) { input, random in
        var decoder = InputDecoder()
        var outputs: [InputDecoder.Output] = []
        for piece in random.pieces(input) {
            outputs += decoder.feed(piece)
            if decoder.isUnsettled, random.below(2) == 0 { outputs += decoder.settle() }
        }
        outputs += decoder.settle()
        for output in outputs { try check(output) }
        // Text without a control character is what was typed, or pasted.
        let text = String(validating: input, as: UTF8.self)
        if let text, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) {
            let typed = outputs.map { output in
                switch output {
                case .event(.paste(let text)): text
                case .event(.key(let chord)):
                    if case .character(let character) = chord.key { "\(character)" } else { "" }
                default: ""
                }
            }.joined()
            try hold(Array(typed.unicodeScalars) == Array(text.unicodeScalars), "typed “\(typed)”")
        }
        return "\(outputs.first.map(kind) ?? "nothing") \(min(outputs.count, 4))"
    }

    private static func kind(_ output: InputDecoder.Output) -> String {
        switch output {
        case .reply: "reply"
        case .event(.key(let chord)): if case .character = chord.key { "character" } else { "key \(chord.key)" }
        case .event(.mouse): "mouse"
        case .event(.paste): "paste"
        case .event: "event"
        }
    }

    private static func check(_ output: InputDecoder.Output) throws {
        switch output {
        case .event(.key(let chord)):
            guard case .character(let character) = chord.key else { return }
            let isControl = character.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
            try hold(!isControl, "the key \(character.debugDescription)")
            // What Shift types only the keyboard knows.
            if !chord.modifiers.contains(.shift), chord.modifiers.isEmpty || character.isASCII {
                try hold(KeyChord(chord.description) != nil, "“\(chord)” cannot be written in a key file")
            }
        case .event(.paste(let text)):
            let isControl = text.unicodeScalars.contains {
                $0.value < 0x20 && $0 != "\n" && $0 != "\t" || (0x7F...0x9F).contains($0.value)
            }
            try hold(!isControl && text.utf8.count <= PasteText.limit * 3, "the paste \(text.debugDescription)")
        case .event(.mouse(let event)):
            try hold((0..<10_000).contains(event.x) && (0..<10_000).contains(event.y), "the mouse at \(event.x)")
        case .event: break
        case .reply(let bytes):
            try hold(bytes.first == 0x1B && bytes.count <= 5000, "an answer of \(bytes.count) bytes")
        }
    }

    /// A terminal that lies about itself.
    private static let replies = FuzzTarget(
        "probe",
        corpus: [
            "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}[?1;0;256S\u{1B}[?2;0;800;480S\u{1B}[?2;0;1000;1000S\u{1B}[6;20;10t"
                + "\u{1B}[?2026;2$y\u{1B}[?62;4;22c",
            "\u{1B}P>|kitty(0.26.5)\u{1B}\\\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62c", "\u{1B}[?2;3;0S\u{1B}[?62c",
        ].map { Array($0.utf8) }, dictionary: words, mostBytes: 8000, cases: 600
    ) { input, random in
        var decoder = InputDecoder()
        var dialogue = ProbeDialogue()
        for piece in random.pieces(input) {
            for output in decoder.feed(piece) {
                if case .reply(let bytes) = output, dialogue.take(bytes), random.below(3) == 0 {
                    _ = dialogue.askAgain()
                }
            }
        }
        dialogue.giveUp()
        let replies = dialogue.replies
        if let version = replies.version {
            try hold(version.utf8.count <= 64 && version.utf8.allSatisfy { (0x20...0x7E).contains($0) }, version)
        }
        let size = Size(width: random.below(200), height: random.below(60))
        for mode in GraphicsMode.allCases {
            let capabilities = TerminalCapabilities(
                replies: replies, environment: TerminalEnvironment(["TERM": "xterm-256color", "LANG": "C.UTF-8"]),
                mode: mode, size: size, window: PixelSize(width: 800, height: 600))
            let cell = capabilities.cell
            try hold((2...128).contains(cell.width) && (4...256).contains(cell.height), "a cell of \(cell)")
            let limit = capabilities.pictureLimit
            try hold((1...4096).contains(limit.width) && (1...4096).contains(limit.height), "pictures of \(limit)")
        }
        return "\(replies.isComplete) \(replies.kitty == true) \(replies.cellSize != nil) \(replies.version != nil)"
    }

    /// Whatever curses wrote, what is left of it draws the same.
    private static let pen = FuzzTarget(
        "pen-filter",
        corpus: [
            "\u{1B}[31;44ma\u{1B}[39;49m\u{1B}(B\u{1B}[m",
            "\u{1B}[38;2;1;2;3m\u{1B}[48;5;9mü─ \u{1B}[K\u{1B}[2;3Hx\u{1B}[J",
            "\u{1B}[1;4mx\u{1B}[22;24m \u{1B}[7mz\u{1B}[27m\u{1B}]2;title\u{7}\u{1B}[?25h\u{1B}(0q\u{1B}(B",
        ].map { Array($0.utf8) },
        dictionary: [
            "\u{1B}[m", "\u{1B}[1m", "\u{1B}[38;2;9;9;9m", "\u{1B}[48;5;", "\u{1B}[K", "\u{1B}[99999999999999999999m",
            "\u{1B}(", "\u{1B}[;m", "\u{1B}[38:5:1m",
        ],
        mostBytes: 4000, cases: 500
    ) { input, _ in
        var filter = PenFilter()
        let first = filter.filter(input)
        try hold(drawn(first) == drawn(input), "it draws something else: \(Checks.text(first).debugDescription)")
        return "\(first.count < input.count)"
    }

    private struct Drawn: Equatable {
        var bytes: [UInt8]
        var pen = Pen()
    }

    /// What is written and with which pen, and what else is said, in order.
    private static func drawn(_ bytes: [UInt8]) -> [Drawn] {
        var list: [Drawn] = []
        var pen = Pen()
        var at = 0
        while at < bytes.count {
            guard bytes[at] == 0x1B else {
                let byte = bytes[at]
                let isBlank = byte == 0x20 && pen.attributes & (1 << 4 | 1 << 7 | 1 << 9) == 0
                list.append(
                    Drawn(bytes: [byte], pen: byte < 0x20 ? Pen() : isBlank ? Pen(background: pen.background) : pen))
                at += 1
                continue
            }
            let sequence = Array(bytes[at..<end(bytes, at)])
            at += sequence.count
            if sequence.count > 2, sequence[1] == UInt8(ascii: "["), sequence.last == UInt8(ascii: "m") {
                if !pen.apply(sequence[2..<sequence.count - 1]) { list.append(Drawn(bytes: sequence)) }
            } else if sequence.count > 1, sequence[1] == UInt8(ascii: "(") {
                continue
            } else {
                list.append(Drawn(bytes: sequence))
            }
        }
        return list
    }

    private static func end(_ bytes: [UInt8], _ start: Int) -> Int {
        func first(from index: Int, _ isLast: (UInt8) -> Bool) -> Int {
            (bytes[min(index, bytes.count)...].firstIndex(where: isLast) ?? bytes.count - 1) + 1
        }
        guard start + 1 < bytes.count else { return bytes.count }
        switch bytes[start + 1] {
        case UInt8(ascii: "["): return first(from: start + 2) { (0x40...0x7E).contains($0) }
        case 0x20...0x2F: return first(from: start + 2) { !(0x20...0x2F).contains($0) }
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            let end = first(from: start + 2) { $0 == 0x07 || $0 == 0x1B }
            return bytes[end - 1] == 0x1B && end - 1 > start ? min(bytes.count, end + 1) : end
        default: return start + 2
        }
    }

    private static let terminfo: FuzzTarget = {
        let files = [
            "/lib/terminfo/x/xterm", "/usr/share/terminfo/x/xterm", "/lib/terminfo/l/linux", "/lib/terminfo/v/vt100",
        ]
        let corpus = files.map { Scratch.bytes($0) }.filter { !$0.isEmpty }
        return FuzzTarget("terminfo", corpus: corpus, mostBytes: 32_768, cases: 500) { input, _ in
            guard let entry = TerminfoEntry(input) else { return "none" }
            let changed = entry.withDirectColor()
            guard let again = TerminfoEntry(changed.bytes) else { throw Broken("written anew it cannot be read") }
            try hold(again.bytes == changed.bytes, "written anew it is another")
            let tamed = entry.tamed
            try hold(tamed.count == input.count && TerminfoEntry(tamed) != nil, "tamed it cannot be read")
            return "read"
        }
    }()
}
