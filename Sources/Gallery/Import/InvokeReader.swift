/// The three ways in which InvokeAI has written what it did, newest first.
enum InvokeReader {
    static func read(_ json: ForeignJSON) -> ImportedSettings? {
        guard json["positive_prompt"] != nil || json["generation_mode"] != nil || json["seed"] != nil else {
            return nil
        }
        let model = json["model"]
        var result = ImportedSettings(
            program: .invokeai, prompt: json["positive_prompt"]?.string ?? "",
            negativePrompt: json["negative_prompt"]?.string ?? "",
            model: (model?["name"] ?? model?["model_name"] ?? model)?.string ?? "", seed: json["seed"]?.int)
        result.settings = plain(json, except: ["positive_prompt", "negative_prompt", "model", "seed"])
        return result
    }

    /// `sd-metadata`, until 2.3.
    static func readOlder(_ json: ForeignJSON) -> ImportedSettings? {
        guard let image = json["image"] else { return nil }
        var prompt = image["prompt"]?.string ?? ""
        if let parts = image["prompt"]?.values, !parts.isEmpty {
            prompt = parts.compactMap { $0["prompt"]?.string }.joined(separator: " ")
        }
        var result = split(prompt)
        result.model = (json["model_weights"] ?? json["model"])?.string ?? ""
        result.seed = image["seed"]?.int
        result.settings = plain(image, except: ["prompt", "seed"])
        return result
    }

    /// The command of the first versions: `"a fox [blurry]" -s 50 -S 123 -W 512 -H 512 -C 7.5 -A k_lms`.
    static func read(dream text: String) -> ImportedSettings? {
        let names = [
            "-s": "steps", "-S": "seed", "-W": "width", "-H": "height", "-C": "cfg_scale", "-A": "sampler",
            "-f": "strength",
        ]
        guard let quote = text.lastIndex(of: "\""), text.first == "\"", quote > text.startIndex else { return nil }
        var result = split(String(text[text.index(after: text.startIndex)..<quote]))
        var flag: String?
        for word in text[text.index(after: quote)...].split(separator: " ") {
            let start = String(word.prefix(2))
            if let name = names[start] {
                flag = word.count == 2 ? name : nil
                if word.count > 2 { result.settings.append(.init(name, String(word.dropFirst(2)))) }
            } else if let name = flag {
                result.settings.append(.init(name, String(word)))
                flag = nil
            }
        }
        if let index = result.settings.firstIndex(where: { $0.name == "seed" }) {
            result.seed = Int(result.settings.remove(at: index).value)
        }
        return result
    }

    /// What is not wanted stood in brackets within the prompt.
    private static func split(_ prompt: String) -> ImportedSettings {
        var (wanted, unwanted) = ("", [String]())
        var rest = Substring(prompt)
        while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            wanted += rest[..<open]
            unwanted.append(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        wanted += rest
        let words = wanted.split(separator: " ").joined(separator: " ")
        return ImportedSettings(
            program: .invokeai, prompt: words, negativePrompt: unwanted.joined(separator: ", "))
    }

    private static func plain(_ json: ForeignJSON, except known: Set<String>) -> [ImportedSettings.Setting] {
        json.members.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.compactMap { member in
            member.value.plain.map { .init(member.key, $0) }
        }
    }
}
