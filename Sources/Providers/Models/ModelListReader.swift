import StudioCore

/// Reads a list of models, whoever wrote it: Google's, OpenAI's and all that copy it, OpenRouter's, ComfyUI's. The shape is
/// recognised, not believed from the address.
///
/// Sources: ai.google.dev/api/models, openai 3.54.0, openrouter 1.3.84 (`ImageModelListItem`), ComfyUI's `nodes.py`.
struct ModelListReader {
    /// One answer of perhaps several.
    struct Page: Hashable, Sendable {
        var models: [ListedModel] = []
        /// Entries whose names nothing can be done with.
        var unusable = 0
        /// What the next page is asked for with; nil: this is the last.
        var next: String?
        /// More was there than is read.
        var isCut = false
    }

    /// Entries that are looked at, in one page.
    static let mostEntries = 10_000

    var endpoint: Endpoint
    var dialect: Dialect

    /// An answer as one document. A bare array would be taken apart, as Google's streams are: it is put where OpenAI has it.
    static func document(_ text: String) -> JSONValue? {
        let isArray = text.unicodeScalars.first { !$0.properties.isWhitespace } == "["
        return JSONValue.parse(isArray ? #"{"data":\#(text)}"# : text)
    }

    /// What is complained of in place of a list.
    static func complaint(_ document: JSONValue) -> JSONValue? {
        document["error"] ?? document["data"]?.array.first?["error"]
    }

    /// - Returns: nil when it is no list of models.
    func page(_ document: JSONValue) -> Page? {
        if let node = document["CheckpointLoaderSimple"] { return checkpoints(node) }
        guard let list = document["data"] ?? document["models"], case .array(let entries) = list else {
            // `{}` is what Google says of a key for which there is nothing.
            return document == .object([]) && dialect == .gemini ? Page() : nil
        }
        guard Self.complaint(document) == nil else { return nil }
        var page = Page()
        page.isCut = entries.count > Self.mostEntries || document["has_more"]?.bool == true
        for entry in entries.prefix(Self.mostEntries) { add(entry, to: &page) }
        guard entries.isEmpty || page.models.count + page.unusable > 0 else { return nil }
        page.next = document["nextPageToken", "next_page_token"]?.string.flatMap { token in
            token.isEmpty || token.utf8.count > 4096 ? nil : token
        }
        return page
    }

    private func add(_ entry: JSONValue, to page: inout Page) {
        let id = entry.string ?? entry["id", "name", "model"]?.string
        guard var id else { return }
        if id.hasPrefix("models/") { id.removeFirst("models/".count) }
        guard ModelName.isUsable(id, in: dialect), endpoint.redact(id) == id else {
            page.unusable += 1
            return
        }
        var model = ListedModel(id: id)
        model.name = entry["displayName", "display_name"]?.string ?? (entry["id"] == nil ? nil : entry["name"]?.string)
        model.name = model.name.map { Shown.word(endpoint.redact($0)) }
        if model.name?.isEmpty == true || model.name == id { model.name = nil }
        model.methods = entry["supportedGenerationMethods", "supported_generation_methods"].map(Self.words)
        model.outputs = entry["architecture"]?["output_modalities"].map(Self.words)
        if let mode = entry["mode"]?.string { model.outputs = Self.outputs(ofMode: mode) ?? model.outputs }
        if let parameters = entry["supported_parameters"] {
            model.sizes = Self.choices(parameters["resolution"])
            model.ratios = Self.choices(parameters["aspect_ratio"])
        }
        page.models.append(model)
    }

    /// LiteLLM's word for what a model is asked for; nil where that may be a picture among other things.
    private static func outputs(ofMode mode: String) -> [String]? {
        if mode.hasPrefix("image") { return ["image"] }
        let others = ["embedding", "audio", "video", "rerank", "moderation", "ocr", "search", "realtime"]
        return others.contains { mode.hasPrefix($0) } ? [] : nil
    }

    /// `{"type": "enum", "values": […]}`.
    private static func choices(_ parameter: JSONValue?) -> [String]? {
        guard let values = parameter?["values"] else { return nil }
        let words = words(values)
        return words.isEmpty ? nil : words
    }

    /// A few short words.
    private static func words(_ value: JSONValue) -> [String] {
        value.array.prefix(64).compactMap { $0.string.flatMap { $0.utf8.count <= 64 ? $0 : nil } }
    }

    /// Names of files: `input.required.ckpt_name` is `[[…], …]`, or `["COMBO", {"options": […]}]` in newer versions.
    private func checkpoints(_ node: JSONValue) -> Page? {
        guard let choice = node["input"]?["required"]?["ckpt_name"]?.array, let first = choice.first else { return nil }
        var names = first.array
        if names.isEmpty, choice.count > 1 { names = choice[1]["options"]?.array ?? [] }
        var page = Page(isCut: names.count > Self.mostEntries)
        for name in names.prefix(Self.mostEntries) {
            guard let name = name.string else { continue }
            if ModelName.isUsable(name, in: .comfyui), endpoint.redact(name) == name {
                page.models.append(ListedModel(id: name, outputs: ["image"]))
            } else {
                page.unusable += 1
            }
        }
        return page
    }
}
