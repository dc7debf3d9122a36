/// The `parameters` of Stable Diffusion WebUI, which Forge, SD.Next, Civitai and others write too: the prompt, a line
/// that begins with “Negative prompt:”, and a last line of `Name: value` pairs.
enum A1111Reader {
    private static let negative = "Negative prompt:"

    static func read(_ text: String) -> ImportedSettings {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        var pairs: [ImportedSettings.Setting] = []
        if let last = lines.last, let found = settings(last) {
            pairs = found
            lines.removeLast()
        }
        let start = lines.firstIndex { $0.hasPrefix(negative) } ?? lines.endIndex
        var result = ImportedSettings(program: .a1111, prompt: trimmed(lines[..<start].joined(separator: "\n")))
        if start < lines.endIndex {
            let words = [String(lines[start].dropFirst(negative.count))] + lines[(start + 1)...]
            result.negativePrompt = trimmed(words.joined(separator: "\n"))
        }
        for pair in pairs {
            switch pair.name {
            case "Seed" where Int(pair.value) != nil: result.seed = Int(pair.value)
            case "Model": result.model = pair.value
            default: result.settings.append(pair)
            }
        }
        if result.model.isEmpty, let hash = pairs.first(where: { $0.name == "Model hash" }) {
            result.model = hash.value
        }
        return result
    }

    /// A comment may be anybody's: only one that has the last line is taken for one.
    static func isLikely(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).last.flatMap { settings(String($0)) } != nil
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = Substring(text).drop(while: \.isWhitespace)
        guard let end = scalars.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(scalars[...end])
    }

    /// `Steps: 20, Sampler: Euler a, Hashes: {"a": "b", "c": "d"}, Note: "a, b"`.
    /// - Returns: nil when the line is none of that kind: fewer than three pairs may be a part of a prompt.
    static func settings(_ line: String) -> [ImportedSettings.Setting]? {
        let characters = Array(line.utf8)
        var pairs: [ImportedSettings.Setting] = []
        var offset = 0
        while offset < characters.count {
            while offset < characters.count, characters[offset] == 0x20 || characters[offset] == 0x2C { offset += 1 }
            guard offset < characters.count else { break }
            guard let colon = characters[offset...].firstIndex(of: 0x3A) else { return nil }
            let name = characters[offset..<colon]
            guard (1...60).contains(name.count), isName(name) else { return nil }
            let end = valueEnd(characters, from: colon + 1)
            let value = trimmed(String(decoding: characters[(colon + 1)..<end], as: UTF8.self))
            pairs.append(.init(String(decoding: name, as: UTF8.self), unquoted(value)))
            offset = end
        }
        return pairs.count >= 3 ? pairs : nil
    }

    /// Letters of any script, digits, spaces, and what joins words.
    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        name.allSatisfy { byte in
            byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || [0x20, 0x2D, 0x2E, 0x2F, 0x5F, 0x28, 0x29].contains(byte)
        }
    }

    /// The comma that ends it: not one between quotes or brackets, unless they never close.
    private static func valueEnd(_ characters: [UInt8], from start: Int) -> Int {
        var (depth, isText, isEscaped) = (0, false, false)
        for offset in start..<characters.count {
            let byte = characters[offset]
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isText = false
                }
                continue
            }
            switch byte {
            case 0x22: isText = true
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D: depth -= 1
            case 0x2C where depth <= 0: return offset
            default: break
            }
        }
        guard isText || depth > 0 else { return characters.count }
        return characters[start...].firstIndex(of: 0x2C) ?? characters.count
    }

    /// A value with a comma, colon or line break in it is a JSON text.
    private static func unquoted(_ value: String) -> String {
        guard value.hasPrefix("\""), value.utf8.count >= 2, let text = ForeignJSON(value)?.string else { return value }
        return text
    }
}
