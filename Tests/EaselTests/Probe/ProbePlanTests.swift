import Providers
import StudioCore
import Testing

@testable import easel

/// Which pictures are asked for, and when no more.
@Suite struct ProbePlanTests {
    static let catalogue = CatalogueLoader.shipped().catalogue

    static func provider(_ dialect: Dialect, wire: WireProfile = WireProfile()) -> ProviderConfig {
        ProviderConfig(
            name: "mine", dialect: dialect, baseURL: "https://e.com", auth: .bearer,
            keys: [.environment(["MINE_KEY"])], wire: wire)
    }

    static func finding(_ route: ProbeRoute, _ verdict: RouteVerdict = .speaks) -> RouteFinding {
        RouteFinding(route: route, path: "/x", verdict: verdict, status: 400, words: "")
    }

    static func plan(_ findings: [RouteFinding], id: String = "gemini-3-pro-image") throws -> ProbePlan {
        try plan(provider(.openAIChat), findings, id: id)
    }

    static func plan(
        _ provider: ProviderConfig, _ findings: [RouteFinding], id: String = "gemini-3-pro-image"
    ) throws -> ProbePlan {
        let model = catalogue.adopted(
            id, by: Catalogue.Adopter(name: "mine", dialect: provider.dialect), dialects: ["google": .gemini])
        return ProbePlan(provider, model: model, findings: findings, catalogue: catalogue)
    }

    static func drawn(
        _ dialect: Dialect, _ style: WireProfile.SizeStyle?, _ size: SizeFinding
    ) -> ProbeTrial {
        ProbeTrial(
            step: ProbeStep(dialect: dialect, style: style), turn: TurnID("t_1"),
            cost: Cost(amount: 0, basis: .unknown),
            outcome: .picture(
                ProbeTrial.Picture(
                    path: "/g/a.png", pixels: OutputPixels(width: 1376, height: 768), size: size,
                    form: PictureForm(shape: .images, isLink: false))))
    }

    static func failed(_ dialect: Dialect, _ style: WireProfile.SizeStyle?, _ kind: FailureKind) -> ProbeTrial {
        ProbeTrial(
            step: ProbeStep(dialect: dialect, style: style), turn: TurnID("t_1"),
            cost: Cost(amount: 0, basis: .unknown),
            outcome: .failure(TurnFailure(kind, message: "no", advice: "", billed: .no)))
    }

    @Test func oneOfEachRouteThatIsThereTheProvidersOwnFirst() throws {
        let plan = try Self.plan([
            Self.finding(.openAIModels), Self.finding(.generateContent), Self.finding(.chat),
            Self.finding(.generations), Self.finding(.edits), Self.finding(.bfl, .absent),
        ])
        #expect(plan.dialects == [.openAIChat, .gemini, .openAIImages])
        #expect(
            plan.steps.map(\.title) == [
                "chat completions, size as image_config", "Gemini's generateContent",
                "images/generations, size as pixels",
            ])
        #expect(plan.spare == 0)
        #expect(plan.settings.aspect == AspectRatio(16, 9) && plan.settings.size == .oneK)
        #expect(plan.expected == OutputPixels(width: 1376, height: 768))
    }

    @Test func whatIsNotThereIsNotAsked() throws {
        let plan = try Self.plan([
            Self.finding(.chat, .unclear), Self.finding(.generateContent, .noModel),
            Self.finding(.generations, .unclear), Self.finding(.bfl, .locked),
        ])
        #expect(plan.dialects == [.openAIChat], "only its own is tried where nothing can be told")
        #expect(plan.steps.count == 1 && plan.spare == 2)
        #expect(try Self.plan([Self.finding(.chat, .absent)]).next(after: []) == nil)
    }

    @Test func anotherPlaceForTheSizeIsTriedWhileRequestsRemain() throws {
        let plan = try Self.plan([Self.finding(.chat)])
        var trials: [ProbeTrial] = []
        #expect(plan.next(after: trials) == ProbeStep(dialect: .openAIChat, style: .imageConfig))
        trials.append(Self.drawn(.openAIChat, .imageConfig, .ignored))
        #expect(plan.next(after: trials) == ProbeStep(dialect: .openAIChat, style: .extraBody))
        trials.append(Self.failed(.openAIChat, .extraBody, .unsupportedSetting))
        #expect(plan.next(after: trials) == ProbeStep(dialect: .openAIChat, style: .snake))
        trials.append(Self.drawn(.openAIChat, .snake, .ignored))
        #expect(plan.next(after: trials) == nil, "never more than three")
    }

    @Test func aServerThatWantsToBeToldTheFormatIsTold() throws {
        func failed(_ format: String?, _ message: String) -> ProbeTrial {
            ProbeTrial(
                step: ProbeStep(dialect: .openAIImages, style: .pixels, format: format), turn: TurnID("t_1"),
                cost: Cost(amount: 0, basis: .unknown),
                outcome: .failure(TurnFailure(.invalidRequest, message: message, advice: "", billed: .no)))
        }
        let plan = try Self.plan(Self.provider(.openAIImages), [Self.finding(.generations)])
        let words = "response_format='url' requires cloud storage to be configured."
        #expect(
            plan.next(after: [failed(nil, words)])
                == ProbeStep(dialect: .openAIImages, style: .pixels, format: "b64_json"))
        // Once; then another place for the size, still with it.
        let next = plan.next(after: [failed(nil, words), failed("b64_json", "size is wrong")])
        #expect(next?.format == "b64_json" && next?.style != .pixels)
        #expect(plan.next(after: [failed(nil, "size is wrong")])?.format == nil)
    }

    @Test func noMoreIsBoughtThanIsNeeded() throws {
        let plan = try Self.plan([Self.finding(.chat)])
        #expect(plan.next(after: [Self.drawn(.openAIChat, .imageConfig, .heard)]) == nil)
        #expect(plan.next(after: [Self.failed(.openAIChat, .imageConfig, .server)]) == nil)
        let both = try Self.plan([Self.finding(.chat), Self.finding(.generateContent)])
        #expect(
            both.next(after: [Self.failed(.openAIChat, .imageConfig, .server)])
                == ProbeStep(dialect: .gemini, style: nil))
        for kind in [FailureKind.authentication, .quota, .budget, .cancelled, .network] {
            #expect(both.next(after: [Self.failed(.openAIChat, .imageConfig, kind)]) == nil, "\(kind)")
        }
    }

    @Test func whatIsConfiguredComesFirst() throws {
        let wire = WireProfile(sizeStyle: .extraBody)
        let plan = try Self.plan(Self.provider(.openAIChat, wire: wire), [Self.finding(.chat)])
        #expect(plan.next(after: [])?.style == .extraBody)
        #expect(plan.next(after: [Self.drawn(.openAIChat, .extraBody, .ratioOnly)])?.style == .imageConfig)
    }

    /// Nothing is known of it: asked for what nearly all have, and judged by the ratio alone.
    @Test func aModelThatNobodyKnows() throws {
        let plan = try Self.plan([Self.finding(.chat), Self.finding(.generations)], id: "house")
        #expect(plan.settings.size == .oneK && plan.expected == nil)
        #expect(plan.steps.last == ProbeStep(dialect: .openAIImages, style: .pixels))
    }

    @Test func theBestIsTheOneThatHeardMost() {
        let ignored = Self.drawn(.openAIChat, .imageConfig, .ignored)
        let heard = Self.drawn(.gemini, nil, .heard)
        let later = Self.drawn(.openAIImages, .pixels, .heard)
        #expect(ProbePlan.best(of: [ignored, heard, later]) == heard)
        #expect(ProbePlan.best(of: [Self.failed(.gemini, nil, .server), ignored]) == ignored)
        #expect(ProbePlan.best(of: [Self.failed(.gemini, nil, .server)]) == nil)
    }
}

@Suite struct SizeFindingTests {
    private func finding(
        _ width: Int, _ height: Int, size: ImageSize? = .oneK, aspect: AspectRatio? = AspectRatio(16, 9),
        expected: OutputPixels? = OutputPixels(width: 1376, height: 768)
    ) -> SizeFinding {
        SizeFinding(
            asked: TurnSettings(model: ModelReference(provider: "p", model: "m"), size: size, aspect: aspect),
            expected: expected, got: OutputPixels(width: width, height: height))
    }

    @Test func byTheTable() {
        #expect(finding(1376, 768) == .heard)
        #expect(finding(1024, 1024) == .ignored)
        #expect(finding(1408, 768) == .ignored, "what Gemini draws when it is told nothing")
        #expect(finding(2752, 1536) == .ratioOnly)
        #expect(finding(0, 0) == .ignored)
    }

    @Test func byTheRatio() {
        #expect(finding(1280, 720, expected: nil) == .heard)
        #expect(finding(1344, 768, expected: nil) == .heard)
        #expect(finding(3840, 2160, expected: nil) == .ratioOnly)
        #expect(finding(1280, 720, size: nil, expected: nil) == .heard)
        #expect(finding(1024, 1024, aspect: nil, expected: nil) == .unasked)
    }
}
