import StudioCore
import Testing

@testable import StudioUI

@Suite struct ReduceSettingTests {
    /// Opens the palette and types a command there.
    private func palette(_ person: inout Person, _ text: String) {
        person.press("ctrl-p")
        person.type(text)
        person.press("enter")
    }

    @Test func thePaletteRunsWhatIsTyped() {
        var person = Person(.make())
        palette(&person, "resolution 2k")
        #expect(person.state.settings.current.size == .twoK)
        #expect(person.state.popups.isEmpty)
        palette(&person, "aspect 9:16")
        #expect(person.state.settings.current.aspect == AspectRatio(9, 16))
        palette(&person, "count 4")
        #expect(person.state.settings.current.count == 4)
        palette(&person, "seed 7")
        #expect(person.state.settings.current.seed == 7)
        palette(&person, "seed none")
        #expect(person.state.settings.current.seed == nil)
    }

    @Test(arguments: [
        ("resolution 512", "Size: Nano Banana Pro has no 512"),
        ("resolution huge", "Size: size “huge”: pick one of 1K, 2K, 4K"),
        ("aspect 8:1", "Aspect: Nano Banana Pro has no 8:1"),
        ("thinking high", "Thinking: Nano Banana Pro: it always thinks"),
        ("count 9", "Count: count “9”: pick one of 1, 2, 3, 4, 5, 6, 7, 8"),
        ("seed x", "Seed: “x” is not a whole number; type one, or “none”"),
        ("model gpt-image-2", "Model: no key: set OPENAI_API_KEY"),
        ("region 1,2,3,4", "Region: there is no picture to edit yet"),
        ("camera", "Camera angle: there is no picture to edit yet"),
    ]) func whatCannotBeSaysWhy(_ text: String, _ reason: String) {
        var person = Person(.make())
        palette(&person, text)
        #expect(person.notice == reason)
        #expect(person.state.settings.current == .pro)
    }

    @Test func anUnknownModelNamesTheNearest() {
        var person = Person(.make())
        palette(&person, "model nano-bananna")
        #expect(person.notice?.contains("nano-banana") == true)
        #expect(person.state.settings.current.model == Models.pro.reference)
    }

    @Test func wishesOutliveAModelThatLacksThem() {
        var person = Person(.make())
        palette(&person, "resolution 4k")
        palette(&person, "aspect 9:16")
        palette(&person, "model nano-banana")
        #expect(person.state.settings.current.size == nil)
        #expect(person.state.settings.current.aspect == nil)
        palette(&person, "model nano-banana-pro")
        #expect(person.state.settings.current.size == .fourK)
        #expect(person.state.settings.current.aspect == AspectRatio(9, 16))
    }

    @Test func theSettingsPaneStepsThroughWhatTheModelCan() {
        var person = Person(.make())
        person.press("shift-tab j l")
        #expect(person.state.settings.current.size == .twoK)
        person.press("l l l h")
        #expect(person.state.settings.current.size == .twoK)
        person.press("k l l")
        #expect(person.state.settings.current.model == Models.sketch.reference, "a model without a key is stepped over")
        person.press("G")
        #expect(person.state.settings.row == .region)
    }

    @Test func aPickerKeepsWhatCannotBePickedAndSaysWhy() {
        var person = Person(.make())
        // What cannot be picked stands last.
        person.press("alt-m j j j enter")
        #expect(person.notice == "no key: set OPENAI_API_KEY")
        #expect(person.state.popups.count == 1)
        person.press("k enter")
        #expect(person.state.popups.isEmpty)
        #expect(person.state.settings.current.model == Models.sketch.reference)
    }

    @Test func aReferenceIsImportedOnceAndSentOnce() {
        let owl = Reference(sha256: "ab", mime: "image/png", bytes: 5, width: 640, height: 480, name: "owl.png")
        var person = Person(.make())
        person.press("alt-i")
        person.type("~/my owl.png")
        #expect(person.effects(of: "enter") == [.importReference(path: "~/my owl.png")])
        person.tell(.referenceImported(owl))
        person.tell(.referenceImported(owl))
        #expect(person.notice == "owl.png will be sent along (640×480)")
        person.type("like this")
        person.press("enter")
        #expect(person.drafts.map(\.references) == [[owl]])
        #expect(person.state.settings.references == [])
    }

    @Test func aRegionIsForOneEdit() {
        var person = Person(.make([.make("a")]))
        palette(&person, "region 10,20,300,200")
        person.type("a hat")
        person.press("enter")
        #expect(person.drafts.map(\.settings.region) == [Region(x: 10, y: 20, width: 300, height: 200)])
        #expect(person.state.settings.current.region == nil)
    }

    @Test func aGuidedEditWritesAPromptAndSendsNothing() {
        var person = Person(.make([.make("a")]))
        palette(&person, "camera")
        person.press("enter")
        #expect(
            person.state.prompt.text == "Change the camera to a low angle, looking up. Keep everything else as it is.")
        #expect(person.state.focus == .prompt)
        #expect(person.asked == [])
    }

    @Test func theUsualTimeIsLearnt() {
        var person = Person(.make([.make("a", result: nil)]))
        #expect(person.state.settings.usualSeconds(.pro) == 22)
        person.tell(.session(.ended(TurnID("a"), .pictures(1))))
        #expect(person.state.settings.usualSeconds(.pro) == 18.2)
    }
}
