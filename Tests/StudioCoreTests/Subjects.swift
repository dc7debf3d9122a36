import FoundationEssentials

@testable import StudioCore

/// The few models these tests talk about.
enum Models {
    static let pro = CatalogueModel(
        id: "gemini-3-pro-image", provider: "google", name: "Nano Banana Pro", aliases: ["nano-banana-pro"],
        family: "gemini-3", sizes: [.oneK, .twoK, .fourK], ratios: [AspectRatio(1, 1), AspectRatio(16, 9)],
        thinkingNote: "it always thinks", maxReferences: 2, outputTable: "gemini-3",
        price: Price(
            date: "2026-11-23", input: 2, textOutput: 12, imageOutput: 120, perImage: ["1K": 0.134, "4K": 0.24],
            searchQuery: 0.014))
    static let resold = CatalogueModel(
        id: "gemini-3-pro-image-preview", provider: "apiyi", name: "Nano Banana Pro", aliases: ["nano-banana-pro"],
        sizes: [.oneK], thinking: [.low, .high])
    static let old = CatalogueModel(
        id: "old-one", provider: "google", name: "Old One", status: .shutdown, replacedBy: "gemini-3-pro-image")
    static let sketch = CatalogueModel(id: "sketch", provider: "sketch", name: "Sketch", maxReferences: 1, isFree: true)

    static let catalogue = Catalogue(
        models: [pro, resold, old, sketch],
        outputPixels: ["gemini-3": ["16:9": ["1K": [1376, 768], "4K": [5504, 3072]], "1:1": ["1K": [1024, 1024]]]])
}

extension TurnSettings {
    static let pro = TurnSettings(model: Models.pro.reference, size: .oneK, aspect: AspectRatio(1, 1))
    static let sketch = TurnSettings(model: Models.sketch.reference)
}

extension Turn {
    static func make(
        _ id: String, under parent: String? = nil, variant: Int = 0, settings: TurnSettings = .pro,
        result: TurnResult? = nil
    ) -> Turn {
        Turn(
            id: TurnID(id), parent: parent.map { TurnID($0) }, parentVariant: variant, prompt: "prompt \(id)",
            settings: settings, startedAt: Date(timeIntervalSince1970: 1_000), result: result)
    }
}

extension ImageAsset {
    static func make(
        _ name: String, role: ImageRole = .final, variant: Int = 0, width: Int = 1024, height: Int = 1024
    ) -> ImageAsset {
        ImageAsset(
            path: "\(name).png", mime: "image/png", width: width, height: height, bytes: 9, sha256: "sha-\(name)",
            role: role, variant: variant)
    }
}

extension TurnResult {
    /// Completed, with one picture for each variant named; a variant named nil failed.
    static func pictures(_ names: String?...) -> TurnResult {
        TurnResult(
            outcome: .completed,
            images: names.enumerated().compactMap { index, name in name.map { .make($0, variant: index) } },
            answers: names.map { name in
                name.map { Answer(parts: [.image(sha256: "sha-\($0)", mime: "image/png", signature: nil)]) }
            },
            cost: Cost(amount: 0.134, basis: .table, pricedOn: "2026-11-23"), elapsedSeconds: 20)
    }

    static func failed(_ failure: TurnFailure) -> TurnResult {
        TurnResult(
            outcome: failure.kind.outcome, cost: Cost(amount: 0, basis: .free), elapsedSeconds: 1, failure: failure)
    }
}

extension TurnFailure {
    static let declined = TurnFailure(
        .contentRejected, message: "I cannot draw that.", advice: "Ask for something else.",
        providerCode: "IMAGE_SAFETY", httpStatus: 200, billed: .no)
    static let interrupted = TurnFailure(
        .interrupted, message: "Easel was closed.", advice: "Retry.", providerCode: "interrupted")
    static let busy = TurnFailure(.overloaded, message: "The model is overloaded.", advice: "Retry in a minute.")
}

extension Leftover {
    /// Ten seconds after its turn began.
    static func make(_ turn: Turn, variant: Int = 0) -> Leftover {
        var turn = turn
        turn.result = nil
        return Leftover(
            intent: RequestIntent(
                session: "foxes", turn: turn, variant: variant, branch: [],
                estimate: Cost(amount: 0.134, basis: .estimate), at: turn.startedAt),
            folder: "/staging/\(turn.id)/\(variant)", changed: turn.startedAt.addingTimeInterval(10))
    }
}

extension SessionTree {
    init(_ turns: Turn...) {
        self.init(name: "foxes", createdAt: Date(timeIntervalSince1970: 0))
        for turn in turns { apply(.turn(turn)) }
    }

    /// The tree as the history draws it; `*` marks the selected turn.
    var drawn: String {
        rows.map { row in
            var line = ""
            for (index, goesOn) in row.rails.enumerated() {
                let isOwn = row.startsBranch && index == row.rails.count - 1
                line += isOwn ? (row.isLastFork ? "╰ " : "├ ") : goesOn ? "│ " : "  "
            }
            return line + row.id.rawValue + (row.id == selected ? "*" : "")
        }.joined(separator: "\n")
    }
}
