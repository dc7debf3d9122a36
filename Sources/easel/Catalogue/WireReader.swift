import StudioCore

/// Reads how something is spoken to: `[model.wire]` of a catalogue, `[providers.NAME.wire]` of a configuration.
struct WireReader {
    /// For messages.
    var file: String
    var name: String
    /// Makes a path that stands in it absolute.
    var resolve: (String) -> String = { $0 }

    func profile(_ table: TOML.Table) -> (WireProfile, [ConfigProblem]) {
        var reader = TableReader(table, named: name, file: file)
        var wire = WireProfile()
        wire.dialect = reader.choice("dialect", Dialect.inFiles.map(\.rawValue)) { text in
            Dialect.inFiles.first { $0.rawValue == text }
        }
        wire.sizeStyle = Self.choice("size_style", &reader)
        wire.references = Self.choice("references", &reader)
        wire.history = Self.choice("history", &reader)
        wire.streams = reader.boolean("stream")
        wire.partialImages = reader.integer("partial_images")
        if let count = wire.partialImages, !(0...3).contains(count) {
            reader.report("partial_images", "\(count) interim pictures cannot be asked for", accepted: ["0 to 3"])
            wire.partialImages = nil
        }
        wire.responseFormat = reader.choice("response_format", ["b64_json", "url"]) {
            ["b64_json", "url"].contains($0) ? $0 : nil
        }
        wire.modalities = reader.strings("modalities")
        wire.path = Self.path("path", &reader)
        wire.editPath = Self.path("edit_path", &reader)
        wire.listPath = Self.path("list_path", &reader)
        wire.workflow = workflow(&reader)
        if let extra = reader.table("extra") {
            for (key, value) in extra.members {
                if let plain = Self.plain(value.value) {
                    wire.extra[key] = plain
                } else {
                    reader.add([
                        ConfigProblem(
                            file: file, line: value.line, message: "\(name).extra.\(key) must be a plain value",
                            accepted: ["a string", "a number", "true or false"])
                    ])
                }
            }
        }
        return (wire, reader.finish())
    }

    private static func choice<T: RawRepresentable & CaseIterable>(_ key: String, _ reader: inout TableReader) -> T?
    where T.RawValue == String {
        reader.choice(key, T.allCases.map(\.rawValue)) { T(rawValue: $0) }
    }

    private func workflow(_ reader: inout TableReader) -> String? {
        guard let path = reader.string("workflow") else { return nil }
        if path.isEmpty {
            reader.report("workflow", "\(name).workflow is empty", accepted: ["a workflow saved with “Export (API)”"])
            return nil
        }
        return resolve(path)
    }

    /// Below the base address: no host, nothing that leads elsewhere.
    private static func path(_ key: String, _ reader: inout TableReader) -> String? {
        guard let path = reader.string(key) else { return nil }
        let isPath = path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        if path.hasPrefix("/"), !path.hasPrefix("//"), isPath { return path }
        reader.report(key, "“\(path)” is no path", accepted: ["/v1/images/generations"])
        return nil
    }

    private static func plain(_ value: TOML.Value) -> WireValue? {
        switch value {
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        case .float(let number) where number.isFinite: .number(number)
        case .boolean(let flag): .boolean(flag)
        default: nil
        }
    }
}
