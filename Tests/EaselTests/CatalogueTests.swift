import StudioCore
import Testing

@testable import easel

@Suite struct CatalogueTests {
    private let catalogue = CatalogueLoader.shipped().catalogue

    @Test func shippedFileIsRight() {
        #expect(CatalogueLoader.shipped().problems == [])
        #expect(catalogue.version == Catalogue.currentVersion)
    }

    @Test(arguments: [
        ("gemini-nano-banana-2.1", "gemini-nano-banana-2.1"), ("nano-banana-2.1", "gemini-nano-banana-2.1"),
        ("nano-banana-pro", "gemini-3-pro-image"), ("nano-banana-pro-preview", "gemini-3-pro-image"),
        ("nano-banana-2", "gemini-3.1-flash-image"), ("nano-banana-2-lite", "gemini-3.1-flash-lite-image"),
        ("nano-banana", "gemini-2.5-flash-image"), ("google/nano-banana-pro", "gemini-3-pro-image"),
        ("sketch", "sketch"), ("sketch/sketch", "sketch"),
    ])
    func findsModels(_ name: String, _ id: String) {
        #expect(catalogue.find(name)?.id == id)
    }

    /// Of one provider: several may offer what has the same name.
    @Test func everyAliasMeansItsModelAndNoTwoShareOne() {
        for provider in Set(catalogue.models.map(\.provider)) {
            let models = catalogue.models.filter { $0.provider == provider }
            let names = models.flatMap { [$0.id] + $0.aliases }
            #expect(Set(names).count == names.count, "\(provider)")
            for model in models {
                for alias in model.aliases {
                    #expect(catalogue.find("\(provider)/\(alias)")?.reference == model.reference)
                    #expect(catalogue.find(alias, preferring: [provider])?.reference == model.reference)
                }
            }
        }
    }

    @Test func everyModelIsWhole() {
        for model in catalogue.models where model.status != .shutdown {
            let name = "\(model.reference)"
            #expect(!model.family.isEmpty && !model.ratios.isEmpty && model.maxReferences > 0, "\(name)")
            #expect(model.thinking.isEmpty == (model.thinkingNote != nil), "\(name)")
            #expect(model.isFree || model.price != nil || model.note?.contains("price") == true, "\(name)")
            if let price = model.price {
                let sizes = model.sizes.isEmpty ? ["any"] : model.sizes.map(\.rawValue)
                for size in sizes { #expect(price.perImage[size] ?? price.perImage["any"] != nil, "\(name) \(size)") }
            }
            guard model.outputTable != nil else { continue }
            for size in model.sizes {
                for ratio in model.ratios {
                    #expect(catalogue.pixels(of: model, size: size, aspect: ratio) != nil, "\(name) \(size) \(ratio)")
                }
            }
        }
    }

    @Test func everyShutDownModelNamesALivingOne() {
        for model in catalogue.models where model.status == .shutdown {
            let next = model.replacedBy.flatMap {
                catalogue[ModelReference(provider: model.provider, model: $0)]
            }
            #expect(next.map { $0.status != .shutdown } == true, "\(model.reference)")
            #expect(model.shutdownDate != nil, "\(model.reference)")
        }
    }

    @Test func knowsThePixels() throws {
        let pro = try #require(catalogue.find("nano-banana-pro"))
        let size = try #require(catalogue.pixels(of: pro, size: .twoK, aspect: AspectRatio(16, 9)))
        #expect(size == (2752, 1536))
    }

    @Test func prefersAProviderWithAKey() throws {
        let environment = Environment(["HOME": "/h", "APIYI_API_KEY": "k"])
        let config = Config(environment)
        let all = catalogue.extended(to: config.providers)
        #expect(try all.model(named: "nano-banana-pro", config, environment).provider == "apiyi")
        #expect(try all.defaultModel(config, environment).reference.description == "apiyi/gemini-nano-banana-2.1")
        let nothing = Environment(["HOME": "/h"])
        #expect(try all.defaultModel(Config(nothing), nothing).id == "sketch")
        #expect(try all.model(named: "nano-banana-pro", Config(nothing), nothing).provider == "google")
    }

    /// The file can only be judged once the catalogue is there.
    @Test func aConfiguredModelThatNobodyHasIsNamedWithItsLine() throws {
        let environment = Environment(["HOME": "/h"])
        let file = ConfigFile(path: "/c.toml", text: "[defaults]\nmodel = \"nope\"", exposure: .open)
        let (config, problems) = ConfigReader(file: file, environment: environment).config(try file.parsed())
        #expect(problems == [])
        let problem = try #require(catalogue.defaultModelProblem(config, environment))
        #expect(problem.description.hasPrefix("/c.toml:2: defaults.model: There is no model “nope”"))
        #expect(!problem.accepted.isEmpty)
        #expect(throws: TurnFailure.self) { try catalogue.defaultModel(config, environment) }
        #expect(catalogue.defaultModelProblem(Config(environment), environment) == nil)
    }

    @Test func overlayIsStrict() throws {
        let text = """
            version = 1
            [[model]]
            id = "x"
            provider = "mine"
            sizes = ["3K"]
            colour = "red"
            [[model]]
            id = "y"
            """
        let (catalogue, problems) = CatalogueReader(file: "/c").catalogue(try TOML.parse(text))
        #expect(
            problems.map(\.description) == [
                "/c:5: “3K” is no model.sizes; accepted: 512, 1K, 2K, 4K",
                "/c:6: unknown key model.colour; accepted: id, provider, like, name, aliases, status, since, shutdown_date, "
                    + "replaced_by, family, sizes, ratios, thinking, thinking_note, max_references, max_reference_bytes, max_prompt, "
                    + "takes_seed, takes_mask, grounding, streams, output_table, free, latency_seconds, latency_source, note, "
                    + "source, price, wire",
                "/c:7: model.provider is missing",
            ])
        #expect(catalogue.models.map(\.id) == ["x"])
    }

    @Test func refusesANewerFile() throws {
        let (_, problems) = CatalogueReader(file: "/c").catalogue(try TOML.parse("version = 2"))
        #expect(problems.map(\.description) == ["/c:1: this file is of a newer Easel; accepted: 1"])
    }

    @Test func picksTheNearestSize() throws {
        let lite = try #require(catalogue.find("nano-banana-2-lite"))
        #expect(lite.size(near: .fourK) == .oneK)
        #expect(lite.size(near: .half) == .oneK)
        #expect(try #require(catalogue.find("nano-banana")).size(near: .oneK) == nil)
        #expect(try #require(catalogue.find("nano-banana-2.1")).usualSeconds(.fourK) == 25)
    }
}
