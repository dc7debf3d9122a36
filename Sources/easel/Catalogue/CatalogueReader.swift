import StudioCore

/// Reads a catalogue file: the shipped one and the person's own go through the same strict door.
struct CatalogueReader {
    /// For messages.
    var file: String

    func catalogue(_ top: TOML.Table) -> (catalogue: Catalogue, problems: [ConfigProblem]) {
        var reader = TableReader(top, named: "", file: file)
        var catalogue = Catalogue(models: [])
        if let version = reader.integer("version") {
            if version > Catalogue.currentVersion {
                reader.report("version", "this file is of a newer Easel", accepted: ["\(Catalogue.currentVersion)"])
                return (catalogue, reader.problems)
            }
            catalogue.version = version
        }
        for (table, line) in reader.tables("model") ?? [] {
            let (model, problems) = model(table, line: line)
            reader.add(problems)
            if let model { catalogue.models.append(model) }
        }
        if let tables = reader.table("output_pixels") {
            for (name, value) in tables.members {
                let (pixels, problems) = pixels(value, named: name)
                reader.add(problems)
                catalogue.outputPixels[name] = pixels
            }
        }
        return (catalogue, reader.finish())
    }

    private func model(_ table: TOML.Table, line: Int) -> (CatalogueModel?, [ConfigProblem]) {
        var reader = TableReader(table, named: "model", file: file)
        let id = reader.required("id", line: line)
        let provider = reader.required("provider", line: line)
        let name = reader.string("name")
        var model = CatalogueModel(id: id ?? "", provider: provider ?? "", name: name ?? id ?? "")
        model.aliases = reader.strings("aliases") ?? []
        let statuses: [CatalogueModel.Status] = [.stable, .preview, .deprecated, .shutdown]
        model.status =
            reader.choice("status", statuses.map(\.rawValue)) { CatalogueModel.Status(rawValue: $0) } ?? .stable
        model.replacedBy = reader.string("replaced_by")
        model.family = reader.string("family") ?? ""
        model.sizes = reader.choices("sizes", ImageSize.allCases.map(\.rawValue)) { ImageSize(rawValue: $0) } ?? []
        model.ratios = reader.choices("ratios", ["W:H"]) { AspectRatio($0) } ?? []
        model.thinking =
            reader.choices("thinking", ThinkingLevel.allCases.map(\.rawValue)) { ThinkingLevel(rawValue: $0) } ?? []
        model.thinkingNote = reader.string("thinking_note")
        model.maxReferences = reader.integer("max_references") ?? 0
        model.takesSeed = reader.boolean("takes_seed") ?? false
        model.outputTable = reader.string("output_table")
        model.latencySeconds = reader.numbers("latency_seconds") ?? [:]
        model.note = reader.string("note")
        model.source = reader.string("source")
        if let table = reader.table("price") {
            let (price, problems) = price(table, line: line)
            reader.add(problems)
            model.price = price
        }
        let problems = reader.finish()
        return (id == nil || provider == nil ? nil : model, problems)
    }

    private func price(_ table: TOML.Table, line: Int) -> (Price?, [ConfigProblem]) {
        var reader = TableReader(table, named: "model.price", file: file)
        let date = reader.required("date", line: line)
        var price = Price(date: date ?? "")
        price.input = reader.number("input") ?? 0
        price.textOutput = reader.number("text_output") ?? 0
        price.imageOutput = reader.number("image_output") ?? 0
        price.perImage = reader.numbers("per_image") ?? [:]
        price.searchQuery = reader.number("search_query") ?? 0
        let problems = reader.finish()
        return (date == nil ? nil : price, problems)
    }

    private func pixels(
        _ value: TOML, named name: String
    ) -> ([String: [String: [Int]]], [ConfigProblem]) {
        var pixels: [String: [String: [Int]]] = [:]
        var problems: [ConfigProblem] = []
        func members(_ value: TOML) -> [String: TOML] {
            if case .table(let table) = value.value { return table.members }
            problems.append(
                ConfigProblem(file: file, line: value.line, message: "output_pixels.\(name) must be a table"))
            return [:]
        }
        for (ratio, sizes) in members(value) {
            for (size, sides) in members(sizes) {
                guard case .array(let pair) = sides.value, pair.count == 2, case .integer(let width) = pair[0].value,
                    case .integer(let height) = pair[1].value, width > 0, height > 0
                else {
                    problems.append(
                        ConfigProblem(
                            file: file, line: sides.line, message: "output_pixels.\(name).\(ratio).\(size) is no size",
                            accepted: ["[width, height] in pixels"]))
                    continue
                }
                pixels[ratio, default: [:]][size] = [width, height]
            }
        }
        return (pixels, problems)
    }
}
