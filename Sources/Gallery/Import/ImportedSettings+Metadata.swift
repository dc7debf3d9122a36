package import Pixels

extension ImportedSettings {
    /// What the words in a picture mean, whoever wrote them.
    package init(_ metadata: PictureMetadata) {
        // By what is said most: what ComfyUI writes for others to read (`parameters`) is shorter than its own.
        // A copy of ours has the words of the first program too, and those of others for others to read.
        let found =
            Self.own(metadata) ?? Self.invoke(metadata) ?? Self.comfy(metadata) ?? Self.parameters(metadata)
            ?? ImportedSettings(program: .unknown)
        self = found.bounded
    }

    /// Of a picture of another program that went through here, its own words tell more.
    private static func own(_ metadata: PictureMetadata) -> ImportedSettings? {
        guard let lineage = ExportedLineage(metadata.xmp ?? ""), !lineage.turn.isEmpty else { return nil }
        var found = parameters(metadata) ?? ImportedSettings(program: .easel)
        found.program = .easel
        if !lineage.prompt.isEmpty { found.prompt = lineage.prompt }
        if !lineage.model.isEmpty { found.model = lineage.model }
        return found
    }

    /// The texts of a JPEG or WebP come by other names than those of a PNG.
    private static func parameters(_ metadata: PictureMetadata) -> ImportedSettings? {
        if let text = metadata["parameters"] { return A1111Reader.read(text) }
        guard let text = metadata["UserComment"] ?? metadata["Comment"], A1111Reader.isLikely(text) else { return nil }
        return A1111Reader.read(text)
    }

    private static func comfy(_ metadata: PictureMetadata) -> ImportedSettings? {
        func named(_ name: String) -> ForeignJSON? {
            if let text = metadata[name], let json = ForeignJSON(text) { return json }
            // In EXIF the name stands before the words, in whatever field was free.
            for text in metadata.texts where text.text.hasPrefix("\(name):") {
                if let json = ForeignJSON(String(text.text.dropFirst(name.count + 1))) { return json }
            }
            return nil
        }
        if let prompt = named("prompt"), let graph = ComfyGraph(prompt: prompt) { return graph.settings }
        return named("workflow").flatMap { ComfyGraph(workflow: $0) }?.settings
    }

    private static func invoke(_ metadata: PictureMetadata) -> ImportedSettings? {
        if let json = metadata["invokeai_metadata"].flatMap({ ForeignJSON($0) }) { return InvokeReader.read(json) }
        if let json = metadata["sd-metadata"].flatMap({ ForeignJSON($0) }) { return InvokeReader.readOlder(json) }
        return metadata["Dream"].flatMap { InvokeReader.read(dream: $0) }
    }

    /// All of it still stands in the picture; a sidecar is no place for a megabyte.
    private var bounded: ImportedSettings {
        func cut(_ text: String, _ most: Int) -> String {
            text.utf8.count <= most ? text : String(decoding: text.utf8.prefix(most), as: UTF8.self)
        }
        return ImportedSettings(
            program: program, prompt: cut(prompt, 100_000), negativePrompt: cut(negativePrompt, 100_000),
            model: cut(model, 500), seed: seed,
            settings: settings.prefix(100).map { Setting(cut($0.name, 200), cut($0.value, 4000)) })
    }
}
