import Fuzzing
import Testing

@testable import Screen

@Suite struct TextBufferTests {
    @Test(arguments: [
        ("a |cat", "x", "a x|cat"),
        ("a |cat", "backspace", "a|cat"),
        ("|cat", "backspace", "|cat"),
        ("a |cat", "delete", "a |at"),
        ("cat|", "ctrl-d", "cat|"),
        ("one two| three", "ctrl-w", "one | three"),
        ("one two  |", "ctrl-w", "one |"),
        ("one |two three", "alt-d", "one | three"),
        ("one\ntwo th|ree", "ctrl-u", "one\n|ree"),
        ("one\ntwo th|ree\n4", "ctrl-k", "one\ntwo th|\n4"),
        ("one|\ntwo", "ctrl-k", "one|two"),
        ("one two|", "alt-b", "one |two"),
        ("|one two", "alt-f", "one| two"),
        ("one\ntw|o", "ctrl-a", "one\n|two"),
        ("one\nt|wo\n3", "ctrl-e", "one\ntwo|\n3"),
        ("one\nt|wo", "home", "one\n|two"),
        ("on|e\ntwo", "ctrl-home", "|one\ntwo"),
        ("on|e\ntwo", "ctrl-end", "one\ntwo|"),
        ("one two| three", "ctrl-w ctrl-y ctrl-y", "one twotwo| three"),
        ("one two three|", "ctrl-w ctrl-w ctrl-y", "one two three|"),
        ("|one two", "alt-d alt-d ctrl-y", "one two|"),
        ("long line\nab\nlong li|ne", "up up", "long li|ne\nab\nlong line"),
        ("long li|ne\nab", "down", "long line\nab|"),
        ("long li|ne\nab\nlong line", "down left down", "long line\nab\nl|ong line"),
        ("fi|rst\nlast", "up", "|first\nlast"),
        ("first\nla|st", "down", "first\nlast|"),
    ])
    func keysEdit(_ before: String, _ keys: String, _ after: String) {
        var buffer = TextBuffer(marked: before)
        buffer.press(keys)
        #expect(buffer.marked == after)
    }

    @Test func keysThatMeanNothingAreLeft() {
        var buffer = TextBuffer("a")
        let handled = [KeyChord(.function(5)), KeyChord(.enter)].map { buffer.handle($0) }
        #expect(handled == [false, false])
        #expect(buffer.marked == "a|")
    }

    @Test func aRunOfTypingIsOneStep() {
        var buffer = TextBuffer()
        for character in "a red fox" { buffer.insert(String(character)) }
        var seen: [String] = []
        while !buffer.isEmpty {
            buffer.undo()
            seen.append(buffer.marked)
        }
        #expect(seen == ["a red|", "a|", "|"])
        buffer.undo()
        for _ in 0..<4 { buffer.redo() }
        #expect(buffer.marked == "a red fox|")
    }

    @Test func aPasteIsOneStepAndMovingBeginsAnother() {
        var buffer = TextBuffer("a")
        buffer.insert("b")
        buffer.insert("long pasted text")
        buffer.insert("c")
        buffer.moveLeft()
        buffer.insert("d")
        var seen = [buffer.marked]
        for _ in 0..<4 {
            buffer.undo()
            seen.append(buffer.marked)
        }
        #expect(
            seen == [
                "ablong pasted textd|c", "ablong pasted text|c", "ablong pasted text|", "ab|", "a|",
            ])
    }

    @Test func deletingIsOneStep() {
        var buffer = TextBuffer(marked: "abcd|efgh")
        buffer.press("backspace backspace delete delete")
        #expect(buffer.marked == "ab|gh")
        buffer.undo()
        #expect(buffer.marked == "abcd|efgh")
        buffer.redo()
        #expect(buffer.marked == "ab|gh")
    }

    @Test func aNewChangeForgetsWhatWasUndone() {
        var buffer = TextBuffer("a")
        buffer.insert("b")
        buffer.undo()
        buffer.insert("c")
        buffer.redo()
        #expect(buffer.marked == "ac|")
    }

    @Test func replacingIsOneStep() {
        var buffer = TextBuffer("old")
        buffer.replaceAll("new text")
        #expect(buffer.marked == "new text|")
        buffer.undo()
        #expect(buffer.marked == "old|")
    }

    @Test func marksJoinTheLetterBefore() {
        var buffer = TextBuffer("e")
        buffer.insert("\u{301}")
        #expect(buffer.characters == ["é"])
        #expect(buffer.cursor == 1)
        buffer.undo()
        #expect(buffer.characters == ["e"])
        buffer = TextBuffer("👩-\u{200D}👧")
        buffer.move(to: 2)
        buffer.deleteBackward()
        #expect(buffer.characters == Array(buffer.text))
    }

    @Test func everyLineEndIsOneNewline() {
        #expect(TextBuffer("a\r\nb\rc\u{2028}d\u{85}e").text == "a\nb\nc\nd\ne")
    }

    /// Whatever is done, the characters are those of the text, the cursor is within, and undo leads back.
    @Test(arguments: 0..<20) func anyEditsCanBeTakenBack(_ seed: UInt64) {
        var random = SeededRandom(seed)
        let pieces = [
            "a", " ", "\n", "word", "é", "\u{301}", "漢", "👩", "\u{200D}", "🇩", "🇪", "\r\n", "two words\nlines",
        ]
        let keys =
            KeyChord.sequence("left right up down backspace delete ctrl-w ctrl-k ctrl-u alt-d ctrl-y alt-b home") ?? []
        var buffer = TextBuffer("start here")
        let start = buffer.text
        for _ in 0..<200 {
            if random.below(2) == 0 {
                buffer.insert(pieces[random.below(pieces.count)])
            } else {
                _ = buffer.handle(keys[random.below(keys.count)])
            }
            #expect(buffer.characters == Array(buffer.text))
            #expect((0...buffer.characters.count).contains(buffer.cursor))
            #expect(buffer.isPlain == buffer.characters.allSatisfy { $0.printableASCII != nil })
        }
        let end = buffer.text
        for _ in 0..<300 { buffer.undo() }
        #expect(buffer.text == start)
        #expect(buffer.isPlain)
        for _ in 0..<300 { buffer.redo() }
        #expect(buffer.text == end)
    }
}
