import Providers
import StudioCore
import Testing

@testable import easel

/// What is printed is what the program's own reader takes, and means the same.
@Suite struct ProbeProfileTests {
    private let environment = Environment(["HOME": "/h", "MINE_KEY": "k"])

    private func read(_ text: String) throws -> (Config, [ConfigProblem]) {
        let file = ConfigFile(path: "/h/.config/easel/config.toml", text: text)
        return ConfigReader(file: file, environment: environment).config(try file.parsed())
    }

    private func profile(
        _ provider: ProviderConfig, _ trials: [ProbeTrial], isNamed: Bool = false
    ) throws -> ProbeProfile {
        let plan = try ProbePlanTests.plan(
            provider, [ProbePlanTests.finding(.chat), ProbePlanTests.finding(.generateContent)])
        return try #require(
            ProbeProfile(provider, plan: plan, trials: trials, isNamed: isNamed, variable: "MINE_KEY"))
    }

    @Test func words() throws {
        let profile = try profile(
            ProbePlanTests.provider(.openAIChat), [ProbePlanTests.drawn(.openAIChat, .extraBody, .heard)],
            isNamed: true)
        #expect(
            profile.toml == """
                # found with gemini-3-pro-image: base64 in images[]; 1376×768, as asked
                [providers.mine]
                dialect = "openai-chat"
                base_url = "https://e.com"
                auth = "bearer"
                api_key_env = "MINE_KEY"
                models = ["gemini-3-pro-image"]

                [providers.mine.wire]
                size_style = "extra_body"
                """)
    }

    /// Everything that can stand in such a table, with the names and values that are hardest to write.
    @Test func whatIsPrintedIsRead() throws {
        var provider = ProbePlanTests.provider(
            .openAIChat,
            wire: WireProfile(
                references: .imageURL, history: .turns, streams: false, partialImages: 2, responseFormat: "url",
                modalities: ["image", "text"], path: "/v2/chat", editPath: "/v2/edits", listPath: "/v2/models",
                workflow: "/h/a \"b\".json",
                extra: [
                    "quality": .string("high \\ \"x\"\u{7}"), "n": .integer(3), "f": .number(0.5), "b": .boolean(true),
                    "a.b c": .string("ü"),
                ]))
        provider.name = "my.own"
        provider.models = ["house", "google/gemini-3-pro-image"]
        provider.allowsHTTP = true
        provider.baseURL = "http://box.lan:4000"
        provider.keys = [.command(["pass", "show", "a b"]), .environment(["MINE_KEY"])]
        let profile = try profile(provider, [ProbePlanTests.drawn(.openAIChat, .snake, .heard)])
        let (config, problems) = try read(profile.toml)
        #expect(problems == [], "\(profile.toml)")
        var expected = provider
        expected.wire.sizeStyle = .snake
        #expect(config[provider: "my.own"] == expected, "\(profile.toml)")
    }

    @Test(arguments: WireProfile.SizeStyle.allCases) func everyStyleIsRead(_ style: WireProfile.SizeStyle) throws {
        let profile = try profile(
            ProbePlanTests.provider(.openAIChat), [ProbePlanTests.drawn(.openAIChat, style, .heard)])
        let (config, problems) = try read(profile.toml)
        #expect(problems == [])
        #expect(config[provider: "mine"]?.wire.sizeStyle == style)
    }

    @Test func theHabitsOfAnotherDialectAreLeft() throws {
        let provider = ProbePlanTests.provider(
            .openAIChat, wire: WireProfile(sizeStyle: .snake, modalities: ["image"], path: "/x", listPath: "/l"))
        let profile = try profile(
            provider,
            [ProbePlanTests.drawn(.openAIChat, .snake, .ignored), ProbePlanTests.drawn(.gemini, nil, .heard)])
        #expect(profile.provider.dialect == .gemini)
        #expect(profile.provider.wire == WireProfile(listPath: "/l"))
    }

    @Test func whatWasNotFoundIsNotSaid() throws {
        let profile = try profile(
            ProbePlanTests.provider(.openAIChat), [ProbePlanTests.drawn(.openAIChat, .imageConfig, .ignored)])
        #expect(profile.provider.wire.sizeStyle == nil)
        #expect(profile.toml.contains("# where the size goes was not found"))
        #expect(profile.provider == ProbePlanTests.provider(.openAIChat))
    }

    @Test func aKeyIsNeverPrinted() throws {
        var provider = ProbePlanTests.provider(.openAIChat)
        provider.keys = [.literal("canary-7f3a91")]
        let profile = try profile(provider, [ProbePlanTests.drawn(.openAIChat, .imageConfig, .heard)])
        #expect(!profile.toml.contains("canary"))
        #expect(try read(profile.toml).1 == [])
    }

    @Test func withoutAPictureThereIsNone() throws {
        let provider = ProbePlanTests.provider(.openAIChat)
        let plan = try ProbePlanTests.plan(provider, [ProbePlanTests.finding(.chat)])
        #expect(
            ProbeProfile(
                provider, plan: plan, trials: [ProbePlanTests.failed(.openAIChat, .imageConfig, .server)],
                isNamed: false, variable: nil) == nil)
    }
}
