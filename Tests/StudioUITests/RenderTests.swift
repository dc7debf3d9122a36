import FoundationEssentials
import Screen
import StudioCore
import Testing

@testable import StudioUI

/// Whole screens as text, at the usual size, a large one and the smallest.
@Suite struct RenderTests {
    static let screens = [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 60, height: 18)]

    private func expect(
        _ name: String, _ person: Person, _ size: Size, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var state = person.state
        _ = reduce(&state, .input(.resize(size)))
        let frame = render(state, theme: .mono)
        #expect(frame.size == size)
        try Golden.expect(frame.goldenText, "\(name)-\(size.width)x\(size.height)", sourceLocation: sourceLocation)
    }

    private static let tree: [Turn] = [
        .make("a", "a lighthouse at dusk, snow on the rocks, long shadows"), .make("b", "add a red boat", under: "a"),
        .make("c", "make it night, with stars", under: "b", result: .pictures(4, cost: 0.536)),
        .make("d", "remove the watermark", under: "c", result: .declined),
        .make("e", "golden hour instead", under: "b", settings: .sketch, result: .pictures(1, cost: 0)),
        .make("f", "ein Leuchtturm, Schnee ☃ 灯台", under: "e", result: .broken),
        .make("g", "seen from a low angle", under: "a"),
    ]

    @Test(arguments: screens) func gallery(_ size: Size) throws {
        var person = ReduceGalleryTests.person(40, size: size)
        person.press("l s 3 space")
        var state = person.state
        _ = reduce(&state, .input(.resize(size)))
        person = Person(state)
        ReduceGalleryTests.answer(&person, 40)
        try expect("gallery", person, size)
    }

    @Test(arguments: screens) func compare(_ size: Size) throws {
        var person = Person(.make([.make("a", "a lighthouse", result: .pictures(4, cost: 0.536))], size: size))
        person.press("ctrl-o")
        try expect("compare", person, size)
    }

    @Test(arguments: screens) func empty(_ size: Size) throws {
        try expect("empty", Person(.make(settings: .sketch)), size)
    }

    @Test(
        arguments: screens + [Size(width: 40, height: 5), Size(width: 20, height: 1), Size(width: 400, height: 1000)])
    func whatIsNotEncryptedIsSaidOnEveryScreen(_ size: Size) {
        var person = Person(.make([.make("a", "a lighthouse at dusk, snow")]))
        person.state.unencrypted = ["lan"]
        _ = reduce(&person.state, .input(.resize(size)))
        #expect(render(person.state, theme: .mono).goldenText.contains("not encrypted: lan"))
        // Whatever lies over it.
        _ = reduce(&person.state, .command(CommandCall(.help)))
        #expect(render(person.state, theme: .mono).goldenText.contains("not encrypted: lan"))
        for command: Command in [.gallery, .compare] {
            var other = Person(person.state)
            other.state.popups = [command == .gallery ? .gallery(GalleryState()) : .compare(CompareState([]))]
            #expect(render(other.state, theme: .mono).goldenText.contains("not encrypted: lan"))
        }
        person.state.unencrypted = []
        #expect(!render(person.state, theme: .mono).goldenText.contains("not encrypted"))
    }

    @Test(arguments: screens) func picture(_ size: Size) throws {
        var person = Person(.make([.make("a", "a lighthouse at dusk, snow")]))
        person.type("add a red boat\u{2014}and a gull")
        try expect("picture", person, size)
    }

    @Test(arguments: screens) func running(_ size: Size) throws {
        var person = Person(.make([.make("a", "a lighthouse at dusk, snow", result: nil)]))
        let id = TurnID("a")
        for event: ProviderEvent in [
            .phase(.thinking), .thought("**Composing the scene**\n\nThe lighthouse goes left, the sea right. "),
            .thought("Snow last: large flakes near, small ones far, none before the lamp."), .phase(.receiving),
            .received(bytes: 3_100_000, of: 7_300_000),
        ] { person.tell(.session(.progress(id, variant: 0, event))) }
        person.tell(.tick(Time.start.addingTimeInterval(14.3)))
        try expect("running", person, size)
    }

    @Test func aProviderThatCounts() throws {
        var person = Person(.make([.make("a", "a lighthouse at dusk, snow", result: nil)]))
        person.tell(.session(.progress(TurnID("a"), variant: 0, .phase(.drawing))))
        person.tell(.session(.progress(TurnID("a"), variant: 0, .step(7, of: 20))))
        person.tell(.tick(Time.start.addingTimeInterval(14.3)))
        _ = reduce(&person.state, .input(.resize(Size(width: 80, height: 24))))
        let text = render(person.state, theme: .mono).goldenText
        #expect(text.contains("drawing █████▎─────────  14 s of about 22 s  ·  step 7 of 20"))
    }

    @Test(arguments: screens) func editing(_ size: Size) throws {
        var person = Person(
            .make([.make("a", "a lighthouse at dusk, snow"), .make("b", "add a red boat", under: "a", result: nil)]))
        person.tell(.session(.progress(TurnID("b"), variant: 0, .thought("The boat lies where the water is calm."))))
        person.tell(.tick(Time.start.addingTimeInterval(5)))
        try expect("editing", person, size)
    }

    @Test(arguments: screens) func branches(_ size: Size) throws {
        var person = Person(.make(Self.tree))
        person.state.tree.apply(.selected(TurnID("c")))
        person.press("escape")
        try expect("branches", person, size)
    }

    @Test(arguments: screens) func rejection(_ size: Size) throws {
        try expect("rejection", Person(.make([.make("a", "a politician as a clown", result: .declined)])), size)
    }

    @Test(arguments: screens) func palette(_ size: Size) throws {
        var person = Person(.make())
        person.press("ctrl-p")
        person.type("re")
        try expect("palette", person, size)
    }

    @Test(arguments: screens) func help(_ size: Size) throws {
        var person = Person(.make(Self.tree))
        person.press("escape ?")
        try expect("help", person, size)
    }

    @Test(arguments: screens) func picker(_ size: Size) throws {
        var person = Person(.make())
        person.press("alt-m")
        try expect("picker", person, size)
    }

    @Test(arguments: screens) func sizePicker(_ size: Size) throws {
        var person = Person(.make())
        person.press("alt-s")
        try expect("sizes", person, size)
    }

    @Test(arguments: screens) func sessions(_ size: Size) throws {
        var person = Person(.make([.make("a")]))
        person.press("ctrl-s")
        person.tell(
            .sessionsListed([
                SessionSummary(name: "fox-poster", turns: 1, changed: "just now", firstPrompt: "a fox"),
                SessionSummary(
                    name: "a-lighthouse-at-dusk-snow-on-the-rocks", turns: 23, changed: "2 h ago",
                    firstPrompt: "a lighthouse at dusk, snow on the rocks, long shadows"),
                SessionSummary(name: "灯台", turns: 4, changed: "12 days ago", firstPrompt: "灯台、雪"),
            ]))
        try expect("sessions", person, size)
    }

    @Test(arguments: screens) func details(_ size: Size) throws {
        var person = Person(.make([.make("a", "a politician as a clown", result: .declined)]))
        person.press("escape i")
        try expect("details", person, size)
    }

    @Test(arguments: screens) func leaving(_ size: Size) throws {
        var person = Person(.make([.make("a", result: nil)]))
        person.press("ctrl-q")
        try expect("leaving", person, size)
    }

    @Test(arguments: screens) func settings(_ size: Size) throws {
        var person = Person(.make([.make("a")], settings: TurnSettings(model: Models.flash.reference)))
        person.press("shift-tab G k")
        try expect("settings", person, size)
    }

    @Test(arguments: [Size(width: 59, height: 18), Size(width: 60, height: 17), Size(width: 20, height: 3)])
    func tooSmall(_ size: Size) throws { try expect("too-small", Person(.make()), size) }

    /// Whatever the size, nothing traps and no picture reaches the last row.
    @Test func everySizeCanBeDrawn() {
        var person = Person(.make(Self.tree))
        person.press("escape ctrl-p")
        for width in stride(from: 0, through: 200, by: 7) {
            for height in 0...50 {
                person.tell(.input(.resize(Size(width: width, height: height))))
                let frame = render(person.state, theme: .mono)
                #expect(frame.pictures.values.allSatisfy { $0.maxY < height - 1 })
            }
        }
    }

    @Test func theCursorStandsInThePromptOrInThePopup() {
        var person = Person(.make([.make("a")]))
        person.type("灯台")
        let layout = StudioLayout(size: person.state.size)
        #expect(render(person.state, theme: .mono).cursor == Frame.Cursor(x: 6, y: layout.prompt.y + 1))
        person.press("ctrl-p")
        #expect(render(person.state, theme: .mono).cursor?.y != layout.prompt.y + 1)
        person.press("escape escape")
        #expect(render(person.state, theme: .mono).cursor == nil)
    }

    @Test func foreignTextCannotReachTheTerminal() {
        let frame = render(
            StudioState.make([.make("a", "\u{1b}]0;owned\u{7}\u{202e}fox\u{0}")]), theme: .mono)
        for cell in frame.rows.joined() {
            if case .text(let text) = cell.content {
                #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f && $0.value != 0x202e })
            }
        }
    }
}

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
