import FoundationEssentials
import Screen
import StudioCore

@testable import StudioUI

/// The few models, turns and states these tests talk about.
enum Models {
    static let pro = CatalogueModel(
        id: "gemini-3-pro-image", provider: "google", name: "Nano Banana Pro", aliases: ["nano-banana-pro"],
        sizes: [.oneK, .twoK, .fourK], ratios: [AspectRatio(1, 1), AspectRatio(16, 9), AspectRatio(9, 16)],
        thinkingNote: "it always thinks", maxReferences: 14, takesSeed: true, outputTable: "gemini-3",
        price: Price(date: "2026-11-23", imageOutput: 120, perImage: ["1K": 0.134, "2K": 0.134, "4K": 0.24]),
        latencySeconds: ["1K": 22, "2K": 69], note: "the strongest at text in pictures")
    static let flash = CatalogueModel(
        id: "gemini-2.5-flash-image", provider: "google", name: "Nano Banana", aliases: ["nano-banana"],
        ratios: [AspectRatio(1, 1), AspectRatio(16, 9)], thinkingNote: "it does not think", maxReferences: 3,
        price: Price(date: "2026-11-23", imageOutput: 30, perImage: ["any": 0.039]), latencySeconds: ["any": 8])
    static let gpt = CatalogueModel(
        id: "gpt-image-2", provider: "openai", name: "GPT Image 2", sizes: [.oneK], ratios: [AspectRatio(1, 1)],
        thinking: [.low, .high], maxReferences: 16)
    static let sketch = CatalogueModel(
        id: "sketch", provider: "sketch", name: "Sketch", sizes: [.half, .oneK, .twoK, .fourK],
        ratios: [AspectRatio(1, 1), AspectRatio(3, 2), AspectRatio(16, 9)], thinkingNote: "it does not think",
        maxReferences: 1, takesSeed: true, isFree: true, latencySeconds: ["any": 2.5], note: "offline, not AI")

    static let catalogue = Catalogue(
        models: [pro, flash, gpt, sketch],
        outputPixels: ["gemini-3": ["16:9": ["1K": [1376, 768], "2K": [2752, 1536], "4K": [5504, 3072]]]])

    static let choices = [
        ModelChoice(model: pro), ModelChoice(model: flash),
        ModelChoice(model: gpt, disabledReason: "no key: set OPENAI_API_KEY"), ModelChoice(model: sketch),
    ]
}

enum Time {
    static let start = Date(timeIntervalSince1970: 1_795_000_000)
}

extension TurnSettings {
    static let pro = TurnSettings(model: Models.pro.reference, size: .oneK, aspect: AspectRatio(16, 9))
    static let sketch = TurnSettings(model: Models.sketch.reference, size: .oneK)
}

extension Turn {
    static func make(
        _ id: String, _ prompt: String = "a fox", under parent: String? = nil, settings: TurnSettings = .pro,
        result: TurnResult? = .pictures(1)
    ) -> Turn {
        var turn = Turn(
            id: TurnID(id), parent: parent.map { TurnID($0) }, prompt: prompt, settings: settings,
            startedAt: Time.start, result: result)
        let pictures = turn.finals.map { image in
            var image = image
            image.path = "2026-11-23/143502-\(id)-\(image.variant).png"
            return image
        }
        turn.result?.images = pictures
        return turn
    }
}

extension TurnResult {
    static func pictures(_ count: Int, cost: Double = 0.134) -> TurnResult {
        TurnResult(
            outcome: .completed,
            images: (0..<count).map {
                ImageAsset(
                    path: "\($0).png", mime: "image/png", width: 1376, height: 768, bytes: 1_840_000, sha256: "\($0)",
                    role: .final, variant: $0)
            },
            answers: Array(repeating: Answer(parts: []), count: count),
            usage: Usage(promptTokens: 10, imageTokens: 1120, totalTokens: 1130),
            cost: Cost(amount: cost, basis: .tokens, pricedOn: "2026-11-23"), elapsedSeconds: 18.2, finishReason: "STOP"
        )
    }

    static let declined = TurnResult(
        outcome: .rejected,
        answers: [
            Answer(parts: [
                .text("I cannot put a real politician into that scene. I could draw a fictional one.", signature: nil)
            ])
        ], cost: Cost(amount: 0, basis: .free), elapsedSeconds: 4.1, finishReason: "IMAGE_SAFETY",
        failure: TurnFailure(
            .contentRejected, message: "The picture was filtered out by the provider's safety filter.",
            advice: "Describe a fictional person instead of a real one, or another scene.",
            providerCode: "IMAGE_SAFETY",
            httpStatus: 200, billed: .no))

    static let broken = TurnResult(
        outcome: .failed, cost: Cost(amount: 0, basis: .unknown), elapsedSeconds: 61,
        failure: TurnFailure(
            .network, message: "No route to the provider.", advice: "Check the network.", billed: .unknown))
}

extension StudioState {
    /// A session of these turns; without turns the empty page of a new session.
    static func make(
        _ turns: [Turn] = [], size: Size = Size(width: 80, height: 24), settings: TurnSettings = .pro,
        keymap: Keymap = Keymap()
    ) -> StudioState {
        var tree = SessionTree(name: turns.isEmpty ? "" : "fox-poster", createdAt: Time.start)
        for turn in turns { tree.apply(.turn(turn)) }
        var state = StudioState(
            size: size, tree: tree, isNamed: !turns.isEmpty,
            settings: SettingsState(catalogue: Models.catalogue, choices: Models.choices, current: settings),
            keymap: keymap, themes: ["dusk", "paper", "mono"], themeName: "dusk", now: Time.start)
        state.spend.today = 0.67
        for turn in turns where turn.result == nil { state.running[turn.id] = TurnProgress(count: turn.settings.count) }
        return state
    }
}

/// A person at the keyboard: the state, and all the work that was asked for so far.
struct Person {
    var state: StudioState
    private(set) var asked: [Effect] = []

    init(_ state: StudioState) { self.state = state }

    /// Presses keys as the key file writes them: `tab g g ctrl-p`.
    mutating func press(_ keys: String) {
        for chord in KeyChord.sequence(keys) ?? [] { tell(.input(.key(chord))) }
    }

    mutating func type(_ text: String) {
        for character in text { tell(.input(.key(KeyChord(.character(character))))) }
    }

    mutating func tell(_ action: Action) { asked += reduce(&state, action) }

    /// Presses, and says what that asked for.
    mutating func effects(of keys: String) -> [Effect] {
        let before = asked.count
        press(keys)
        return Array(asked[before...])
    }

    /// The drafts that were submitted.
    var drafts: [TurnDraft] {
        asked.compactMap { effect in
            if case .submit(let draft) = effect { draft } else { nil }
        }
    }

    var selected: String? { state.tree.selected?.rawValue }
    var notice: String? { state.notice?.text }
}
