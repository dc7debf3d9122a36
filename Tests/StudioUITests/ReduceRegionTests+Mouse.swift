import Screen
import StudioCore
import Testing

@testable import StudioUI

extension ReduceRegionTests {
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
