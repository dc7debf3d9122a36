import Testing

@testable import Terminal

/// What is made ready, in which order. Works tell when they begin; one has ended when the next begins.
@MainActor
@Suite struct PictureCacheTests {
    private let begun: AsyncStream<String>
    private let cache: PictureCache

    /// A picture costs as many bytes as its name says after the dot; `never` is worked on until it is cancelled.
    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        begun = stream
        cache = PictureCache(limit: 100) { request, _ in
            let path = request.source.path
            continuation.yield(path)
            while path == "never" {
                if Task.isCancelled { return nil }
                await Task.yield()
            }
            return .costing(path.split(separator: ".").last.flatMap { Int($0) } ?? 1)
        }
    }

    /// Whether the picture is ready.
    @discardableResult
    private func show(_ name: String, ahead: [String]) -> Bool {
        cache.beginFrame()
        let isReady = cache.picture(.make(name)) != nil
        cache.endFrame(shown: [.make(name)], ahead: ahead.map { .make($0) })
        return isReady
    }

    private func isReady(_ name: String) -> Bool { cache.picture(.make(name)) != nil }

    @Test func theNeighboursComeAfterThePictureTheLikeliestFirst() async {
        var ready = 0
        cache.onReady = { ready += 1 }
        #expect(!show("a", ahead: ["b", "c", "d"]))
        var works = begun.makeAsyncIterator()
        for name in ["a", "b", "c", "d"] { #expect(await works.next() == name) }
        #expect(isReady("b") && isReady("c"))
        #expect(ready == 1, "only the picture that was missing from the frame draws the frame anew")
    }

    @Test func aStepToANeighbourFindsItReadyAndGoesOn() async {
        show("a", ahead: ["b", "c"])
        var works = begun.makeAsyncIterator()
        for name in ["a", "b", "c"] { #expect(await works.next() == name) }
        #expect(show("b", ahead: ["c", "a", "e"]))
        #expect(await works.next() == "e", "c and a are there, or under way")
    }

    @Test func whoMovesOnDoesNotWaitForAGuess() async {
        show("a", ahead: ["never"])
        var works = begun.makeAsyncIterator()
        for name in ["a", "never"] { #expect(await works.next() == name) }
        show("z", ahead: ["never"])
        #expect(await works.next() == "z")
        #expect(await works.next() == "never", "given up, and taken up again afterwards")
        #expect(!isReady("never"))
        show("z", ahead: [])
    }

    @Test func aGuessThatDoesNotFitIsNotMadeAgain() async {
        show("a.60", ahead: ["large.90", "b.1"])
        var works = begun.makeAsyncIterator()
        for name in ["a.60"] { #expect(await works.next() == name) }
        // Another like the one shown has no room; beside a small one the large guess is tried once.
        show("s.5", ahead: ["large.99", "b.1", "c.1"])
        for name in ["s.5", "large.99", "b.1", "c.1"] { #expect(await works.next() == name) }
        show("s.5", ahead: ["large.99", "b.1", "c.1"])
        show("s.5", ahead: ["e.1", "large.99"])
        #expect(await works.next() == "e.1")
        #expect(isReady("s.5") && !isReady("large.99"))
    }
}
