import StudioCore

/// What `--dry-run` prints: the request as it would be made, and its estimated price.
struct DryRun {
    var session: String
    var parent: TurnID?
    var prompt: String
    var settings: TurnSettings
    var references: [String]
    var model: CatalogueModel
    /// What the model is known to deliver.
    var pixels: (width: Int, height: Int)?

    /// Pictures that go along: `references`, and the one that is edited.
    var picturesSent: Int { references.count + (parent == nil ? 0 : 1) }

    var estimate: Cost {
        model.estimate(images: settings.count, size: settings.size, references: picturesSent)
    }

    var json: JSON {
        .object([
            "dry_run": .bool(true), "session": .string(session), "parent": .string(parent?.rawValue),
            "provider": .string(model.provider), "model": .string(model.id), "prompt": .string(prompt),
            "references": .array(references.map { .string($0) }), "requested": .requested(settings),
            "thinking": .string(settings.thinking?.rawValue), "seed": .int(settings.seed),
            "region": settings.region.map { .array([.int($0.x), .int($0.y), .int($0.width), .int($0.height)]) }
                ?? .null,
            "pixels": pixels.map { .array([.int($0.width), .int($0.height)]) } ?? .null, "cost": .cost(estimate),
        ])
    }

    var lines: [String] {
        var rows = [
            ["model", "\(model.reference)"], ["session", session], ["prompt", prompt],
            ["size", settings.size?.rawValue ?? "the model's own"], ["aspect", settings.aspect?.description ?? "auto"],
            ["count", "\(settings.count)"],
        ]
        if let parent { rows.append(["parent", parent.rawValue]) }
        if let pixels { rows.append(["pixels", "\(pixels.width)×\(pixels.height)"]) }
        if let thinking = settings.thinking { rows.append(["thinking", thinking.rawValue]) }
        if let seed = settings.seed { rows.append(["seed", "\(seed)"]) }
        if let region = settings.region {
            rows.append(["region", "\(region.x),\(region.y),\(region.width),\(region.height)"])
        }
        rows += references.map { ["reference", $0] }
        rows.append(["cost", Money.text(estimate)])
        return rows.map { $0[0] + ":" + String(repeating: " ", count: 11 - $0[0].count) + $0[1] }
            + ["Nothing was sent."]
    }
}
