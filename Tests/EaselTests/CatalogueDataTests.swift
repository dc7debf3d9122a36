import StudioCore
import Testing

@testable import easel

/// What must be true of every fact in the shipped file.
@Suite struct CatalogueDataTests {
    private let catalogue = CatalogueLoader.shipped().catalogue

    /// Each group of facts says where it comes from, and when it was true.
    @Test func everyFactHasASourceAndADay() {
        for model in catalogue.models {
            #expect(Self.endsWithDay(model.source), "\(model.reference)")
            if let price = model.price {
                #expect(ModelReader.isDay(price.date) && price.source?.isEmpty == false, "\(model.reference)")
            }
            #expect(
                model.latencySeconds.isEmpty || Self.endsWithDay(model.latencySource), "\(model.reference)")
            for day in [model.since, model.shutdownDate].compactMap(\.self) { #expect(ModelReader.isDay(day)) }
        }
        for name in catalogue.outputPixels.keys {
            #expect(Self.endsWithDay(catalogue.outputSources[name]), "\(name)")
        }
        #expect(Set(catalogue.outputSources.keys) == Set(catalogue.outputPixels.keys))
    }

    private static func endsWithDay(_ text: String?) -> Bool {
        text.map { ModelReader.isDay(String($0.suffix(10))) && $0.count > 12 } ?? false
    }

    @Test func everyNamedTableIsThere() {
        for model in catalogue.models {
            if let table = model.outputTable { #expect(catalogue.outputPixels[table] != nil, "\(model.reference)") }
        }
    }

    /// Within 6 %: what the note about a wrong size allows.
    @Test func everySizeHasItsRatio() throws {
        for (name, table) in catalogue.outputPixels {
            for (key, sizes) in table {
                let ratio = try #require(AspectRatio(key), "\(name) \(key)")
                for (size, sides) in sizes {
                    #expect(ImageSize(rawValue: size) != nil, "\(name) \(key) \(size)")
                    let value = Double(sides[0]) / Double(sides[1]) / ratio.value
                    #expect((0.94...1.06).contains(value), "\(name) \(key) \(size)")
                }
            }
        }
    }

    /// openai 3.54.0: multiples of 16, 1:3 to 3:1, no more pixels than 3840×2160, no side longer than 3840.
    @Test func whatOpenAIIsAskedForIsWithinItsLimits() throws {
        let table = try #require(catalogue.outputPixels["gpt-image"])
        for (ratio, sizes) in table {
            for (size, sides) in sizes {
                let (width, height) = (sides[0], sides[1])
                let name = "\(ratio) \(size)"
                #expect(width % 16 == 0 && height % 16 == 0, "\(name)")
                #expect(width * height <= 3840 * 2160 && max(width, height) <= 3840, "\(name)")
                #expect(width * height >= 650_000, "\(name)")
                #expect(width <= 3 * height && height <= 3 * width, "\(name)")
            }
        }
        #expect(
            catalogue.outputPixels["gpt-image-fixed"]
                == ["1:1": ["1K": [1024, 1024]], "3:2": ["1K": [1536, 1024]], "2:3": ["1K": [1024, 1536]]])
    }

    /// docs.bfl.ai: multiples of 16, at least 64, at most four megapixels.
    @Test func whatFLUXIsAskedForIsWithinItsLimits() throws {
        for (ratio, sizes) in try #require(catalogue.outputPixels["flux-2"]) {
            for (size, sides) in sizes {
                #expect(sides.allSatisfy { $0 % 16 == 0 && $0 >= 64 }, "\(ratio) \(size)")
                #expect(sides[0] * sides[1] <= 2048 * 2048, "\(ratio) \(size)")
            }
        }
    }

    /// Diffusion models work in squares of 8 pixels.
    @Test func whatComfyUIIsAskedForIsDrawable() throws {
        let model = try #require(catalogue.find("comfyui/workflow"))
        #expect(model.isFree)
        for size in model.sizes {
            for ratio in model.ratios {
                let pixels = try #require(catalogue.pixels(of: model, size: size, aspect: ratio))
                #expect(pixels.width % 8 == 0 && pixels.height % 8 == 0, "\(ratio) \(size)")
            }
        }
    }

    /// 64 megapixels is more than anything here, and what is shown at all.
    @Test func noPictureIsLargerThanCanBeShown() {
        for table in catalogue.outputPixels.values {
            for sides in table.values.flatMap(\.values) {
                #expect(sides[0] * sides[1] <= 64 << 20 && sides.allSatisfy { $0 <= 32768 })
            }
        }
    }

    @Test(arguments: [
        ("google/gemini-2.5-flash-image-preview", "google/gemini-nano-banana-2.1"),
        ("google/gemini-3-pro-image-preview", "google/gemini-3-pro-image"),
        ("apiyi/sora_image", "apiyi/gpt-image-2-all"), ("apiyi/gpt-4o-image", "apiyi/gpt-image-2-all"),
        ("openai/gpt-image-1", "openai/gpt-image-2"), ("openai/dall-e-3", "openai/gpt-image-2"),
    ])
    func deadNamesPointOn(_ name: String, _ heir: String) throws {
        let model = try #require(catalogue.find(name))
        let settings = TurnSettings(model: model.reference)
        let failure = try #require(catalogue.problem(with: settings, prompt: "a fox", references: 0))
        #expect(failure.kind == .modelUnavailable)
        #expect(failure.advice == "Use \(heir) instead.")
        #expect(catalogue.find(heir)?.status == .stable)
    }

    @Test(
        arguments: [
            ("apiyi/gpt-image-2-all", Dialect.openAIImages, WireProfile.SizeStyle.words),
            ("apiyi/gpt-image-2-vip", .openAIImages, .pixels), ("apiyi/sora_image", .openAIChat, .suffix),
            ("apiyi/flux-kontext-pro", .openAIImages, .aspectRatio),
            ("openrouter/google/gemini-3-pro-image", .openAIChat, .imageConfig), ("bfl/flux-2-pro", nil, .sides),
            ("bfl/flux-kontext-max", nil, .aspectRatio), ("google/gemini-3-pro-image", nil, nil),
        ] as [(String, Dialect?, WireProfile.SizeStyle?)])
    func modelsAreSpokenToAsTheyWant(_ name: String, _ dialect: Dialect?, _ style: WireProfile.SizeStyle?) throws {
        let wire = try #require(catalogue.find(name)).wire
        #expect(wire.dialect == dialect)
        #expect(wire.sizeStyle == style)
    }

    /// What converses gets its turns back as OpenRouter sent them, with their signatures; what only draws gets a picture.
    @Test func conversationsAtOpenRouterKeepTheirPictures() throws {
        let models = catalogue.models.filter { $0.provider == "openrouter" }
        #expect(!models.isEmpty)
        for model in models {
            let draws = model.wire.modalities == ["image"]
            #expect(
                model.wire.dialect == .openAIChat && model.wire.modalities?.contains("image") == true, "\(model.id)")
            #expect(model.wire.history == (draws ? .newest : .images), "\(model.id)")
        }
    }

    /// A picture of minutes shows something meanwhile; who resells it says nothing of such pictures.
    @Test(arguments: [
        ("openai/gpt-image-2", true), ("openai/gpt-image-2.5-flare", true), ("openai/gpt-image-2.6-flare", true),
        ("openai/gpt-image-1.5", true), ("openai/gpt-image-1-mini", true), ("apiyi/gpt-image-2", false),
        ("apiyi/gpt-image-2-all", false),
    ])
    func interimPicturesAreAskedForWhereTheyAreDrawn(_ name: String, _ expected: Bool) throws {
        let model = try #require(catalogue.find(name))
        #expect((model.wire.streams == true) == expected)
        #expect(model.wire.partialImages == (expected ? 2 : nil))
        guard expected, let price = model.price else { return }
        let interim = price.cost(of: Usage(imageTokens: 200)).amount
        let listed = try #require(price.perImage["1K"])
        #expect(listed >= (name.contains("mini") ? 0.052 : 0.2) + interim - 1e-9, "the estimate holds them")
    }

    @Test func somethingIsKnownForEveryDialect() {
        for dialect in Dialect.inFiles {
            #expect(catalogue.unknown[dialect]?.ratios.isEmpty == false, "\(dialect)")
        }
    }

    /// pydantic-ai's snapshot of the pro model, by the prices of the file.
    @Test func theProsPricesAreGoogles() throws {
        let price = try #require(catalogue.find("google/gemini-3-pro-image")?.price)
        let usage = Usage(promptTokens: 10, imageTokens: 1120, textTokens: 69, thoughtTokens: 115, totalTokens: 1314)
        #expect(abs(price.cost(of: usage).amount - 0.136628) < 1e-12)
    }

    /// 12 tokens of text and 4160 of a picture: the answer in OpenAI's reference.
    @Test func gptImagesPricesAreOpenAIs() throws {
        let price = try #require(catalogue.find("openai/gpt-image-2")?.price)
        #expect(abs(price.cost(of: Usage(promptTokens: 12, imageTokens: 4160)).amount - 0.12486) < 1e-12)
        #expect(price.cost(images: 1, size: .oneK, basis: .estimate).amount >= 0.12486, "an estimate is no less")
    }
}
