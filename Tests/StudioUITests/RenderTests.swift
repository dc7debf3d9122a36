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

    @Test(arguments: screens) func region(_ size: Size) throws {
        var person = Person(.make([.make("a", "a lighthouse at dusk")], size: size))
        person.press("alt-e L o")
        try expect("region", person, size)
    }

    @Test(arguments: screens) func spend(_ size: Size) throws {
        var person = Person(.make([.make("a")], size: size))
        person.state.spend = SpendState(session: 0.134, today: 1.27, cap: 5)
        person.press("ctrl-t")
        person.tell(.spendRead(ReduceSpendTests.report))
        try expect("spend", person, size)
        person.press("tab")
        try expect("spend-models", person, size)
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
