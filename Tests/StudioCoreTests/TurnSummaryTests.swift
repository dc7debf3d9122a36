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

    @Test func whatMayHaveBeenBilledIsNotCalledFree() {
        func cost(_ billed: Billed) -> Cost {
            let failure = TurnFailure(.truncated, message: "Cut off.", advice: "", billed: billed)
            return result(TurnSummary.Variant(failure: failure)).cost
        }
        #expect(cost(.unknown) == Cost(amount: 0, basis: .unknown))
        #expect(cost(.no).basis == .table)
    }

    /// What a picture's header and a server's counts say may be anything.
    @Test func figuresFromElsewhereAreSurvived() {
        var settings = TurnSettings.pro
        settings.aspect = AspectRatio(16, 9)
        let huge = Int(UInt32.max)
        let most = Usage(promptTokens: .max, imageTokens: .max, textTokens: .max, thoughtTokens: .max)
        let one = result(
            good("a", usage: most, width: huge, height: huge), good("b", variant: 1, usage: most), settings: settings)
        #expect(one.usage.promptTokens == .max)
        #expect(one.cost.amount.isFinite)
        #expect(one.notes.contains { $0.contains("got \(huge)×\(huge)") })
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

    /// What an endpoint charges by the request, whatever it counts.
    @Test func aPriceByThePictureIsNotTakenFromTokens() {
        var model = Models.pro
        model.price = Price(date: "2026-11-23", perImage: ["any": 0.09], billsRefusals: true)
        let usage = Usage(promptTokens: 10, imageTokens: 1120, totalTokens: 1130)
        #expect(
            result(good("a", usage: usage), model: model).cost
                == Cost(amount: 0.09, basis: .table, pricedOn: "2026-11-23"))
        var refused = TurnFailure.declined
        refused.billed = .yes
        #expect(result(TurnSummary.Variant(failure: refused), model: model).cost.amount == 0.09)
        #expect(result(TurnSummary.Variant(failure: .declined), model: model).cost.amount == 0)
        model.price?.billsRefusals = false
        #expect(result(TurnSummary.Variant(failure: refused), model: model).cost.amount == 0)
    }

    @Test func whoChargesForEveryAnswerChargesForARefusal() {
        var price = Price(date: "2026-11-23", perImage: ["any": 0.09], billsRefusals: true)
        var failure = TurnFailure.declined
        for billed in [Billed.no, .unknown, .yes] {
            failure.billed = billed
            failure.httpStatus = 200
            #expect(failure.billed(by: price).billed == .yes)
            failure.httpStatus = 400
            #expect(failure.billed(by: price).billed == billed, "that is no answer of the model")
        }
        var broken = TurnFailure(.network, message: "", advice: "", httpStatus: 200, billed: .unknown)
        #expect(broken.billed(by: price).billed == .unknown)
        broken.billed = .no
        price.billsRefusals = false
        failure.httpStatus = 200
        failure.billed = .no
        #expect(failure.billed(by: price).billed == .no)
        #expect(failure.billed(by: nil).billed == .no)
    }

    /// Gateways that leave the details out count a picture as text.
    @Test func aPictureThatWasCountedAsTextIsPricedByTheList() {
        let usage = Usage(promptTokens: 10, textTokens: 1130, totalTokens: 1140)
        let cost = result(good("a", usage: usage)).cost
        #expect(abs(cost.amount - (0.134 + 10 * 2 / 1e6)) < 1e-12)
        #expect(cost.basis == .table)
    }

    @Test func theProvidersOwnSumIsTheCost() {
        let said = Usage(promptTokens: 10, imageTokens: 1120, totalTokens: 1130, chargedUSD: 0.05)
        #expect(
            result(good("a", usage: said), good("b", variant: 1, usage: said)).cost
                == Cost(amount: 0.1, basis: .tokens, pricedOn: "2026-11-23"))
        #expect(result(good("a", usage: said), model: Models.resold).cost == Cost(amount: 0.05, basis: .tokens))
        let mixed = result(good("a", usage: said), good("b", variant: 1)).cost
        #expect(abs(mixed.amount - 0.184) < 1e-12)
    }

    /// Asked for, and not got: with a table, without one, with and without a ratio.
    @Test(
        arguments: [
            ("4K", "16:9", 1376, 768, "asked 4K 16:9 (5504×3072), got 1376×768"),
            ("4K", nil, 1376, 768, "asked 4K, got 1376×768"),
            ("4K", nil, 5056, 3392, nil),
            ("1K", nil, 1408, 768, nil),
            ("1K", nil, 2752, 1536, "asked 1K, got 2752×1536"),
            (nil, "16:9", 2752, 1536, nil),
            (nil, "16:9", 1024, 1024, "asked 16:9 (1376×768), got 1024×1024"),
            (nil, "2:3", 1024, 1024, "asked 2:3, got 1024×1024"),
            (nil, "2:3", 848, 1264, nil),
            (nil, nil, 333, 77, nil),
        ] as [(String?, String?, Int, Int, String?)])
    func whatWasAskedForAndDidNotComeIsSaid(
        _ size: String?, _ aspect: String?, _ width: Int, _ height: Int, _ note: String?
    ) {
        let settings = TurnSettings(
            model: Models.pro.reference, size: size.flatMap { ImageSize(rawValue: $0) },
            aspect: aspect.flatMap { AspectRatio($0) })
        #expect(result(good("a", width: width, height: height), settings: settings).notes == (note.map { [$0] } ?? []))
    }

    @Test func aModelWithoutATableIsHeldToItsTiers() {
        var model = Models.pro
        model.outputTable = nil
        func notes(_ size: ImageSize?, _ width: Int, _ height: Int) -> [String] {
            let settings = TurnSettings(model: model.reference, size: size)
            return result(good("a", width: width, height: height), settings: settings, model: model).notes
        }
        #expect(notes(.fourK, 3840, 2160) == [])
        #expect(notes(.fourK, 2048, 2048) == ["asked 4K, got 2048×2048"])
        #expect(notes(.oneK, 1248, 832) == [])
        #expect(notes(.half, 1024, 1024) == ["asked 512, got 1024×1024"])
        #expect(notes(nil, 64, 64) == [])
    }
}
