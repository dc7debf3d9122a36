import Testing

@testable import Providers

@Suite struct SceneEditTests {
    private func scene(_ prompts: String...) -> Scene {
        var scene = SceneReader.scene(prompts[0], seed: 7)
        for later in prompts.dropFirst() { SceneEdit.apply(later, to: &scene) }
        return scene
    }

    private let region =
        "\n\nChange only the rectangle from (100, 50) to (300, 150) of the 400×200 picture (25–75% from the left,"
        + " 25–75% from the top), in pixels from the top left. Leave everything else exactly as it is."

    @Test func readsPlaceTimeWeatherAndSubjects() {
        let scene = scene("A lighthouse at dusk, snow")
        #expect(scene.place == .coast)
        #expect(scene.time == .dusk)
        #expect(scene.weather == .snow)
        #expect(scene.season == .winter)
        #expect(scene.subjects.map(\.kind) == [.lighthouse])
    }

    @Test func readsCountsColoursAndLettering() throws {
        let scene = scene("three blue boats at sea, sign saying “HELLO”")
        let boats = try #require(scene.subjects.first)
        #expect(boats.kind == .boat)
        #expect(boats.count == 3)
        #expect(boats.color == Vocabulary.colors["blue"])
        #expect(scene.lettering == "HELLO")
    }

    @Test(arguments: ["add a red boat", "a red boat", "put a red boat on the water"])
    func addsAndLeavesTheRestInPlace(edit: String) {
        let before = scene("a lighthouse at dusk, snow")
        var after = scene("a lighthouse at dusk, snow", edit)
        #expect(after.subjects.map(\.kind) == [.lighthouse, .boat])
        #expect(after.subjects.last?.color == Vocabulary.colors["red"])
        after.subjects.removeLast()
        #expect(after == before)
    }

    @Test func changesOneThing() {
        let start = "a lighthouse and a boat at sea by day"
        #expect(scene(start, "make the boat green").subjects[1].color == Vocabulary.colors["green"])
        #expect(scene(start, "make the boat bigger").subjects[1].scale == 1.5)
        #expect(scene(start, "move the boat to the left").subjects[1].x == 0.2)
        #expect(scene(start, "replace the boat with a whale").subjects.map(\.kind) == [.lighthouse, .whale])
        #expect(scene(start, "a whale instead of the boat").subjects.map(\.kind) == [.lighthouse, .whale])
        #expect(scene(start, "remove the boat").subjects.map(\.kind) == [.lighthouse])
        #expect(scene(start, "add another boat").subjects.map(\.number) == [0, 0, 1])
    }

    @Test func changesTheWholePicture() {
        let start = "mountains by day"
        #expect(scene(start, "make it night").time == .night)
        #expect(scene(start, "golden hour").time == .golden)
        #expect(scene(start, "add rain").weather == .rain)
        #expect(scene(start, "black and white").grading == .mono)
        #expect(scene(start, "blur the background").focus == .blurBack)
        #expect(scene(start, "turn it into a watercolour").style == .watercolour)
        #expect(scene(start, "zoom in").camera.zoom > 1)
        #expect(scene(start, "bird's eye view").camera.horizon < 0)
        #expect(scene(start, "dutch angle").camera.tilt != 0)
        #expect(scene(start, "make the sky pink").skyColor == Vocabulary.colors["pink"])
        #expect(scene(start, "teal and orange grading").subjects.isEmpty)
        #expect(scene(start, "teal and orange grading").grading == .tealOrange)
    }

    @Test func editsOnlyTheRectangle() {
        let before = scene("mountains by day")
        let after = scene("mountains by day", "make it night" + region)
        #expect(after.time == .day)
        #expect(after.patches.map(\.frame) == [Scene.Frame(x0: 0.25, y0: 0.25, x1: 0.75, y1: 0.75)])
        #expect(after.patches.first?.scene.time == .night)
        #expect(before.patches.isEmpty)
    }

    @Test func addsIntoTheRectangle() {
        let after = scene("mountains by day", "add a balloon" + region)
        #expect(after.patches.isEmpty)
        #expect(after.subjects.last?.frame == Scene.Frame(x0: 0.25, y0: 0.25, x1: 0.75, y1: 0.75))
    }

    @Test func unknownWordsChangeNothing() {
        #expect(scene("mountains by day", "quux the frobnicator") == scene("mountains by day"))
    }
}
