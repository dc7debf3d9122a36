import Screen
import StudioCore
import Testing

@testable import StudioUI

/// A rectangle drawn on the picture (1376×768 here) by keys; by the mouse in a file of its own.
@Suite struct ReduceRegionTests {
    let middle = Region(x: 344, y: 192, width: 688, height: 384)

    func person(_ turns: [Turn] = [.make("a")]) -> Person { Person(.make(turns)) }

    func region(_ person: Person) -> Region? { person.state.drawing?.region }

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

    static let family: [Turn] = [.make("a"), .make("b", under: "a", result: .pictures(2))]

    @Test func anotherPictureEndsIt() {
        var person = person(Self.family)
        person.press("alt-e right")
        person.tell(.goTo(TurnID("a")))
        #expect(person.state.drawing == nil)
        #expect(person.notice == "another picture is edited now: the region was not kept")
        #expect(person.state.settings.current.region == nil)
    }

    @Test(arguments: [Action.goTo(TurnID("a")), .command(CommandCall(.nextVariant))])
    func aKeptOneIsForItsPictureOnly(_ action: Action) {
        var person = person(Self.family)
        person.press("alt-e o enter")
        #expect(person.state.settings.current.region == middle)
        person.tell(action)
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
}
