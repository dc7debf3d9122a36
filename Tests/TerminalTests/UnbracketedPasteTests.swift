import Screen
import Testing

@testable import Terminal

/// Pastes in terminals that do not bracket them, told from typing by how much comes at once.
@Suite struct UnbracketedPasteTests {
    /// What came is fed read by read; a nil is a while in which nothing came.
    private func outputs(_ reads: [String?]) -> [InputDecoder.Output] {
        var decoder = InputDecoder()
        return reads.flatMap { $0.map { decoder.feed(Array($0.utf8)) } ?? decoder.settle() }
    }

    private func typed(_ text: String) -> [InputDecoder.Output] {
        text.map {
            .event(.key($0 == "\r" ? KeyChord(.enter) : $0 == "\t" ? KeyChord(.tab) : KeyChord(.character($0))))
        }
    }

    private func paste(_ text: String) -> InputDecoder.Output { .event(.paste(text)) }

    @Test func aBurstIsAPasteAndNoCommand() {
        #expect(outputs(["delete everything\nand send\n"]) == [paste("delete everything\nand send\n")])
        #expect(outputs(["a fox in the snow, at dusk"]) == [paste("a fox in the snow, at dusk")])
        #expect(outputs(["one two three\rfour", " five\r"]) == [paste("one two three\nfour"), paste(" five\n")])
    }

    @Test(arguments: ["jjjj", "gg\r", "a red fox in the snow\r"]) func fastTypingIsNoBurst(_ text: String) {
        #expect(outputs([text, nil]) == typed(text))
    }

    /// It comes all at once when nobody could read for a while.
    @Test func aKeyThatIsHeldIsNoPaste() {
        let held = String(repeating: "j", count: 20)
        #expect(outputs([held, "j", "jj"]) == typed(held + "jjj"))
    }

    @Test func aBurstIsOverWhenNothingCame() {
        let burst = "a fox in the snow, at dusk"
        #expect(outputs([burst, "q"]) == [paste(burst), paste("q")])
        #expect(outputs([burst, nil, "q"]) == [paste(burst)] + typed("q"))
        #expect(outputs([burst, "\u{1b}[A", "q"]) == [paste(burst), .event(.key(KeyChord(.up)))] + typed("q"))
    }

    @Test func aBurstCutWithinACharacterIsWhole() {
        let bytes = Array("雪の中の狐、夕暮れ\n雪の中の狐、夕暮れ\n".utf8)
        for cut in 30..<bytes.count {
            let decoder = Held(InputDecoder())
            let outputs = decoder.feed(Array(bytes[..<cut])) + decoder.feed(Array(bytes[cut...]))
            let pasted = outputs.map { if case .event(.paste(let text)) = $0 { text } else { "no paste" } }
            #expect(Array(pasted.joined().utf8) == bytes, "cut at \(cut)")
        }
    }

    /// Programs that drive a terminal send a line whole, and then Enter.
    @Test func enterAfterALineSentWholeIsEnter() {
        let line = "a lighthouse at dusk"
        #expect(outputs([line, "\r"]) == [paste(line)] + typed("\r"))
        #expect(outputs([line, "more\r"]) == [paste(line), paste("more\n")])
        #expect(outputs(["\(line)\r\(line)", "\r"]) == [paste("\(line)\n\(line)"), paste("\n")])
        let long = String(repeating: "ab", count: 512)
        #expect(outputs([long, "\r"]) == [paste(long), paste("\n")], "the line may have been cut here")
    }

    @Test(arguments: ["a fox\r", "日本\r", "a\tfox\r"]) func theEndOfALineWaitsForMore(_ line: String) {
        #expect(outputs([line]) == typed(String(line.dropLast())))
        #expect(outputs([line, nil, nil]) == typed(line), "it is Enter, once")
        let rest = typed(String(line.dropLast())) + [paste("\nand more\n")]
        #expect(outputs([line, "and more\r"]) == rest, "it is a line end of a paste")
        #expect(outputs([line, "q"]) == typed(line + "q"), "one key is no paste")
        #expect(outputs([line, "\u{1b}[A"]) == typed(line) + [.event(.key(KeyChord(.up)))])
        #expect(outputs([line, "\u{1b}[200~x\u{1b}[201~"]) == typed(line) + [paste("x")])
    }

    @Test(arguments: ["\r", "ab\r", "a fox", "\u{1b}[A\r", "\u{11}abc\r"]) func nothingElseWaits(_ text: String) {
        #expect(outputs([text]) == outputs([text, nil]))
    }

    // The terminal answers when it likes.

    private static let replies = ["\u{1b}[?62;4c", "\u{1b}P>|XTerm(379)\u{1b}\\", "\u{1b}]11;rgb:0/0/0\u{7}"]

    @Test(arguments: replies) func anAnswerAmongPastedLinesMakesThemNoKeys(_ reply: String) {
        let answered = InputDecoder.Output.reply(Array(reply.utf8))
        let lines = "echo one two three\rrm -rf four\rfive six\r"
        let pasted = "echo one two three\nrm -rf four\nfive six\n"
        #expect(outputs([reply + lines]) == [answered, paste(pasted)])
        #expect(outputs([lines + reply]) == [answered, paste(pasted)])
        #expect(
            outputs(["echo one two three\r" + reply + lines]) == [answered, paste("echo one two three\n" + pasted)])
        #expect(outputs([reply + "a line\r", lines]) == [answered] + typed("a line") + [paste("\n" + pasted)])
        let bytes = Array((reply + lines).utf8)
        for cut in 1..<bytes.count {
            let decoder = Held(InputDecoder())
            let outputs = decoder.feed(Array(bytes[..<cut])) + decoder.feed(Array(bytes[cut...])) + decoder.settle()
            #expect(outputs.filter { $0 == answered }.count == 1, "cut at \(cut)")
            #expect(!outputs.contains(.event(.key(KeyChord(.enter)))), "cut at \(cut)")
        }
    }

    @Test(arguments: replies) func anAnswerAloneIsNoRestOfAPaste(_ reply: String) {
        let answered = InputDecoder.Output.reply(Array(reply.utf8))
        let burst = "a fox in the snow, at dusk"
        #expect(outputs([burst, reply, "q"]) == [paste(burst), answered, paste("q")])
        #expect(outputs(["a fox\r", reply, nil]) == typed("a fox") + [answered] + typed("\r"))
    }

    @Test(arguments: ["\u{1b}[A", "\u{1b}x", "\u{1b}[<0;5;3M", "\u{11}"]) func keysAmongLettersAreKeys(_ key: String) {
        let letters = "gggggggggg\rgggggggggg\r"
        let result = outputs([key + letters, nil])
        #expect(result.count { $0 == .event(.key(KeyChord(.enter))) } == 2)
    }
}
