import Screen
import StudioCore
import Testing

@testable import StudioUI

/// A rectangle drawn on the picture (1376×768 here) by keys and by the mouse.
@Suite struct ReduceRegionTests {
    private let middle = Region(x: 344, y: 192, width: 688, height: 384)

    private func person(_ turns: [Turn] = [.make("a")]) -> Person { Person(.make(turns)) }

    private func region(_ person: Person) -> Region? { person.state.drawing?.region }

    @Test func itIsDrawnByKeysAndKept() {
        var person = person()
        person.press("alt-e")
        #expect(region(person) == middle)
        person.press("right right down L J")
        #expect(region(person) == Region(x: 430, y: 235, width: 731, height: 427))
        person.press("left up shift-left shift-up h k H K")
        #expect(region(person) == Region(x: 344, y: 149, width: 645, height: 341))
        #expect(person.state.settings.current.region == nil, "nothing is asked for before it is kept")
        person.press("enter")
        #expect(person.state.settings.current.region == Region(x: 344, y: 149, width: 645, height: 341))
        #expect(person.state.settings.current.lockOutside == nil)
        #expect(person.notice == "the next edit is meant for 645×341 at 344,149")
        #expect(person.state.popups.isEmpty && person.state.focus == .prompt)
        person.type("a red boat")
        person.press("enter")
        #expect(person.drafts.map(\.settings.region) == [Region(x: 344, y: 149, width: 645, height: 341)])
        #expect(person.state.settings.current.region == nil, "it was meant for that edit")
    }

    @Test func smallStepsAndAllSides() {
        var person = person()
        person.press("alt-e f right")
        #expect(region(person) == Region(x: 349, y: 192, width: 688, height: 384))
        person.press("f +")
        #expect(region(person) == Region(x: 306, y: 149, width: 774, height: 470))
        person.press("-")
        #expect(region(person) == Region(x: 349, y: 192, width: 688, height: 384))
    }

    @Test func nothingLeavesThePictureOrVanishes() {
        for keys in ["h", "j", "k", "l", "H", "J", "K", "L", "+", "-", "- l", "K j", "H f l"] {
            var person = person()
            person.press("alt-e")
            for _ in 0..<60 {
                person.press(keys)
                guard let region = region(person) else { return #expect(Bool(false), "no region") }
                #expect(region.x >= 0 && region.y >= 0 && region.width > 0 && region.height > 0, "\(keys)")
                #expect(region.x + region.width <= 1376 && region.y + region.height <= 768, "\(keys)")
            }
        }
    }

    @Test func theWholePictureIsNoRegion() {
        var person = person()
        person.press("alt-e + + + + + + + + + + + o enter")
        #expect(person.state.settings.current.region == nil)
        #expect(person.state.settings.current.lockOutside == nil)
        #expect(person.notice == "the next edit is meant for the whole picture")
    }

    @Test func whatIsOutsideCanBeLocked() {
        var person = person()
        person.press("alt-e o enter")
        #expect(person.state.settings.current.lockOutside == true)
        person.press("alt-e")
        #expect(person.state.drawing?.isLocked == true, "it goes on where it was")
        person.press("o enter")
        #expect(person.state.settings.current.lockOutside == nil)
        #expect(person.state.settings.current.region == middle)
        person.tell(.command(CommandCall(.lockOutside)))
        #expect(person.state.settings.current.lockOutside == true, "by name as well")
        person.tell(.command(CommandCall(.lockOutside)))
        #expect(person.state.settings.current.lockOutside == nil)
    }

    @Test func escapeLeavesEverythingAsItWas() {
        var person = person()
        person.press("alt-e right o escape")
        #expect(person.state.settings.current == .pro)
        person.press("alt-e enter alt-e right right o escape")
        #expect(person.state.settings.current.region == middle)
        #expect(person.state.settings.current.lockOutside == nil)
    }

    @Test func itIsTakenBack() {
        var person = person()
        person.press("alt-e o enter alt-e x")
        #expect(person.state.settings.current == .pro)
        #expect(person.state.popups.isEmpty)
        person.press("alt-e enter")
        person.tell(.command(CommandCall(.clearRegion)))
        #expect(person.state.settings.current == .pro)
        person.tell(.command(CommandCall(.clearRegion)))
        #expect(person.notice == "Whole picture: there is no region")
    }

    @Test func aTypedOneOutsideThePictureIsBroughtIn() {
        var person = person()
        person.tell(.command(CommandCall(.region, "9000000000000000000,700,9000000000000000000,300")))
        person.press("alt-e")
        #expect(region(person) == Region(x: 0, y: 468, width: 1376, height: 300))
    }

    @Test func thereMustBeAPicture() {
        var person = person([])
        person.press("alt-e")
        #expect(person.notice == "Region: there is no picture to edit yet")
        person = self.person([.make("a", result: nil)])
        person.press("alt-e")
        #expect(person.state.drawing == nil)
        for command in [Command.wider, .fine, .keepRegion] {
            person.tell(.command(CommandCall(command)))
            #expect(person.notice?.hasSuffix("draw a region first") == true)
        }
    }

    private static let family: [Turn] = [.make("a"), .make("b", under: "a", result: .pictures(2))]

    @Test func anotherPictureEndsIt() {
        var person = person(Self.family)
        person.press("alt-e right")
        person.tell(.goTo(TurnID("a")))
        #expect(person.state.drawing == nil)
        #expect(person.notice == "another picture is edited now: the region was not kept")
        #expect(person.state.settings.current.region == nil)
    }

    @Test(arguments: ["escape k", "escape shift-tab ]"]) func aKeptOneIsForItsPictureOnly(_ keys: String) {
        var person = person(Self.family)
        person.press("alt-e o enter")
        #expect(person.state.settings.current.region == middle)
        person.tell(.command(keys.contains("]") ? CommandCall(.nextVariant) : CommandCall(.clearPrompt)))
        if !keys.contains("]") { person.tell(.goTo(TurnID("a"))) }
        #expect(person.state.settings.current == .pro, "numbers of one picture mean nothing on another")
        #expect(person.notice == "another picture is edited now: the region was not kept")
    }

    @Test func noneIsDrawnWhereTheNextTurnGoesOnFromAPictureThatIsNotThere() {
        var person = person([.make("a"), .make("b", under: "a", result: nil)])
        person.press("alt-e")
        #expect(person.state.drawing == nil)
        #expect(person.notice == "Region: there is no picture to edit yet")
    }

    /// What a refused edit is followed by.
    @Test func afterARefusalThePictureIsInViewAgain() {
        var person = person([.make("a"), .make("b", under: "a", result: .declined)])
        #expect(!render(person.state, theme: .mono).goldenText.contains("region 688"))
        person.press("alt-e")
        #expect(render(person.state, theme: .mono).goldenText.contains("region 688×384 at 344,192"))
        person.press("enter")
        #expect(render(person.state, theme: .mono).goldenText.contains("region 688×384 at 344,192"))
    }

    @Test func submittingKeepsWhatIsDrawn() {
        var person = person()
        person.type("a hat")
        person.press("alt-e o")
        person.tell(.command(CommandCall(.submit)))
        #expect(person.drafts.map(\.settings.region) == [middle])
        #expect(person.drafts.map(\.settings.lockOutside) == [true])
        #expect(person.state.popups.isEmpty)
    }

    @Test func severalModelsAreAskedAboutTheSameRegion() {
        var person = person()
        person.type("a hat")
        person.press("alt-e enter")
        person.tell(.command(CommandCall(.compare, "nano-banana-pro nano-banana")))
        #expect(person.drafts.map(\.settings.region) == [middle, middle])
        #expect(person.state.settings.current.region == nil, "it was meant for that edit")
    }

    @Test func typedNumbersTakeThePlaceOfWhatIsDrawn() {
        var person = person()
        person.press("alt-e")
        person.tell(.command(CommandCall(.region, "1,2,3,4 lock")))
        #expect(person.state.drawing == nil)
        #expect(person.state.settings.current.region == Region(x: 1, y: 2, width: 3, height: 4))
    }

    @Test func theComparisonsKeysAreItsOwn() {
        var person = person([.make("a", result: .pictures(2))])
        person.press("alt-e ctrl-o l j + - b")
        #expect(person.state.compare?.mode == .blink)
        #expect(region(person) == middle)
    }

    @Test func sizesThatNoPictureHasAreNotDrawnOn() {
        var turn = Turn.make("a")
        turn.result?.images[0].width = .max
        var person = person([turn])
        person.press("alt-e + + +")
        #expect(person.state.drawing == nil)
    }

    @Test func aSequenceOfKeysWorksHereToo() {
        let binding = Keymap.Binding(
            context: .region, keys: KeyChord.sequence("g w") ?? [], call: CommandCall(.wider))
        var person = Person(.make([.make("a")], keymap: Keymap(overrides: [binding])))
        person.press("alt-e g w")
        #expect(region(person)?.width == 731)
        person.press("g L")
        #expect(region(person)?.width == 774, "what does not go on the sequence is a key of its own")
    }

    @Test func otherKeysWorkMeanwhileAndHelpKnowsThem() {
        var person = person()
        person.press("alt-e ?")
        #expect(person.state.popups.count == 2)
        person.press("escape L")
        #expect(region(person)?.width == 731)
        person.press("z")
        #expect(person.state.drawing != nil && person.asked.isEmpty)
        person.tell(.input(.paste("a boat\nhere")))
        #expect(person.state.prompt.text == "a boat\nhere", "what is pasted is not lost")
    }

    // MARK: The mouse

    /// The picture covers 43×12 cells: one is 32×64 pixels.
    private func mouse(_ person: inout Person, _ kind: MouseEvent.Kind, _ x: Int, _ y: Int) {
        person.tell(.pictureLies(Rect(x: 30, y: 2, width: 43, height: 12)))
        person.tell(.input(.mouse(MouseEvent(kind, x: x, y: y))))
    }

    @Test func itIsDrawnWithTheMouse() {
        var person = person()
        mouse(&person, .press, 40, 5)
        #expect(person.state.drawing == nil && person.state.focus == .preview)
        mouse(&person, .drag, 45, 7)
        #expect(region(person) == Region(x: 320, y: 192, width: 192, height: 192))
        mouse(&person, .drag, 500, 0)
        #expect(region(person) == Region(x: 320, y: 0, width: 1056, height: 256))
        mouse(&person, .release, 500, 0)
        #expect(person.state.settings.current.region == Region(x: 320, y: 0, width: 1056, height: 256))
        #expect(person.state.focus == .prompt && person.state.popups.isEmpty)
    }

    @Test func aClickOrAPressElsewhereDrawsNothing() {
        var person = person()
        mouse(&person, .press, 40, 5)
        mouse(&person, .release, 40, 5)
        mouse(&person, .drag, 44, 9)
        #expect(person.state.popups.isEmpty && person.state.settings.current.region == nil)
        mouse(&person, .press, 5, 5)
        mouse(&person, .drag, 40, 5)
        #expect(person.state.popups.isEmpty)
        mouse(&person, .release, 40, 5)
        person.tell(.pictureLies(nil))
        person.tell(.input(.mouse(MouseEvent(.press, x: 40, y: 5))))
        person.tell(.input(.mouse(MouseEvent(.drag, x: 45, y: 5))))
        #expect(person.state.popups.isEmpty, "the picture is not on the screen")
    }

    @Test func keysAndMouseAtOnce() {
        var person = person()
        person.press("alt-e o")
        mouse(&person, .press, 40, 5)
        mouse(&person, .release, 40, 5)
        #expect(region(person) == middle, "a click moves nothing")
        mouse(&person, .press, 40, 5)
        mouse(&person, .drag, 41, 6)
        mouse(&person, .release, 41, 6)
        #expect(region(person) == middle, "nor does a hand that trembles")
        mouse(&person, .press, 30, 2)
        mouse(&person, .drag, 33, 2)
        person.press("escape")
        mouse(&person, .drag, 40, 5)
        #expect(person.state.popups.isEmpty, "given up, it does not begin again")
        person.press("alt-e o")
        mouse(&person, .press, 72, 13)
        mouse(&person, .drag, 69, 13)
        mouse(&person, .drag, 71, 13)
        mouse(&person, .release, 71, 13)
        #expect(person.state.settings.current.region == Region(x: 1312, y: 704, width: 64, height: 64))
        #expect(person.state.settings.current.lockOutside == true)
    }

    @Test func aButtonThatIsStillHeldBeginsNothingNew() {
        var person = person(Self.family)
        mouse(&person, .press, 40, 5)
        mouse(&person, .drag, 45, 7)
        person.tell(.goTo(TurnID("a")))
        mouse(&person, .drag, 50, 9)
        #expect(person.state.drawing == nil)
        mouse(&person, .release, 50, 9)
        person.press("alt-e")
        mouse(&person, .press, 40, 5)
        mouse(&person, .drag, 45, 7)
        person.press("enter")
        let kept = person.state.settings.current.region
        mouse(&person, .drag, 60, 9)
        mouse(&person, .release, 60, 9)
        #expect(person.state.settings.current.region == kept)
    }
}
