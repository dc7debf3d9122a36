import Testing

@testable import StudioCore

/// Models of endpoints that sell what another makes.
@Suite struct AdoptTests {
    private let dialects: [String: Dialect] = ["google": .gemini, "apiyi": .gemini, "openai": .openAIImages]

    private let catalogue: Catalogue = {
        let progress = CatalogueModel(
            id: "sora_image", provider: "apiyi", name: "Sora image", status: .shutdown, replacedBy: "x",
            family: "progress-text", ratios: [AspectRatio(2, 3)],
            wire: WireProfile(
                dialect: .openAIChat, sizeStyle: .suffix, references: .imageURL, history: .newest, streams: true))
        let gpt = CatalogueModel(
            id: "gpt-image-2", provider: "openai", name: "GPT Image 2", family: "gpt-image", sizes: [.oneK],
            takesMask: true, price: Price(date: "2026-11-23", perImage: ["1K": 0.2]),
            wire: WireProfile(sizeStyle: .pixels, partialImages: 2, path: "/v1/x"))
        var catalogue = Models.catalogue
        catalogue.models += [progress, gpt]
        catalogue.unknown = [
            .openAIChat: CatalogueModel(
                id: "", provider: "", name: "", sizes: [.oneK, .twoK], ratios: [AspectRatio(1, 1)], maxReferences: 5)
        ]
        return catalogue
    }()

    private func adopted(_ id: String, _ dialect: Dialect, by name: String = "mine", isFree: Bool = false)
        -> CatalogueModel
    {
        catalogue.adopted(
            id, by: Catalogue.Adopter(name: name, dialect: dialect, isFree: isFree), dialects: dialects)
    }

    @Test(arguments: [
        "gemini-3-pro-image", "google/gemini-3-pro-image", "Google/Gemini-3-Pro-Image", "gemini-3-pro-image-preview",
        "google/gemini-3-pro-image-preview:free", "gemini-3-pro-image-2026-05-28", "models/gemini-3-pro-image-latest",
        "nano-banana-pro",
    ])
    func anIDMeansTheRowItIsLike(_ id: String) {
        let model = adopted(id, .openAIChat)
        #expect(model.id == id)
        #expect(model.provider == "mine")
        #expect(model.name == "Nano Banana Pro")
        #expect(model.sizes == Models.pro.sizes)
        #expect(model.ratios == Models.pro.ratios)
        #expect(model.price == nil)
        #expect(model.note == "as at Google; ask mine for its price")
        #expect(!model.isUnknown)
    }

    @Test func whatNobodyKnowsGetsWhatItsDialectCanSay() {
        let model = adopted("house-model", .openAIChat)
        #expect(model.isUnknown)
        #expect(model.name == "house-model")
        #expect(model.sizes == [.oneK, .twoK])
        #expect(model.maxReferences == 5)
        #expect(model.price == nil)
        #expect(model.note == "nothing is known of it, nor its price: ask mine")
        #expect(adopted("house-model", .bfl).sizes == [])
    }

    /// It is gone at the one, and lives on at the other.
    @Test func anEndElsewhereIsNoEndHere() {
        let model = adopted("sora_image", .openAIChat)
        #expect(model.status == .stable)
        #expect(model.replacedBy == nil)
        #expect(
            model.wire
                == WireProfile(sizeStyle: .suffix, references: .imageURL, history: .newest, streams: true))
    }

    /// A mask is the model's; where it is sent to is the route's.
    @Test func onlyTheModelsOwnHabitsGoAlongToAnotherDialect() {
        let model = adopted("gpt-image-2", .openAIChat)
        #expect(model.wire == WireProfile())
        #expect(model.takesMask)
        let same = adopted("gpt-image-2", .openAIImages)
        #expect(same.wire == WireProfile(sizeStyle: .pixels), "interim pictures are not everybody's")
    }

    @Test func aLongerNameOfTheProvidersOwnModelKeepsItsPrice() {
        let model = adopted("gpt-image-2-2026-04-21", .openAIImages, by: "openai")
        #expect(model.price?.perImage == ["1K": 0.2])
        #expect(model.note == "taken for gpt-image-2")
        #expect(model.wire.partialImages == 2)
    }

    @Test func whatRunsOnOnesOwnMachineIsFree() {
        let model = adopted("gpt-image-2", .openAIImages, isFree: true)
        #expect(model.estimate(images: 3, size: .oneK) == Cost(amount: 0, basis: .free))
        #expect(model.note == "as at OpenAI")
    }

    @Test(arguments: [
        ("gpt-image-2", true), ("google/gemini-3-pro-image:free", true), ("a@b+c_d.1", true), ("", false),
        ("/x", false), ("x/", false), ("a//b", false), ("../x", false), ("a/../b", false), ("a b", false),
        ("a?b", false), ("a#b", false), ("a%2e", false), ("a\nb", false), ("ключ", false), ("a\u{1B}[31m", false),
        (String(repeating: "x", count: 201), false),
    ])
    func anIDMayStandInAnAddress(_ id: String, _ isUsable: Bool) {
        #expect(ModelName.isUsable(id, in: .gemini) == isUsable)
    }

    @Test func aCheckpointIsAFile() {
        #expect(ModelName.isUsable("SDXL/juggernaut v9 (é).safetensors", in: .comfyui))
        #expect(ModelName.isUsable("SDXL\\x.safetensors", in: .comfyui))
        #expect(!ModelName.isUsable("x\u{202E}y", in: .comfyui))
        #expect(!ModelName.isUsable("x\ty", in: .comfyui))
    }
}
