import Gallery
import StudioCore
import Testing

@testable import easel

/// Providers of the person's own, and what providers' lists change.
@Suite struct OwnProviderTests {
    private let shipped = CatalogueLoader.shipped().catalogue
    private let environment = Environment(["HOME": "/h", "MINE_KEY": "k"])

    private func config(_ text: String) throws -> Config {
        let file = ConfigFile(path: "/h/.config/easel/config.toml", text: text)
        let (config, problems) = ConfigReader(file: file, environment: environment).config(try file.parsed())
        #expect(problems == [])
        return config
    }

    private func mine(_ dialect: String, _ more: String = "") throws -> Config {
        try config(
            """
            [providers.mine]
            dialect = "\(dialect)"
            base_url = "https://e.com"
            api_key_env = "MINE_KEY"
            \(more)
            """)
    }

    private func list(
        _ provider: String, _ ids: [String], at baseURL: String = "https://e.com", isWhole: Bool = true
    ) -> ProviderList {
        ProviderList(
            provider: provider, baseURL: baseURL, date: "2026-11-23", isWhole: isWhole,
            models: ids.map { ProviderList.Model(id: $0) })
    }

    @Test func oneThatSpeaksGeminiHasGooglesUntilItSaysOtherwise() throws {
        let config = try mine("gemini")
        let all = shipped.extended(to: config.providers)
        let ids = all.models.filter { $0.provider == "mine" }.map(\.id)
        #expect(ids.contains("gemini-3-pro-image"))
        #expect(!ids.contains("gemini-3-pro-image-preview"), "that one is gone")
        #expect(try all.model(named: "nano-banana-pro", config, environment).provider == "mine")
        let listed = shipped.extended(to: config.providers, lists: [list("mine", ["gemini-3-pro-image-preview"])])
        #expect(listed.models.filter { $0.provider == "mine" }.map(\.id) == ["gemini-3-pro-image-preview"])
    }

    /// Not everybody who speaks like OpenAI draws interim pictures; who does is told so.
    @Test func oneThatSpeaksLikeOpenAIIsNotAskedForInterimPictures() throws {
        let config = try mine("openai-images", #"models = ["gpt-image-2"]"#)
        let all = shipped.extended(to: config.providers)
        let model = try #require(all.models.first { $0.provider == "mine" })
        #expect(model.wire.streams == nil && model.wire.partialImages == nil)
        #expect(model.takesMask && model.maxReferences == 16)
    }

    @Test func thePersonNamesItsModels() throws {
        let config = try mine("openai-chat", #"models = ["google/gemini-3-pro-image-preview", "house", "sora_image"]"#)
        let all = shipped.extended(to: config.providers)
        let models = all.models.filter { $0.provider == "mine" }
        #expect(models.map(\.id) == ["google/gemini-3-pro-image-preview", "house", "sora_image"])
        #expect(models[0].name == "Nano Banana Pro")
        #expect(models[0].note == "as at Google; ask mine for its price")
        #expect(models[0].wire == WireProfile(), "not as a third one is spoken to")
        #expect(models[0].sizes == [.oneK, .twoK, .fourK])
        #expect(models.allSatisfy { $0.price == nil && $0.status == .stable })
        #expect(models[1].isUnknown)
        #expect(models[1].size(near: .oneK) == nil, "no size that was not asked for")
        #expect(models[2].wire.sizeStyle == .suffix && models[2].wire.streams == true)
        #expect(
            all.problem(with: TurnSettings(model: models[2].reference), prompt: "a fox", references: 0) == nil)
        #expect(try all.model(named: "house", config, environment).reference == models[1].reference)
        #expect(
            try all.model(named: "mine/google/gemini-3-pro-image-preview", config, environment).id == models[0].id)
    }

    @Test func oneThatSpeaksOpenAIHasNoneBeforeItIsAsked() throws {
        let all = shipped.extended(to: try mine("openai-images").providers)
        #expect(!all.models.contains { $0.provider == "mine" })
    }

    @Test(arguments: [#"models = ["../x"]"#, #"models = ["a b"]"#, #"models = [""]"#, #"models = ["a?b"]"#])
    func anIDThatLeadsElsewhereIsRefused(_ line: String) throws {
        let file = ConfigFile(
            path: "/c", text: "[providers.x]\ndialect = \"openai-chat\"\nbase_url = \"https://e.com\"\n\(line)\n")
        let (_, problems) = ConfigReader(file: file, environment: environment).config(try file.parsed())
        #expect(problems.count == 1 && problems[0].line == 4)
    }

    @Test func whatAListLacksIsMarkedAndNotHidden() throws {
        let config = try config("")
        let all = shipped.extended(
            to: config.providers,
            lists: [
                list(
                    "openai", ["gpt-image-2", "gpt-image-2-2026-04-21", "gpt-image-9"],
                    at: "https://api.openai.com")
            ])
        let openai = all.models.filter { $0.provider == "openai" }
        #expect(openai.first { $0.id == "gpt-image-2" }?.listing == .listed(on: "2026-11-23"))
        #expect(openai.first { $0.id == "gpt-image-1.5" }?.listing == .missing(on: "2026-11-23"))
        #expect(openai.first { $0.id == "gpt-image-1" }?.listing == nil, "shut down anyway")
        #expect(openai.last?.id == "gpt-image-9")
        #expect(openai.last?.isUnknown == true)
        #expect(!openai.contains { $0.id == "gpt-image-2-2026-04-21" }, "an alias of one that is there")
        let lines = ModelList.lines(openai, ready: [], standard: ModelReference(provider: "x", model: "y"))
        #expect(
            lines.contains { $0.contains("openai/gpt-image-1.5") && $0.contains("not in openai's list of 2026-11-23") })
        let part = shipped.extended(to: config.providers, lists: [list("openai", ["gpt-image-2"], isWhole: false)])
        #expect(part.models.allSatisfy { $0.listing?.isMissing != true })
    }

    @Test func theDefaultIsOneTheProviderStillLists() throws {
        let environment = Environment(["HOME": "/h", "GEMINI_API_KEY": "k"])
        let config = Config(environment)
        let all = shipped.extended(
            to: config.providers, lists: [list("google", ["gemini-3-pro-image"])])
        #expect(try all.defaultModel(config, environment).id == "gemini-3-pro-image")
    }

    /// Nobody promised that it runs.
    @Test func aMachineOfOnesOwnIsNoDefault() throws {
        let nothing = Environment(["HOME": "/h"])
        #expect(try shipped.defaultModel(Config(nothing), nothing).id == "sketch")
    }

    @Test func ownMachinesAreFree() throws {
        let config = try config(
            """
            [providers.local]
            dialect = "openai-images"
            base_url = "http://127.0.0.1:8000"
            auth = "none"
            models = ["Qwen/Qwen-Image"]
            [providers.keyed]
            dialect = "openai-images"
            base_url = "http://127.0.0.1:4000"
            api_key_env = "MINE_KEY"
            models = ["gpt-image-2"]
            [providers.box]
            dialect = "comfyui"
            base_url = "https://box.example"
            auth = "none"
            """)
        let all = shipped.extended(to: config.providers)
        #expect(all.models.first { $0.provider == "local" }?.isFree == true)
        #expect(all.models.first { $0.provider == "keyed" }?.estimate(images: 1, size: nil).basis == .unknown)
        #expect(all.models.first { $0.provider == "box" }?.id == "workflow")
        #expect(all.models.first { $0.provider == "box" }?.isFree == true)
    }

    @Test func pathsInThePersonsFilesAreBesideThem() throws {
        let config = try mine("comfyui", "[providers.mine.wire]\nworkflow = \"flows/a.json\"")
        #expect(config[provider: "mine"]?.wire.workflow == "/h/.config/easel/flows/a.json")
        let text = """
            [[model]]
            id = "mine"
            provider = "comfyui"
            like = "comfyui/workflow"
            wire = { workflow = "~/b.json" }
            """
        let reader = CatalogueReader(
            file: "/c", resolve: { environment.absolute($0, in: environment.configFolder) }, base: shipped)
        let (mine, problems) = reader.catalogue(try TOML.parse(text))
        #expect(problems == [])
        #expect(mine.models[0].wire.workflow == "/h/b.json")
        #expect(mine.models[0].sizes == [.half, .oneK, .twoK])
    }

    /// Only what is different has to be said.
    @Test func anOverlayNeedsOnlySayWhatIsDifferent() throws {
        let text = """
            [[model]]
            id = "gemini-nano-banana-2.1"
            provider = "apiyi"
            price = { date = "2026-12-01", per_image = { any = 0.05 } }
            [[model]]
            id = "x"
            provider = "mine"
            like = "openai/gpt-image-2"
            max_references = 4
            [[model]]
            id = "y"
            provider = "mine"
            like = "nobody/nothing"
            """
        let (mine, problems) = CatalogueReader(file: "/c", base: shipped).catalogue(try TOML.parse(text))
        #expect(
            problems.map(\.description) == [
                "/c:13: there is no model “nobody/nothing” before this one; accepted: provider/id"
            ])
        let banana = mine.models[0]
        #expect(banana.aliases == ["nano-banana-2.1"])
        #expect(banana.thinking == [.minimal, .medium, .high])
        #expect(banana.price?.perImage == ["any": 0.05])
        #expect(mine.models[1].name == "GPT Image 2" && mine.models[1].maxReferences == 4)
        #expect(mine.models[1].price == nil && mine.models[1].aliases == [] && mine.models[1].takesMask)
    }

    @Test func aPriceOutOfReasonIsRefused() throws {
        let text = """
            [[model]]
            id = "x"
            provider = "mine"
            since = "yesterday"
            max_prompt = -1
            price = { date = "2026", input = -1, per_image = { any = -0.1 } }
            """
        let (_, problems) = CatalogueReader(file: "/c").catalogue(try TOML.parse(text))
        #expect(problems.count == 5)
        #expect(problems.allSatisfy { !$0.accepted.isEmpty })
    }
}
