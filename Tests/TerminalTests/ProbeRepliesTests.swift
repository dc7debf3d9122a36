import Pixels
import Screen
import Testing

@testable import Terminal

@Suite struct ProbeRepliesTests {
    private func read(_ chunks: [[UInt8]]) -> (ProbeReplies, [InputDecoder.Output]) {
        var replies = ProbeReplies()
        var decoder = InputDecoder()
        var others: [InputDecoder.Output] = []
        for chunk in chunks {
            for output in decoder.feed(chunk) {
                if case .reply(let bytes) = output, replies.take(bytes) { continue }
                others.append(output)
            }
        }
        return (replies, others + decoder.settle())
    }

    @Test(arguments: RecordedTerminal.all)
    func anyChunkingGivesTheSame(_ terminal: RecordedTerminal) {
        let bytes = Array(terminal.answer.utf8)
        let whole = read([bytes])
        #expect(whole.1.isEmpty)
        #expect(read(bytes.map { [$0] }).0 == whole.0)
        for cut in bytes.indices {
            let (replies, others) = read([Array(bytes[..<cut]), Array(bytes[cut...])])
            #expect(replies == whole.0)
            #expect(others.isEmpty)
        }
    }

    @Test func whatWasTypedAheadIsKept() {
        let bytes = Array(("a" + RecordedTerminal.kitty.answer + "é\r").utf8)
        let (replies, others) = read([bytes])
        #expect(replies.kitty == true)
        #expect(replies.version == "kitty(0.26.5)")
        #expect(
            others == [
                .event(.key(.init(.character("a")))), .event(.key(.init(.character("é")))), .event(.key(.init(.enter))),
            ])
    }

    @Test func aRefusalIsNoPicture() {
        let (replies, _) = read([Array("\u{1b}_Gi=31;ENOTSUPPORTED:no\u{1b}\\\u{1b}[?1;2c".utf8)])
        #expect(replies.kitty == false)
        #expect(replies.attributes == [1, 2])
    }

    @Test(arguments: [
        "\u{1b}[?c", "\u{1b}[?99999999999999999999;4c", "\u{1b}[6;99999999999;0t", "\u{1b}[?2;0;-1;7S",
        "\u{1b}P>|\u{1b}[31mred\u{1b}\\", "\u{1b}_G\u{1b}\\", "\u{1b}[?2026;$y", "\u{1b}[?2;0S",
    ])
    func liesAreSurvived(_ answer: String) {
        let (replies, others) = read([Array(answer.utf8), Array("\u{1b}[?1;2c".utf8)])
        #expect(replies.cellSize == nil)
        #expect(replies.isComplete)
        #expect(others.allSatisfy { if case .event = $0 { false } else { true } })
    }

    @Test func aNameIsPlainText() {
        var replies = ProbeReplies()
        replies.take(Array("\u{1b}P>|X\u{7}\u{9b}31mY\u{1b}\\".utf8))
        #expect(replies.version == "X31mY")
    }

    @Test func oneRoundAtATime() {
        let dialogue = Held(ProbeDialogue())
        #expect(!dialogue.askAgain(), "the first round is under way")
        for answer in ["\u{1b}[?2;0;800;480S", "\u{1b}[?2;0;1000;900S"] { #expect(!dialogue.take(answer)) }
        #expect(dialogue.take("\u{1b}[?62;4c"))
        #expect(dialogue.askAgain())
        #expect(!dialogue.askAgain())
        #expect(!dialogue.take("\u{1b}[?2;0;400;240S"))
        #expect(dialogue.value.replies.sixelSize == PixelSize(width: 800, height: 480), "until the round is over")
        #expect(dialogue.take("\u{1b}[?62;4c"))
        #expect(dialogue.value.replies.sixelSize == PixelSize(width: 400, height: 240))
        #expect(dialogue.value.replies.sixelLimit == PixelSize(width: 1000, height: 900))
    }

    @Test func anAnswerAfterTheLimitStillCounts() {
        let dialogue = Held(ProbeDialogue())
        dialogue.value.giveUp()
        #expect(dialogue.value.isSettled)
        #expect(dialogue.take("\u{1b}[?62;4c"))
        #expect(dialogue.value.replies.attributes == [62, 4])
    }
}
