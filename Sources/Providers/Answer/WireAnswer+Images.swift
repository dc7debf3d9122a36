import StudioCore

/// The body of the Images API and its events, at whatever address they come; the image tool of the Responses API; and what
/// services answer that are asked again later.
extension WireAnswer {
    private static let mostItems = 16

    mutating func add(images document: JSONValue) -> [News] {
        var news: [News] = []
        let type = document["type"]?.string ?? document["object"]?.string ?? ""
        for item in (document["data"]?.array ?? []).prefix(Self.mostItems) {
            hasCandidates = true
            shapes.insert(.imagesBody)
            news += add(item: item, isDraft: false)
        }
        if let image = document["b64_json"] ?? document["partial_image_b64"] {
            hasCandidates = true
            shapes.insert(.imagesBody)
            let isDraft = type.contains("partial") || document["partial_image_b64"] != nil
            news += add(item: .object([.init(key: "b64_json", value: image)]), isDraft: isDraft)
        }
        if type.hasSuffix(".completed") || type == "image.generation.done" { finishReason = finishReason ?? "STOP" }
        if let words = document["progress_text"]?.string { news += [add(thought: words + "\n")].compactMap { $0 } }
        for call in ((document["output"]?.array ?? []) + [document["item"]].compactMap { $0 }).prefix(Self.mostItems)
        where call["type"]?.string == "image_generation_call" {
            hasCandidates = true
            shapes.insert(.imagesBody)
            if let error = call["error"] { self.error = error }
            if let result = call["result"] {
                news += add(item: .object([.init(key: "b64_json", value: result)]), isDraft: false)
            }
        }
        return news
    }

    /// `b64_json`, else `url`, which may be an address, a `data:` address or bare base64; either may be there and empty.
    private mutating func add(item: JSONValue, isDraft: Bool) -> [News] {
        for value in [item["b64_json"], item["url"], item["image_url"]] {
            switch value {
            case .staged(let file)? where file.bytes > 0:
                return [add(image: file, isDraft: isDraft)].compactMap { $0 }
            case .string(let address)? where !address.isEmpty:
                add(link: address)
                return []
            default: continue
            }
        }
        return []
    }

    /// `{id, status}` without a picture: somebody has to ask again. Also the answers to that.
    mutating func add(task document: JSONValue) {
        guard document["choices"] == nil, document["candidates"] == nil, document["data"] == nil else { return }
        if let sample = document["result"]?["sample"]?.string { add(link: sample) }
        guard let id = document["task_id", "id"]?.word, document["polling_url", "status"] != nil else { return }
        shapes.insert(.task)
        taskID = id
    }
}
