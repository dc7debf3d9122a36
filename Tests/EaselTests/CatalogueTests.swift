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

    @Test func everyAliasMeansItsModelAndNoTwoShareOne() {
        for model in catalogue.models {
            for alias in model.aliases { #expect(catalogue.find(alias)?.reference == model.reference) }
        }
        let names = catalogue.models.flatMap { [$0.reference.description] + $0.aliases }
        #expect(Set(names).count == names.count)
    }

    @Test func everyModelIsWhole() {
        for model in catalogue.models where model.status != .shutdown {
            #expect(model.source != nil, "\(model.id)")
            #expect(!model.family.isEmpty && !model.ratios.isEmpty && model.maxReferences > 0, "\(model.id)")
            #expect(model.provider == "sketch" || model.price != nil, "\(model.id)")
            for size in model.sizes {
                #expect(model.price == nil || model.price?.perImage[size.rawValue] != nil, "\(model.id) \(size)")
                for ratio in model.ratios {
                    #expect(
                        catalogue.pixels(of: model, size: size, aspect: ratio) != nil, "\(model.id) \(size) \(ratio)")
                }
            }
        }
    }

    @Test func everyShutDownModelNamesALivingOne() {
        for model in catalogue.models where model.status == .shutdown {
            let next = model.replacedBy.flatMap { catalogue.find($0) }
            #expect(next.map { $0.status != .shutdown } == true, "\(model.id)")
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
                "/c:6: unknown key model.colour; accepted: id, provider, name, aliases, status, replaced_by, family, sizes, "
                    + "ratios, thinking, thinking_note, max_references, takes_seed, output_table, latency_seconds, note, "
                    + "source, price",
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
