import StudioCore

/// Reads a catalogue file: the shipped one and the person's own go through the same strict door.
struct CatalogueReader {
    /// For messages.
    var file: String
    /// Makes a path that stands in it absolute.
    var resolve: (String) -> String = { $0 }
    /// What the file is laid over: its rows need only say what is different.
    var base = Catalogue(models: [])

    /// - Returns: what the file itself holds, every row whole.
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
        let rows = ModelReader(file: file, resolve: resolve)
        for (table, line) in reader.tables("model") ?? [] {
            let (model, problems) = rows.model(table, line: line) { reference in
                catalogue[reference] ?? base[reference]
            }
            reader.add(problems)
            if let model { catalogue.models.append(model) }
        }
        if let tables = reader.table("unknown") {
            for (name, value) in tables.members {
                let (facts, problems) = facts(value, of: name, rows)
                reader.add(problems)
                if let dialect = Dialect(rawValue: name) { catalogue.unknown[dialect] = facts }
            }
        }
        if let tables = reader.table("output_pixels") {
            for (name, value) in tables.members {
                let (pixels, problems) = pixels(value, named: name)
                reader.add(problems)
                catalogue.outputPixels[name] = pixels
            }
        }
        if let table = reader.table("output_sources") {
            for (name, value) in table.members {
                if case .string(let text) = value.value { catalogue.outputSources[name] = text }
            }
        }
        return (catalogue, reader.finish())
    }

    /// `[unknown.DIALECT]`: what can be asked of a model nothing is known of.
    private func facts(
        _ value: TOML, of name: String, _ rows: ModelReader
    ) -> (CatalogueModel?, [ConfigProblem]) {
        guard case .table(let table) = value.value, Dialect.inFiles.contains(where: { $0.rawValue == name }) else {
            return (
                nil,
                [
                    ConfigProblem(
                        file: file, line: value.line, message: "unknown.\(name) is no table of a dialect",
                        accepted: Dialect.inFiles.map(\.rawValue))
                ]
            )
        }
        var reader = TableReader(table, named: "unknown.\(name)", file: file)
        var model = CatalogueModel(id: "", provider: "", name: "")
        rows.abilities(&reader, of: &model)
        return (model, reader.finish())
    }

    private func pixels(
        _ value: TOML, named name: String
    ) -> ([String: [String: [Int]]], [ConfigProblem]) {
        var pixels: [String: [String: [Int]]] = [:]
        var problems: [ConfigProblem] = []
        func members(_ value: TOML) -> [(key: String, value: TOML)] {
            if case .table(let table) = value.value { return table.members.map { ($0.key, $0.value) } }
            problems.append(
                ConfigProblem(file: file, line: value.line, message: "output_pixels.\(name) must be a table"))
            return []
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
