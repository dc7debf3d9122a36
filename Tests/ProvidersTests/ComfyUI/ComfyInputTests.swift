import StudioCore
import Testing

@testable import Providers

@Suite struct ComfyInputTests {
    private func file(_ name: String) -> ImageFile {
        ImageFile(path: "/\(name)", mime: "image/png", bytes: 1, sha256: name)
    }

    private func user(_ text: String, _ pictures: String...) -> Conversation.Message {
        .init(
            role: .user,
            parts: [.text(text, signature: nil)] + pictures.map { .image(file($0), signature: nil) })
    }

    private func model(_ pictures: String...) -> Conversation.Message {
        .init(role: .model, parts: pictures.map { .image(file($0), signature: nil) })
    }

    private func input(_ messages: Conversation.Message...) -> ComfyInput {
        ComfyInput(Conversation(messages: messages))
    }

    private func workflow(_ places: String) throws -> Workflow {
        try Workflow(
            Array(#"{"1":{"class_type":"X","inputs":{"a":"{{prompt}} \#(places)"}}}"#.utf8), name: "w.json")
    }

    @Test func theNewestWordsAndTheNewestPicture() {
        let input = input(user("a fox", "old"), model("one", "two"), user("no picture"), user("at night", "hat"))
        #expect(input.prompt == "at night")
        #expect(input.pictures.map(\.sha256) == ["two", "hat"])
        #expect(input.references == 1)
    }

    @Test func withoutABranchTheReferences() {
        #expect(input(user("a", "x", "y", "x")).pictures.map(\.sha256) == ["x", "y"])
        #expect(input(user("a")).pictures == [])
        #expect(input().prompt == "")
    }

    @Test(arguments: [
        ("{{image}}", "", "w.json starts from a picture ({{image}}), and there is none."),
        ("{{image_2}}", "x", "w.json takes 2 pictures, and there are only 1: nothing for {{image_2}}."),
        ("{{mask}}", "", "w.json takes a mask, and there is no picture it could be of."),
        ("", "x", "w.json takes no picture, and one was sent along."),
    ]) func problems(_ places: String, _ picture: String, _ message: String) throws {
        let input = picture.isEmpty ? input(user("a")) : input(user("a", picture))
        let failure = try #require(input.problem(with: try workflow(places)))
        #expect(failure.kind == .unsupportedSetting)
        #expect(failure.message == message)
    }

    /// A session goes on though its workflow only draws from words; and what is left out is said.
    @Test func notes() throws {
        let branch = input(user("a"), model("one"), user("b"))
        #expect(branch.problem(with: try workflow("")) == nil)
        #expect(branch.note(on: try workflow("")) == "w.json takes no picture: this one was drawn from the words alone")
        let more = input(user("a"), model("one"), user("b", "x", "y"))
        #expect(more.note(on: try workflow("{{image}}")) == "w.json takes one picture: 2 more were left out")
        #expect(more.note(on: try workflow("{{image_2}}")) == "w.json takes 2 pictures: one more was left out")
        #expect(more.note(on: try workflow("{{image_3}}")) == nil)
    }

    @Test(
        arguments: [
            (nil, nil, nil, 1024, 1024), (.half, AspectRatio(1, 1), nil, 512, 512),
            (nil, AspectRatio(16, 9), nil, 1360, 768),
            (.twoK, AspectRatio(2, 3), nil, 1680, 2512), (.fourK, AspectRatio(1, 100), nil, 1456, 11584),
            (nil, nil, (900, 300), 1776, 592), (nil, AspectRatio(1, 1), (900, 300), 1024, 1024),
            (nil, nil, (0, 9), 1024, 1024),
        ] as [(ImageSize?, AspectRatio?, (Int, Int)?, Int, Int)])
    func sizes(_ size: ImageSize?, _ aspect: AspectRatio?, _ picture: (Int, Int)?, _ width: Int, _ height: Int) {
        let pixels = ComfySize.pixels(
            size: size, aspect: aspect, picture: picture.map { (width: $0.0, height: $0.1) })
        #expect(pixels.width == width)
        #expect(pixels.height == height)
    }
}
