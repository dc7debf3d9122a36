import StudioCore

/// Reads one row of a catalogue file.
struct ModelReader {
    /// For messages.
    var file: String
    /// Makes a path that stands in it absolute.
    var resolve: (String) -> String

    /// - Parameter known: the row of that name that was read before, if there is one: what it says, and the new one does
    ///   not, stays true.
    func model(
        _ table: TOML.Table, line: Int, known: (ModelReference) -> CatalogueModel?
    ) -> (CatalogueModel?, [ConfigProblem]) {
        var reader = TableReader(table, named: "model", file: file)
        let id = reader.required("id", line: line)
        let provider = reader.required("provider", line: line)
        let reference = ModelReference(provider: provider ?? "", model: id ?? "")
        var model =
            known(reference) ?? CatalogueModel(id: reference.model, provider: reference.provider, name: id ?? "")
        if let text = reader.string("like") {
            if let other = ModelReference(text).flatMap(known) {
                model = other.alike(id: reference.model, provider: reference.provider)
            } else {
                reader.report("like", "there is no model “\(text)” before this one", accepted: ["provider/id"])
            }
        }
        if let name = reader.string("name") { model.name = name }
        if let aliases = reader.strings("aliases") { model.aliases = aliases }
        let statuses = CatalogueModel.Status.allCases
        if let status = reader.choice("status", statuses.map(\.rawValue), { CatalogueModel.Status(rawValue: $0) }) {
            model.status = status
        }
        if let day = Self.day("since", &reader) { model.since = day }
        if let day = Self.day("shutdown_date", &reader) { model.shutdownDate = day }
        if let id = reader.string("replaced_by") { model.replacedBy = id }
        abilities(&reader, of: &model)
        if let isFree = reader.boolean("free") { model.isFree = isFree }
        if let seconds = reader.numbers("latency_seconds") { model.latencySeconds = seconds }
        if let source = reader.string("latency_source") { model.latencySource = source }
        if let note = reader.string("note") { model.note = note }
        if let source = reader.string("source") { model.source = source }
        if let table = reader.table("price") {
            let (price, problems) = price(table, line: line)
            reader.add(problems)
            model.price = price
        }
        if let table = reader.table("wire") {
            let (wire, problems) = WireReader(file: file, name: "model.wire", resolve: resolve).profile(table)
            reader.add(problems)
            model.wire = wire.over(model.wire)
        }
        let problems = reader.finish()
        return (id == nil || provider == nil ? nil : model, problems)
    }

    /// What a model can do: the part of a row that is true of it wherever it is offered.
    func abilities(_ reader: inout TableReader, of model: inout CatalogueModel) {
        if let family = reader.string("family") { model.family = family }
        if let sizes = reader.choices("sizes", ImageSize.allCases.map(\.rawValue), { ImageSize(rawValue: $0) }) {
            model.sizes = sizes
        }
        if let ratios = reader.choices("ratios", ["W:H"], { AspectRatio($0) }) { model.ratios = ratios }
        let levels = ThinkingLevel.allCases.map(\.rawValue)
        if let thinking = reader.choices("thinking", levels, { ThinkingLevel(rawValue: $0) }) {
            model.thinking = thinking
        }
        if let note = reader.string("thinking_note") { model.thinkingNote = note }
        if let count = Self.count("max_references", &reader) { model.maxReferences = count }
        if let bytes = Self.count("max_reference_bytes", &reader) { model.maxReferenceBytes = bytes }
        if let characters = Self.count("max_prompt", &reader) { model.maxPrompt = characters }
        if let takesSeed = reader.boolean("takes_seed") { model.takesSeed = takesSeed }
        if let takesMask = reader.boolean("takes_mask") { model.takesMask = takesMask }
        if let grounding = reader.boolean("grounding") { model.grounding = grounding }
        if let streams = reader.boolean("streams") { model.streams = streams }
        if let table = reader.string("output_table") { model.outputTable = table.isEmpty ? nil : table }
    }

    private func price(_ table: TOML.Table, line: Int) -> (Price?, [ConfigProblem]) {
        var reader = TableReader(table, named: "model.price", file: file)
        let hasDate = table.members["date"] != nil
        let date = hasDate ? Self.day("date", &reader) : reader.required("date", line: line)
        var price = Price(date: date ?? "")
        price.source = reader.string("source")
        price.input = Self.sum("input", &reader) ?? 0
        price.imageInput = Self.sum("image_input", &reader)
        price.textOutput = Self.sum("text_output", &reader) ?? 0
        price.imageOutput = Self.sum("image_output", &reader) ?? 0
        price.perImage = reader.numbers("per_image") ?? [:]
        for (size, amount) in price.perImage where amount < 0 {
            reader.report("per_image", "\(amount) for \(size) is no sum", accepted: ["0 or more, in USD"])
            price.perImage[size] = nil
        }
        price.perReference = Self.sum("per_reference", &reader) ?? 0
        price.searchQuery = Self.sum("search_query", &reader) ?? 0
        price.billsRefusals = reader.boolean("bills_refusals") ?? false
        let problems = reader.finish()
        return (date == nil ? nil : price, problems)
    }

    private static func sum(_ key: String, _ reader: inout TableReader) -> Double? {
        guard let amount = reader.number(key) else { return nil }
        if amount >= 0 { return amount }
        reader.report(key, "\(amount) is no sum", accepted: ["0 or more, in USD"])
        return nil
    }

    private static func count(_ key: String, _ reader: inout TableReader) -> Int? {
        guard let count = reader.integer(key) else { return nil }
        if count >= 0 { return count }
        reader.report(key, "\(count) is no number of anything", accepted: ["0 or more"])
        return nil
    }

    /// A day as text: `2026-11-23`.
    private static func day(_ key: String, _ reader: inout TableReader) -> String? {
        guard let text = reader.string(key) else { return nil }
        if isDay(text) { return text }
        reader.report(key, "“\(text)” is no day", accepted: ["YYYY-MM-DD"])
        return nil
    }

    static func isDay(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 10
            && bytes.indices.allSatisfy { index in
                index == 4 || index == 7 ? bytes[index] == UInt8(ascii: "-") : (0x30...0x39).contains(bytes[index])
            }
    }
}
