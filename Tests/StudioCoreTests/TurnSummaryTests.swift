import Testing

@testable import StudioCore

@Suite struct TurnSummaryTests {
    private func result(
        _ variants: TurnSummary.Variant..., settings: TurnSettings = .pro, model: CatalogueModel = Models.pro
    ) -> TurnResult {
        TurnSummary.result(
            of: variants, settings: settings, model: model, catalogue: Models.catalogue, elapsedSeconds: 7)
    }

    private func good(_ name: String, variant: Int = 0, usage: Usage? = nil, width: Int = 1024, height: Int = 1024)
        -> TurnSummary.Variant
    {
        TurnSummary.Variant(
            images: [.make(name, variant: variant, width: width, height: height)], answer: Answer(parts: []),
            response: ImageResponse(parts: [], thought: "Hm \(name).", usage: usage, finishReason: "STOP"))
    }

    @Test func aPictureCompletesTheTurn() {
        let one = result(good("fox", usage: Usage(promptTokens: 10, imageTokens: 1120, totalTokens: 1130)))
        #expect(
            one
                == TurnResult(
                    outcome: .completed, images: [.make("fox")], answers: [Answer(parts: [])], thought: "Hm fox.",
                    usage: Usage(promptTokens: 10, imageTokens: 1120, totalTokens: 1130),
                    cost: Cost(amount: (10 * 2 + 1120 * 120.0) / 1_000_000, basis: .tokens, pricedOn: "2026-11-23"),
                    elapsedSeconds: 7, finishReason: "STOP"))
    }

    @Test func withoutUsageTheListPriceCounts() {
        #expect(
            result(good("a"), good("b", variant: 1)).cost
                == Cost(amount: 0.268, basis: .table, pricedOn: "2026-11-23"))
        #expect(result(good("a"), settings: .sketch, model: Models.sketch).cost.basis == .free)
        #expect(result(good("a"), model: Models.resold).cost.basis == .unknown)
    }

    @Test func whatWasLostBesidePicturesIsANote() {
        let part = result(good("a"), TurnSummary.Variant(failure: .busy, attempts: 3), good("c", variant: 2))
        #expect(part.outcome == .completed)
        #expect(part.failure == nil)
        #expect(part.answers == [Answer(parts: []), nil, Answer(parts: [])])
        #expect(part.attempts == 3)
        #expect(part.notes == ["1 of 3 variants failed: The model is overloaded."])
    }

    @Test func aPictureThatCameBeforeTheBreakIsNoFailure() {
        var broken = good("a")
        broken.failure = .busy
        #expect(result(broken).outcome == .completed)
        #expect(result(broken).notes == [])
    }

    @Test func withoutAnyPictureTheFirstFailureIsTheTurns() {
        let none = result(TurnSummary.Variant(failure: .declined), TurnSummary.Variant(failure: .busy))
        #expect(none.outcome == .rejected)
        #expect(none.failure == .declined)
        #expect(result(TurnSummary.Variant(failure: .busy)).outcome == .failed)
    }

    @Test func draftsAloneAreNoPicture() {
        let drafts = result(TurnSummary.Variant(images: [.make("d", role: .draft)], failure: .busy))
        #expect(drafts.outcome == .failed)
        #expect(drafts.images == [.make("d", role: .draft)])
        #expect(drafts.cost.amount == 0)
    }

    @Test func anAnswerWithNothingInItIsAFailureWithAdvice() {
        let empty = result(TurnSummary.Variant(answer: Answer(parts: []), response: ImageResponse(parts: [])))
        #expect(empty.failure?.kind == .noImage)
        #expect(empty.outcome == .rejected)
        #expect(empty.failure?.advice.isEmpty == false)
    }

    @Test func aWrongSizeIsSaid() {
        let settings = TurnSettings(model: Models.pro.reference, size: .fourK, aspect: AspectRatio(16, 9))
        #expect(
            result(good("a", width: 1376, height: 768), settings: settings).notes
                == ["asked 4K 16:9 (5504×3072), got 1376×768"])
        #expect(result(good("a", width: 5400, height: 3050), settings: settings).notes == [])
        #expect(result(good("a", width: 3072, height: 5504), settings: settings).notes.count == 1, "lies on its side")
        #expect(result(good("a", width: 0, height: 0), settings: settings).notes == [], "unknown is not wrong")
    }
}
