import Testing

@testable import StudioCore

@Suite struct CatalogueTests {
    private let catalogue = Models.catalogue

    @Test(arguments: [
        ("google/gemini-3-pro-image", "google/gemini-3-pro-image"), ("gemini-3-pro-image", "google/gemini-3-pro-image"),
        ("nano-banana-pro", "google/gemini-3-pro-image"), ("apiyi/nano-banana-pro", "apiyi/gemini-3-pro-image-preview"),
        ("sketch", "sketch/sketch"),
    ]) func namesFindTheirModel(_ name: String, _ reference: String) {
        #expect(catalogue.find(name)?.reference.description == reference)
    }

    @Test func anAliasMeansTheProviderThatIsPreferred() {
        #expect(catalogue.find("nano-banana-pro", preferring: ["nobody", "apiyi"])?.provider == "apiyi")
        #expect(catalogue.find("nano-banana-pro", preferring: ["nobody"])?.provider == "google")
        #expect(catalogue.find("openai/nano-banana-pro") == nil)
    }

    /// A name that one provider has closed is looked for at the next.
    @Test func aNameMeansOneThatLives() {
        var all = catalogue
        all.models.append(CatalogueModel(id: "old-one", provider: "apiyi", name: "Old One"))
        all.models.append(CatalogueModel(id: "google/old-one", provider: "router", name: "Old One"))
        #expect(all.find("old-one", preferring: ["google", "apiyi"])?.provider == "apiyi")
        #expect(all.find("old-one", preferring: ["google"])?.provider == "google")
        #expect(all.find("old-one")?.provider == "google")
        #expect(all.find("google/old-one")?.provider == "google", "provider/id comes first")
        #expect(all.find("router/google/old-one")?.provider == "router")
    }

    @Test func anOverlayReplacesAndAdds() {
        var mine = Models.sketch
        mine.name = "My Sketch"
        let new = CatalogueModel(id: "new", provider: "me", name: "New")
        let both = catalogue.overlaid(by: Catalogue(models: [mine, new], outputPixels: ["mine": [:]]))
        #expect(both.models.map(\.name) == ["Nano Banana Pro", "Nano Banana Pro", "Old One", "My Sketch", "New"])
        #expect(both.outputPixels.keys.sorted() == ["gemini-3", "mine"])
    }

    private func problem(_ change: (inout TurnSettings) -> Void, prompt: String = "a fox", references: Int = 0)
        -> String?
    {
        var settings = TurnSettings.pro
        change(&settings)
        let problem = catalogue.problem(with: settings, prompt: prompt, references: references)
        return problem.map { "\($0.kind.rawValue): \($0.message) \($0.advice)" }
    }

    @Test func aGoodRequestMayGo() {
        #expect(problem { _ in } == nil)
        #expect(problem({ $0.count = 8 }, references: 2) == nil)
    }

    @Test func whatTheModelCannotDoIsSaidWithWhatItCan() {
        #expect(
            problem { $0.size = .half }
                == "unsupported_setting: Nano Banana Pro has no size 512. Sizes it has: 1K, 2K, 4K.")
        #expect(
            problem { $0.aspect = AspectRatio(8, 1) }
                == "unsupported_setting: Nano Banana Pro has no ratio 8:1. Ratios it has: auto, 1:1, 16:9.")
        #expect(
            problem { $0.thinking = .low }
                == "unsupported_setting: Thinking cannot be set on Nano Banana Pro (it always thinks). Leave the thinking level out."
        )
        #expect(
            problem {
                $0 = TurnSettings(model: Models.resold.reference, size: .oneK, thinking: .medium)
            } == "unsupported_setting: Nano Banana Pro has no thinking level medium. Levels it has: low, high.")
        #expect(
            problem { $0 = TurnSettings(model: Models.sketch.reference, size: .oneK) }
                == "unsupported_setting: Sketch takes no size. Leave the size out.")
        #expect(
            problem { $0.count = 9 }
                == "unsupported_setting: A turn makes 1 to 8 variants, not 9. Pick a count from 1 to 8.")
        #expect(problem { $0.count = 0 } != nil)
        #expect(
            problem({ _ in }, references: 3)
                == "unsupported_setting: Nano Banana Pro takes at most 2 references, not 3. Remove some references or pick another model."
        )
        #expect(
            problem({ _ in }, prompt: " \n\t")
                == "unsupported_setting: The prompt is empty. Say what the picture should show.")
    }

    @Test func limitsOfWordsAndPicturesAreChecked() {
        var small = Models.pro
        small.maxPrompt = 10
        small.maxReferenceBytes = 7_000_000
        let catalogue = Catalogue(models: [small, Models.sketch])
        func problem(_ prompt: String, _ settings: TurnSettings = .pro, references: Int = 1, largest: Int = 0)
            -> String?
        {
            catalogue.problem(with: settings, prompt: prompt, references: references, largest: largest)
                .map { "\($0.message) \($0.advice)" }
        }
        #expect(problem("ten letter") == nil)
        #expect(
            problem("eleven lett")
                == "The prompt has 11 characters; Nano Banana Pro takes 10. Say it in fewer words.")
        #expect(problem("a", largest: 7_000_000) == nil)
        #expect(
            problem("a", largest: 8_450_000)
                == "Nano Banana Pro takes pictures of at most 7 MB; one of these has 8.4 MB. Make it smaller, or save it as JPEG."
        )
        let none = Catalogue(models: [CatalogueModel(id: "x", provider: "y", name: "X")])
        #expect(
            none.problem(
                with: TurnSettings(model: ModelReference(provider: "y", model: "x")), prompt: "a", references: 1)?
                .message == "X takes no pictures along with the prompt.")
    }

    @Test func aModelThatIsGoneOrUnknownNamesAnother() {
        #expect(
            problem { $0.model = Models.old.reference }
                == "model_unavailable: Old One (old-one) has been shut down. Use google/gemini-3-pro-image instead.")
        #expect(
            problem { $0.model = ModelReference(provider: "google", model: "gemini-3-pro-imag") }
                == "unsupported_setting: There is no model “google/gemini-3-pro-imag” in the catalogue. Did you mean google/gemini-3-pro-image? “easel models” lists all."
        )
        #expect(catalogue.unknownModel("nano-bananapro").advice.contains("nano-banana-pro"))
        #expect(
            catalogue.unknownModel("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq").advice
                == "“easel models” lists what there is.")
    }

    @Test(arguments: [("", "", 0), ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("ab", "ba", 2)])
    func distanceCountsEdits(_ a: String, _ b: String, _ distance: Int) {
        #expect(Catalogue.distance(a, b) == distance)
    }

    @Test func thePixelsOfASizeAndRatioAreLookedUp() throws {
        let pixels = try #require(catalogue.pixels(of: Models.pro, size: nil, aspect: AspectRatio(16, 9)))
        #expect(pixels == (1376, 768))
        #expect(catalogue.pixels(of: Models.pro, size: .twoK, aspect: AspectRatio(16, 9)) == nil)
        #expect(catalogue.pixels(of: Models.pro, size: .oneK, aspect: nil) == nil)
        #expect(catalogue.pixels(of: Models.sketch, size: .oneK, aspect: AspectRatio(1, 1)) == nil)
    }
}
