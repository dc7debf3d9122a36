import FoundationEssentials
import Screen
import StudioCore
import Testing

@testable import StudioUI

/// The quick way while typing shows what the long way shows.
@Suite struct RenderAfterTests {
    @Test(arguments: [Size(width: 100, height: 30), Size(width: 60, height: 18), Size(width: 20, height: 5)])
    func isTheSameAsFromNothing(_ size: Size) {
        var person = Person(.make([.make("a", "a lighthouse"), .make("b", "add a boat", under: "a")]))
        person.tell(.input(.resize(size)))
        var last: Rendering?
        let keys = [
            "a", "ctrl-w", "x", "backspace", " ", "漢", "enter", "b", "tab", "up", "shift-tab", "c", "f1", "escape", "d",
            "alt-enter", "e", "up", "ctrl-u", "up", "ctrl-r", "down", "enter", "f", "ctrl-p", "q", "escape", "g",
        ]
        for key in keys + keys {
            person.press(key == " " ? "space" : key)
            if key == "d" { person.tell(.tick(Time.start.addingTimeInterval(5))) }
            let next = render(person.state, theme: .mono, after: last)
            #expect(next.frame == render(person.state, theme: .mono), "after \(key)")
            last = next
        }
        #expect(render(person.state, theme: .mono, after: last).frame == last?.frame)
    }

    /// What a key costs: the rows of the prompt are made anew, the others are the same memory.
    @Test func typingLeavesTheOtherRowsAlone() {
        var person = Person(.make([.make("a", "a lighthouse")]))
        person.press("a")
        let before = render(person.state, theme: .mono, after: nil)
        person.press("b")
        let after = render(person.state, theme: .mono, after: before)
        let layout = StudioLayout(size: person.state.size)
        let changed = (0..<person.state.size.height).filter { !after.frame.shares(row: $0, with: before.frame) }
        #expect(changed == [layout.prompt.y + 1])
        #expect(after.keepsPictures && !before.keepsPictures)
    }

    /// The first letter after news takes the news away: that costs one more row, not the whole screen.
    @Test func aNoticeComesAndGoesWithItsOwnRow() {
        var person = Person(.make([.make("a", "a lighthouse")]))
        person.press("a")
        var last = render(person.state, theme: .mono, after: nil)
        let layout = StudioLayout(size: person.state.size)
        person.tell(.notice(Notice(.success, "“a fox” is ready")))
        for (key, rows) in [
            (nil, [layout.status.y]), ("b", [layout.prompt.y + 1, layout.status.y]),
            ("c", [layout.prompt.y + 1]),
        ] {
            if let key { person.press(key) }
            let next = render(person.state, theme: .mono, after: last)
            #expect(
                (0..<person.state.size.height).filter { !next.frame.shares(row: $0, with: last.frame) } == rows.sorted()
            )
            #expect(next.frame == render(person.state, theme: .mono))
            #expect(next.keepsPictures)
            last = next
        }
    }

    /// A clock costs its own line and the status; what the model says, the whole screen.
    @Test(arguments: [Size(width: 120, height: 36), Size(width: 80, height: 24)])
    func timeGoesByInTwoRows(_ size: Size) {
        var person = Person(.make([.make("a", "a lighthouse")]))
        person.tell(.input(.resize(size)))
        person.tell(.session(.started(.make("b", "add a boat", under: "a", result: nil))))
        let layout = StudioLayout(size: size)
        var last = render(person.state, theme: .mono, after: nil)
        let id = TurnID("b")
        for (seconds, event, isSmall) in [
            (1.0, nil, true), (2, ProviderEvent.phase(.receiving), true),
            (3, .received(bytes: 7 << 20, of: 9 << 20), true),
            (4, .thought("A boat, red."), false), (5, nil, true),
        ] {
            if let event { person.tell(.session(.progress(id, variant: 0, event))) }
            person.tell(.tick(Time.start.addingTimeInterval(seconds)))
            let next = render(person.state, theme: .mono, after: last)
            let changed = (0..<size.height).filter { !next.frame.shares(row: $0, with: last.frame) }
            #expect(next.keepsPictures == isSmall)
            if isSmall { #expect(changed == [layout.history.y + 2, layout.status.y]) }
            #expect(next.frame == render(person.state, theme: .mono))
            last = next
        }
        person.tell(.session(.ended(id, .pictures(1))))
        let next = render(person.state, theme: .mono, after: last)
        #expect(!next.keepsPictures && next.frame == render(person.state, theme: .mono))
    }

    @Test func aThemeIsSeenAtOnce() throws {
        let person = Person(.make())
        let plain = render(person.state, theme: .mono, after: nil)
        let red = try Theme(name: "red", palette: [:], roles: ["text": "red"])
        #expect(render(person.state, theme: red, after: plain).frame == render(person.state, theme: red))
    }
}

extension RenderAfterTests {
    @Test func aLongTextsBarIsTheSameToo() {
        var person = Person(.make())
        var last: Rendering?
        for key in 0..<40 {
            if key < 20 { person.press("alt-enter") } else { person.press("backspace") }
            person.type(key % 3 == 0 ? "a" : "")
            let next = render(person.state, theme: .mono, after: last)
            #expect(next.frame == render(person.state, theme: .mono), "after \(key)")
            last = next
        }
    }
}
