import Screen
import Testing

@testable import Terminal

@Suite struct InputDecoderTests {
    private func keys(_ text: String) -> [KeyChord?] {
        var decoder = InputDecoder()
        return (decoder.feed(Array(text.utf8)) + decoder.settle()).map {
            if case .event(.key(let chord)) = $0 { chord } else { nil }
        }
    }

    private func events(_ chunks: [String]) -> [InputEvent] {
        var decoder = InputDecoder()
        return chunks.flatMap { decoder.feed(Array($0.utf8)) }.compactMap {
            if case .event(let event) = $0 { event } else { nil }
        }
    }

    @Test(arguments: [
        ("a", KeyChord(.character("a"))), ("ß", KeyChord(.character("ß"))), ("漢", KeyChord(.character("漢"))),
        ("e\u{301}", KeyChord(.character("e\u{301}"))),
        ("\r", KeyChord(.enter)), ("\n", KeyChord(.character("j"), .control)), ("\t", KeyChord(.tab)),
        ("\u{7f}", KeyChord(.backspace)), ("\u{8}", KeyChord(.character("h"), .control)),
        ("\u{10}", KeyChord(.character("p"), .control)), ("\u{0}", KeyChord(.character(" "), .control)),
        ("\u{1b}", KeyChord(.escape)), ("\u{1b}\r", KeyChord(.enter, .alt)),
        ("\u{1b}x", KeyChord(.character("x"), .alt)),
        ("\u{1b}\u{7f}", KeyChord(.backspace, .alt)), ("\u{1b}é", KeyChord(.character("é"), .alt)),
        ("\u{1b}[", KeyChord(.character("["), .alt)), ("\u{1b}O", KeyChord(.character("O"), .alt)),
        ("\u{1b}P", KeyChord(.character("P"), .alt)),
        ("\u{1b}[A", KeyChord(.up)), ("\u{1b}OB", KeyChord(.down)), ("\u{1b}[1;5C", KeyChord(.right, .control)),
        ("\u{1b}[1;3D", KeyChord(.left, .alt)), ("\u{1b}[1;2A", KeyChord(.up, .shift)),
        ("\u{1b}[1;6H", KeyChord(.home, [.shift, .control])), ("\u{1b}Oa", KeyChord(.up, .control)),
        ("\u{1b}[a", KeyChord(.up, .shift)),
        ("\u{1b}[H", KeyChord(.home)), ("\u{1b}[1~", KeyChord(.home)), ("\u{1b}[7~", KeyChord(.home)),
        ("\u{1b}[F", KeyChord(.end)), ("\u{1b}[4~", KeyChord(.end)), ("\u{1b}[2~", KeyChord(.insert)),
        ("\u{1b}[3~", KeyChord(.delete)), ("\u{1b}[3;5~", KeyChord(.delete, .control)),
        ("\u{1b}[5~", KeyChord(.pageUp)), ("\u{1b}[6;5~", KeyChord(.pageDown, .control)),
        ("\u{1b}[Z", KeyChord(.tab, .shift)), ("\u{1b}OP", KeyChord(.function(1))),
        ("\u{1b}[[A", KeyChord(.function(1))), ("\u{1b}[11~", KeyChord(.function(1))),
        ("\u{1b}[15~", KeyChord(.function(5))), ("\u{1b}[24;2~", KeyChord(.function(12), .shift)),
        ("\u{1b}[27;5;13~", KeyChord(.enter, .control)), ("\u{1b}[13;2u", KeyChord(.enter, .shift)),
        ("\u{1b}[97;5u", KeyChord(.character("a"), .control)), ("\u{1b}[27u", KeyChord(.escape)),
    ])
    func oneKey(_ bytes: String, _ chord: KeyChord) { #expect(keys(bytes) == [chord]) }

    @Test(arguments: ["\u{1b}[A", "\u{1b}[1;5C", "\u{1b}OP", "\u{1b}[24~", "é", "漢", "\u{1b}é", "\u{1b}[[A"])
    func aKeyCutAnywhereIsTheSameKey(_ text: String) {
        let bytes = Array(text.utf8)
        let whole = Held(InputDecoder())
        let expected = whole.feed(bytes)
        for cut in 1..<bytes.count {
            let decoder = Held(InputDecoder())
            #expect(decoder.feed(Array(bytes[..<cut])) + decoder.feed(Array(bytes[cut...])) == expected)
        }
    }

    @Test func twoEscapesAreTwoKeys() {
        #expect(keys("\u{1b}\u{1b}") == [KeyChord(.escape), KeyChord(.escape)])
        #expect(keys("\u{1b}\u{1b}[A") == [KeyChord(.escape), KeyChord(.up)])
    }

    @Test func onlyAnEscapeIsAmbiguous() {
        let decoder = Held(InputDecoder())
        _ = decoder.feed(Array("a".utf8))
        #expect(!decoder.value.isUnsettled)
        _ = decoder.feed([0x1b])
        #expect(decoder.value.isUnsettled)
        #expect(decoder.settle() == [.event(.key(KeyChord(.escape)))])
        #expect(decoder.settle() == [])
    }

    @Test func theBackspaceKeyIsWhatTheTerminalSays() {
        let decoder = Held(InputDecoder(erase: 8))
        #expect(decoder.feed([8]) == [.event(.key(KeyChord(.backspace)))])
    }

    @Test(arguments: [
        "\u{1b}[200~one\ntwo\u{1b}[201~", "\u{1b}[200~one\r\ntwo\u{1b}[201~", "\u{1b}[200~one\rtwo\u{1b}[201~",
    ])
    func aPasteIsOneEventWhereverItIsCut(_ text: String) {
        let bytes = Array(text.utf8)
        for cut in 1..<bytes.count {
            let decoder = Held(InputDecoder())
            let outputs = decoder.feed(Array(bytes[..<cut])) + decoder.feed(Array(bytes[cut...]))
            #expect(outputs == [.event(.paste("one\ntwo"))])
        }
    }

    @Test func aPasteHasNoControls() {
        let evil = "\u{1b}[200~a\u{1b}[31mb\u{9b}c\u{0}\u{7}d\u{1b}]52;c;x\u{7}\te\u{1b}[201~q"
        #expect(events([evil]) == [.paste("a[31mbcd]52;c;x\te"), .key(KeyChord(.character("q")))])
    }

    @Test func aHugePasteIsCutAndItsEndIsSeen() {
        let text = "\u{1b}[200~" + String(repeating: "x", count: 3 << 20) + "\u{1b}[201~z"
        let result = events([text])
        #expect(result.count == 2)
        if case .paste(let pasted)? = result.first { #expect(pasted.utf8.count <= PasteText.limit + 64) }
        #expect(result.last == .key(KeyChord(.character("z"))))
    }

    @Test(arguments: ["4294967296", "99999999999999999999", "9223372036854775807", "1114112", "55296"])
    func aCodeThatIsNoCharacterIsNoKey(_ code: String) {
        #expect(keys("\u{1b}[\(code)u") == [nil])
        #expect(keys("\u{1b}[27;5;\(code)~") == [nil])
    }

    @Test func anEndlessAnswerEndsWhereItSays() {
        let long = "\u{1b}P1" + String(repeating: "\u{1b}x", count: 9000)
        #expect(keys(long + "\\a\u{1b}\\b") == [nil, KeyChord(.character("b"))])
    }

    @Test(arguments: [
        ("\u{1b}[<0;5;3M", MouseEvent(.press, x: 4, y: 2)), ("\u{1b}[<0;5;3m", MouseEvent(.release, x: 4, y: 2)),
        ("\u{1b}[<32;6;3M", MouseEvent(.drag, x: 5, y: 2)), ("\u{1b}[<64;1;1M", MouseEvent(.scrollUp, x: 0, y: 0)),
        ("\u{1b}[<65;1;1M", MouseEvent(.scrollDown, x: 0, y: 0)),
    ])
    func mouse(_ bytes: String, _ event: MouseEvent) { #expect(events([bytes]) == [.mouse(event)]) }

    @Test(arguments: ["\u{1b}[<35;5;3M", "\u{1b}[<2;5;3M", "\u{1b}[<0;0;0M", "\u{1b}[<0;99999999;1M", "\u{1b}[<;;M"])
    func noUseForThisMouse(_ bytes: String) { #expect(events([bytes]).isEmpty) }

    @Test(arguments: [
        "\u{1b}[?62;4c", "\u{1b}P>|XTerm(379)\u{1b}\\", "\u{1b}_Gi=31;OK\u{1b}\\", "\u{1b}]11;rgb:0/0/0\u{7}",
        "\u{1b}[6;17;8t", "\u{1b}[?2026;2$y", "\u{1b}[?2;0;480;312S", "\u{1b}P1$r0m\u{1b}\\", "\u{1b}[0n",
        "\u{1b}[>0;1;2c",
    ])
    func lateAnswersAreNeitherTextNorKeys(_ answer: String) {
        let bytes = Array(answer.utf8)
        #expect(events([answer]).isEmpty)
        for cut in 3..<bytes.count {
            let decoder = Held(InputDecoder())
            let outputs = decoder.feed(Array(bytes[..<cut])) + decoder.settle() + decoder.feed(Array(bytes[cut...]))
            #expect(outputs == [.reply(bytes)], "even when time runs out in the middle")
        }
    }

    @Test func rawControlBytesOfTheUpperHalfAreNothing() {
        let decoder = Held(InputDecoder())
        #expect(decoder.feed([0x9b, 0x80, 0xff, 0xc2, 0x9b]) == [])
        #expect(decoder.feed([0xe6, 0xbc, 0x41]) == [.event(.key(KeyChord(.character("A"))))])
    }
}
