import StudioCore

/// The catalogue as `easel models` prints it.
enum ModelList {
    static func lines(_ models: [CatalogueModel], ready: Set<String>, standard: ModelReference) -> [String] {
        var rows: [[String]] = [["", "MODEL", "NAME", "ALIASES", "SIZES", "RATIOS", "USD A PICTURE", ""]]
        for model in models where model.status != .shutdown {
            let mark = model.reference == standard ? "*" : ready.contains(model.provider) ? "+" : " "
            rows.append([
                mark, model.reference.description, model.name, model.aliases.joined(separator: " "),
                model.sizes.isEmpty ? "–" : model.sizes.map(\.rawValue).joined(separator: " "),
                String(model.ratios.count), price(model),
                [model.status == .stable ? nil : model.status.rawValue, model.note].compactMap(\.self)
                    .joined(separator: "; "),
            ])
        }
        var lines = Columns.lines(rows)
        let gone = models.filter { $0.status == .shutdown }
        if !gone.isEmpty {
            lines += ["", "Shut down:"]
            lines += Columns.lines(
                gone.map { [" ", $0.reference.description, $0.replacedBy.map { "use \($0)" } ?? ""] })
        }
        lines += ["", "* default  + ready  (others need a key: “easel doctor”)"]
        return lines.map(Console.safe)
    }

    static func json(_ model: CatalogueModel, isReady: Bool, isDefault: Bool) -> JSON {
        .object([
            "model": .string(model.reference.description), "provider": .string(model.provider), "id": .string(model.id),
            "name": .string(model.name), "aliases": .array(model.aliases.map { .string($0) }),
            "status": .string(model.status.rawValue), "replaced_by": .string(model.replacedBy),
            "ready": .bool(isReady), "default": .bool(isDefault),
            "sizes": .array(model.sizes.map { .string($0.rawValue) }),
            "ratios": .array(model.ratios.map { .string($0.description) }),
            "thinking": .array(model.thinking.map { .string($0.rawValue) }),
            "thinking_note": .string(model.thinkingNote), "max_references": .int(model.maxReferences),
            "takes_seed": .bool(model.takesSeed), "price": model.price.map(json) ?? .null,
            "latency_seconds": numbers(model.latencySeconds), "note": .string(model.note),
            "source": .string(model.source),
        ])
    }

    private static func json(_ price: Price) -> JSON {
        .object([
            "currency": .string("USD"), "date": .string(price.date), "input": .number(price.input),
            "text_output": .number(price.textOutput), "image_output": .number(price.imageOutput),
            "per_image": numbers(price.perImage), "search_query": .number(price.searchQuery),
        ])
    }

    private static func numbers(_ numbers: [String: Double]) -> JSON {
        let order = ImageSize.allCases.map(\.rawValue)
        let rank = { (key: String) in order.firstIndex(of: key) ?? order.count }
        return .object(
            numbers.sorted { (rank($0.key), $0.key) < (rank($1.key), $1.key) }
                .map { JSON.Member(key: $0.key, value: .number($0.value)) })
    }

    private static func price(_ model: CatalogueModel) -> String {
        if model.provider == "sketch" { return "free" }
        guard let price = model.price else { return "unknown" }
        let sizes = model.sizes.isEmpty ? ["any"] : model.sizes.map(\.rawValue)
        return sizes.map { price.perImage[$0].map(Money.text) ?? "–" }.joined(separator: " ")
    }
}
