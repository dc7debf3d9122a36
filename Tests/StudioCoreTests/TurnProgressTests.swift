import Testing

@testable import StudioCore

@Suite struct TurnProgressTests {
    private func progress(_ count: Int, _ events: (Int, ProviderEvent)...) -> TurnProgress {
        var progress = TurnProgress(count: count)
        for (variant, event) in events { progress.apply(event, variant: variant) }
        return progress
    }

    private func image(_ path: String) -> ReceivedImage {
        ReceivedImage(file: ImageFile(path: path, mime: "image/png", bytes: 1, sha256: path), role: .draft)
    }

    @Test func beginsQueued() {
        #expect(TurnProgress(count: 3).phase == .queued)
        #expect(TurnProgress(count: 0).variants.count == 1)
    }

    @Test func thePhaseIsThatOfTheLastOfTheVariants() {
        var both = progress(2, (0, .phase(.saving)), (1, .phase(.drawing)))
        #expect(both.phase == .drawing)
        both.variants[1].isDone = true
        #expect(both.phase == .saving)
        both.variants[0].isDone = true
        #expect(both.phase == .saving)
    }

    @Test func thoughtsTextAndDraftsAddUp() {
        let seen = progress(
            1, (0, .phase(.sending)), (0, .thought("A fox ")), (0, .thought("in snow.")), (0, .text("Here")),
            (0, .image(image("1"))), (0, .image(image("2"))))
        #expect(seen.thought == "A fox in snow.")
        #expect(seen.text == "Here")
        #expect(seen.drafts.map(\.path) == ["1", "2"])
        #expect(seen.phase == .thinking, "thoughts are thinking though nobody said so")
    }

    @Test func aThoughtDoesNotTakeAPhaseBack() {
        #expect(progress(1, (0, .phase(.drawing)), (0, .thought("and"))).phase == .drawing)
    }

    @Test func bytesAddUpAndTheWholeIsKnownOnlyWhenAllAre() {
        #expect(progress(2, (0, .received(bytes: 5, of: 10))).expected == nil)
        let both = progress(2, (0, .received(bytes: 5, of: 10)), (1, .received(bytes: 7, of: 20)))
        #expect(both.received == 12)
        #expect(both.expected == 30)
    }

    @Test func stepsAreCountedAsTheProviderCountsThem() {
        #expect(progress(1).steps == nil)
        #expect(progress(1, (0, .step(7, of: 20))).steps == "step 7 of 20")
        #expect(progress(1, (0, .step(7, of: 20))).share == 0.35)
        #expect(progress(1, (0, .step(42, of: 100))).steps == "42 %")
        // Nonsense is shown as sense.
        #expect(progress(1, (0, .step(9, of: 0)), (0, .step(-3, of: 8))).steps == "step 0 of 8")
        #expect(progress(1, (0, .step(.max, of: .max))).share == 1)
    }

    @Test func stepsOfSeveralVariantsAreOneShare() {
        var both = progress(2, (0, .step(5, of: 20)))
        #expect(both.share == nil, "nobody knows of the other")
        both.apply(.step(3, of: 4), variant: 1)
        #expect(both.steps == "50 %")
        both.variants[1].isDone = true
        #expect(both.steps == "63 %")
        both.variants[0].isDone = true
        #expect(both.steps == nil)
    }

    @Test func stepsBelongToTheirPhase() {
        let drawing = progress(1, (0, .phase(.drawing)), (0, .step(1, of: 4)), (0, .phase(.drawing)))
        #expect(drawing.steps == "step 1 of 4")
        #expect(progress(1, (0, .phase(.drawing)), (0, .step(1, of: 4)), (0, .phase(.receiving))).steps == nil)
    }

    @Test func waitingIsSaidUntilThingsGoOn() {
        var waiting = progress(1, (0, .waiting(attempt: 2, seconds: 6.2, reason: "overloaded")))
        #expect(waiting.waiting == "overloaded; attempt 2 in 7 s")
        waiting.apply(.phase(.sending), variant: 0)
        #expect(waiting.waiting == nil)
    }

    @Test func aQueueIsSaidUntilOneOfThemIsAtIt() {
        var both = progress(2, (0, .queued(ahead: 3)))
        #expect(both.waiting == nil, "nobody knows of the other")
        both.apply(.queued(ahead: 1), variant: 1)
        #expect(both.waiting == "waiting for another one to be done")
        both.variants[1].isDone = true
        #expect(both.waiting == "waiting for 3 others to be done")
        both.apply(.phase(.drawing), variant: 0)
        #expect(both.waiting == nil)
    }

    @Test func aVariantThatNeverWasIsIgnored() {
        #expect(progress(1, (1, .phase(.saving)), (-1, .thought("x"))) == TurnProgress(count: 1))
    }
}
