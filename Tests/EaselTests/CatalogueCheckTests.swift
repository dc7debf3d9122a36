import StudioCore
import Testing

@testable import easel

/// A request is held against the shipped catalogue before anything is sent, and what is accepted is said.
@Suite struct CatalogueCheckTests {
    private static let catalogue = CatalogueLoader.shipped().catalogue

    private struct Case: CustomStringConvertible {
        var model: String
        var size: ImageSize?
        var aspect: String?
        var thinking: ThinkingLevel?
        var references = 0
        /// nil: it may go.
        var advice: String?

        var description: String { "\(model) \(size?.rawValue ?? "-") \(aspect ?? "-") \(references)" }
    }

    private static let cases = [
        Case(model: "google/nano-banana-pro", size: .fourK, aspect: "21:9", references: 14),
        Case(model: "google/nano-banana-pro", size: .half, advice: "Sizes it has: 1K, 2K, 4K."),
        Case(
            model: "google/nano-banana-pro", aspect: "8:1",
            advice: "Ratios it has: auto, 1:1, 2:3, 3:2, 3:4, 4:3, 4:5, 5:4, 9:16, 16:9, 21:9."),
        Case(model: "google/nano-banana-pro", thinking: .low, advice: "Leave the thinking level out."),
        Case(model: "google/nano-banana-2.1", thinking: .low, advice: "Levels it has: minimal, medium, high."),
        Case(model: "google/nano-banana-2", size: .half, aspect: "8:1", thinking: .high),
        Case(model: "google/nano-banana", size: .oneK, advice: "Leave the size out."),
        Case(model: "google/nano-banana", references: 4, advice: "Remove some references or pick another model."),
        Case(model: "apiyi/nano-banana-2-lite", size: .twoK, advice: "Sizes it has: 1K."),
        Case(model: "apiyi/gemini-3-pro-image-preview", size: .fourK, aspect: "16:9"),
        Case(model: "apiyi/gpt-image-2-all", aspect: "16:9", references: 2),
        Case(model: "apiyi/gpt-image-2-all", size: .twoK, advice: "Leave the size out."),
        Case(
            model: "apiyi/gpt-image-2-vip", aspect: "9:21",
            advice: "Ratios it has: auto, 1:1, 2:3, 3:2, 3:4, 4:3, 4:5, 5:4, 9:16, 16:9, 21:9."),
        Case(model: "apiyi/flux-kontext-pro", references: 2, advice: "Remove some references or pick another model."),
        Case(model: "openai/gpt-image-2", size: .fourK, aspect: "1:3", references: 16),
        Case(model: "openai/gpt-image-2", size: .half, advice: "Sizes it has: 1K, 2K, 4K."),
        Case(model: "openai/gpt-image-1.5", aspect: "16:9", advice: "Ratios it has: auto, 1:1, 2:3, 3:2."),
        Case(model: "openai/gpt-image-1-mini", size: .twoK, advice: "Sizes it has: 1K."),
        Case(model: "openai/gpt-image-1", advice: "Use openai/gpt-image-2 instead."),
        Case(model: "openrouter/google/gemini-3.1-flash-image", size: .half, aspect: "1:4"),
        Case(model: "openrouter/flux.2-pro", size: .fourK, advice: "Sizes it has: 1K, 2K."),
        Case(model: "bfl/flux-2-pro", size: .twoK, aspect: "9:21", references: 8),
        Case(model: "bfl/flux-2-pro", size: .fourK, advice: "Sizes it has: 512, 1K, 2K."),
        Case(model: "bfl/flux-kontext-pro", size: .oneK, advice: "Leave the size out."),
        Case(model: "comfyui/workflow", size: .fourK, advice: "Sizes it has: 512, 1K, 2K."),
        Case(model: "sketch", size: .fourK, aspect: "1:8", references: 14),
        Case(model: "sketch", thinking: .high, advice: "Leave the thinking level out."),
    ]

    @Test(arguments: cases)
    private func itIsHeldAgainstTheCatalogue(_ one: Case) throws {
        let model = try #require(Self.catalogue.find(one.model))
        let settings = TurnSettings(
            model: model.reference, size: one.size, aspect: one.aspect.flatMap { AspectRatio($0) },
            thinking: one.thinking)
        let problem = Self.catalogue.problem(with: settings, prompt: "a fox", references: one.references)
        #expect(problem?.advice == one.advice)
        #expect(problem.map { $0.billed == .no && $0.message.contains(model.name) } ?? true)
    }
}
