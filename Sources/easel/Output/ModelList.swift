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
                String(model.ratios.count), price(model), remarks(model),
            ])
        }
        var lines = Columns.lines(rows)
        let gone = models.filter { $0.status == .shutdown }
        if !gone.isEmpty {
            lines += ["", "Shut down:"]
            lines += Columns.lines(
                gone.map { model in
                    [
                        " ", model.reference.description, model.shutdownDate ?? "",
                        model.replacedBy.map { "use \($0)" } ?? "",
                    ]
                })
        }
        lines += ["", "* default  + ready  (others need a key: “easel doctor”)"]
        return lines.map(Console.safe)
    }

    static func json(_ model: CatalogueModel, _ catalogue: Catalogue, isReady: Bool, isDefault: Bool) -> JSON {
        .object([
            "model": .string(model.reference.description), "provider": .string(model.provider), "id": .string(model.id),
            "name": .string(model.name), "aliases": .array(model.aliases.map { .string($0) }),
            "status": .string(model.status.rawValue), "since": .string(model.since),
            "shutdown_date": .string(model.shutdownDate), "replaced_by": .string(model.replacedBy),
            "ready": .bool(isReady), "default": .bool(isDefault),
            "listed": listed(model), "listed_on": .string(model.listing.map(day)),
            "sizes": .array(model.sizes.map { .string($0.rawValue) }),
            "ratios": .array(model.ratios.map { .string($0.description) }),
            "thinking": .array(model.thinking.map { .string($0.rawValue) }),
            "thinking_note": .string(model.thinkingNote), "max_references": .int(model.maxReferences),
            "max_reference_bytes": .int(model.maxReferenceBytes), "max_prompt": .int(model.maxPrompt),
            "takes_seed": .bool(model.takesSeed), "takes_mask": .bool(model.takesMask),
            "grounding": .bool(model.grounding), "streams": .bool(model.streams), "free": .bool(model.isFree),
            "price": model.price.map(json) ?? .null, "output_pixels": pixels(model, catalogue),
            "latency_seconds": numbers(model.latencySeconds), "latency_source": .string(model.latencySource),
            "note": .string(model.note), "source": .string(model.source), "unknown": .bool(model.isUnknown),
        ])
    }

    private static func json(_ price: Price) -> JSON {
        .object([
            "currency": .string("USD"), "date": .string(price.date), "source": .string(price.source),
            "input": .number(price.input), "image_input": price.imageInput.map { .number($0) } ?? .null,
            "text_output": .number(price.textOutput), "image_output": .number(price.imageOutput),
            "per_image": numbers(price.perImage), "per_reference": .number(price.perReference),
            "search_query": .number(price.searchQuery), "bills_refusals": .bool(price.billsRefusals),
        ])
    }

    /// Ratio → size → `[width, height]`, with what the table is of.
    private static func pixels(_ model: CatalogueModel, _ catalogue: Catalogue) -> JSON {
        guard let name = model.outputTable, let table = catalogue.outputPixels[name] else { return .null }
        let order = ImageSize.allCases.map(\.rawValue)
        let rows = model.ratios.compactMap { ratio -> JSON.Member? in
            guard let sizes = table[ratio.description] else { return nil }
            let members = order.compactMap { size in
                sizes[size].map { JSON.Member(key: size, value: .array($0.map { .int($0) })) }
            }
            return JSON.Member(key: ratio.description, value: .object(members))
        }
        return .object([
            "table": .string(name), "source": .string(catalogue.outputSources[name]), "ratios": .object(rows),
        ])
    }

    private static func numbers(_ numbers: [String: Double]) -> JSON {
        let order = ImageSize.allCases.map(\.rawValue)
        let rank = { (key: String) in order.firstIndex(of: key) ?? order.count }
        return .object(
            numbers.sorted { (rank($0.key), $0.key) < (rank($1.key), $1.key) }
                .map { JSON.Member(key: $0.key, value: .number($0.value)) })
    }

    private static func remarks(_ model: CatalogueModel) -> String {
        var remarks = model.status == .stable ? [] : [model.status.rawValue]
        if case .missing(let day) = model.listing { remarks.append("not in \(model.provider)'s list of \(day)") }
        if let day = model.shutdownDate { remarks.append("to be shut down on \(day)") }
        if let note = model.note { remarks.append(note) }
        return remarks.joined(separator: "; ")
    }

    private static func listed(_ model: CatalogueModel) -> JSON {
        model.listing.map { .bool(!$0.isMissing) } ?? .null
    }

    private static func day(_ listing: CatalogueModel.Listing) -> String {
        switch listing {
        case .listed(let day), .missing(let day): day
        }
    }

    /// In the order of the sizes; one sum where the size makes no difference.
    private static func price(_ model: CatalogueModel) -> String {
        if model.isFree { return "free" }
        guard let price = model.price else { return "unknown" }
        if let any = price.perImage["any"] { return Money.text(any) }
        return model.sizes.map { price.perImage[$0.rawValue].map(Money.text) ?? "–" }.joined(separator: " ")
    }
}
