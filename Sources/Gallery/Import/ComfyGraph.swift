/// A workflow of ComfyUI: nodes that take values or another node's output. What was asked for is found by going upstream
/// from the node that draws.
struct ComfyGraph {
    struct Node {
        var kind: String
        var inputs: [String: ForeignJSON]
    }

    private var nodes: [String: Node]

    /// The `prompt`, as it was run.
    init?(prompt: ForeignJSON) {
        nodes = prompt.members.compactMapValues { node in
            node["class_type"]?.string.map { Node(kind: $0, inputs: node["inputs"]?.members ?? [:]) }
        }
        if nodes.isEmpty { return nil }
    }

    /// Names of the values that a node's widgets hold, in their order, where the way it was drawn is all there is.
    private static let widgets = [
        "KSampler": ["seed", "", "steps", "cfg", "sampler_name", "scheduler", "denoise"],
        "KSamplerAdvanced": [
            "", "noise_seed", "", "steps", "cfg", "sampler_name", "scheduler", "start_at_step", "end_at_step",
        ],
        "CLIPTextEncode": ["text"], "CheckpointLoaderSimple": ["ckpt_name"], "CheckpointLoader": ["", "ckpt_name"],
        "UNETLoader": ["unet_name"], "RandomNoise": ["noise_seed"], "EmptyLatentImage": ["width", "height"],
        "BasicScheduler": ["scheduler", "steps", "denoise"], "KSamplerSelect": ["sampler_name"],
        "FluxGuidance": ["guidance"], "PrimitiveString": ["value"], "PrimitiveStringMultiline": ["value"],
    ]

    /// The `workflow`, as it was drawn: its links have numbers, and its values no names.
    init?(workflow: ForeignJSON) {
        var sources: [Int: ForeignJSON] = [:]
        for link in workflow["links"]?.values ?? [] {
            if let id = link[0]?.int, let node = link[1]?.int, let slot = link[2]?.int {
                sources[id] = .array([.string(String(node)), .int(slot)])
            }
        }
        nodes = [:]
        for node in workflow["nodes"]?.values ?? [] {
            guard let id = node["id"]?.int, let kind = node["type"]?.string else { continue }
            var inputs: [String: ForeignJSON] = [:]
            for (name, value) in zip(Self.widgets[kind] ?? [], node["widgets_values"]?.values ?? []) where !name.isEmpty
            {
                inputs[name] = value
            }
            for input in node["inputs"]?.values ?? [] {
                if let name = input["name"]?.string, let link = input["link"]?.int { inputs[name] = sources[link] }
            }
            nodes[String(id)] = Node(kind: kind, inputs: inputs)
        }
        if nodes.isEmpty { return nil }
    }

    var settings: ImportedSettings {
        var result = ImportedSettings(program: .comfyui)
        guard let drawing else { return result }
        result.prompt = text(from: drawing, ["positive", "conditioning", "prompt"])
        result.negativePrompt = text(from: drawing, ["negative"])
        // One that was made of the wanted one, emptied, is no wish of its own.
        if result.negativePrompt == result.prompt { result.negativePrompt = "" }
        result.model =
            first(
                upstream: drawing, ["model", "guider"],
                ["ckpt_name", "unet_name", "model_name", "diffusion_model", "gguf_name"])?.plain ?? ""
        let seeds = ["seed", "noise_seed", "value", "int"]
        result.seed = (first(upstream: drawing, ["noise", "seed", "noise_seed"], seeds))?.int
        let wanted = [
            "steps", "cfg", "guidance", "sampler_name", "scheduler", "denoise", "width", "height", "batch_size",
        ]
        for name in wanted {
            let by = ["latent_image", "samples", "sigmas", "sampler", "guider", "conditioning", "positive", name]
            if let value = first(upstream: drawing, by, [name])?.plain { result.settings.append(.init(name, value)) }
        }
        return result
    }

    // MARK: Going upstream

    /// In the order of numbers, so that it is the same each time: of several that draw, the first.
    private var drawing: String? {
        let ids = nodes.keys.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        func has(_ id: String, _ names: [String]) -> Bool { names.contains { nodes[id]?.inputs[$0] != nil } }
        return ids.first { has($0, ["positive"]) && has($0, ["seed", "noise_seed"]) }
            ?? ids.first { has($0, ["guider"]) && has($0, ["noise", "sigmas"]) }
            ?? ids.first { nodes[$0]?.kind.contains("Sampler") == true && has($0, ["positive", "model"]) }
            ?? ids.first { nodes[$0]?.inputs["prompt"]?.string != nil }
            ?? ids.first { nodes[$0]?.kind.hasPrefix("CLIPTextEncode") == true }
    }

    private func source(_ value: ForeignJSON?) -> String? {
        guard let link = value, link.values.count == 2, let id = link[0]?.plain, nodes[id] != nil else { return nil }
        return id
    }

    /// The first value under one of these names, here or in the nodes that lead here by these inputs.
    private func first(upstream start: String, _ inputs: [String], _ names: [String]) -> ForeignJSON? {
        var (seen, queue) = (Set([start]), [start])
        while !queue.isEmpty, seen.count <= 500 {
            let id = queue.removeFirst()
            guard let node = nodes[id] else { continue }
            for name in names {
                if let value = node.inputs[name], value.plain != nil { return value }
            }
            // Past the first node a value may come by whatever name it is wanted under.
            for name in inputs + names {
                if let next = source(node.inputs[name]), seen.insert(next).inserted { queue.append(next) }
            }
        }
        return nil
    }

    private static let textNames = [
        "text", "text_g", "text_l", "clip_l", "t5xxl", "prompt", "positive_prompt", "value", "string", "String",
    ]

    /// The words that lead to an input, however many nodes they go through.
    private func text(from start: String, _ names: [String]) -> String {
        for name in names {
            if let words = nodes[start]?.inputs[name]?.string, !words.isEmpty { return words }
            guard let next = source(nodes[start]?.inputs[name]) else { continue }
            var seen: Set<String> = [start]
            let words = text(of: next, as: name, &seen)
            if !words.isEmpty { return words }
        }
        // Two roles meet in a guider.
        if let guider = source(nodes[start]?.inputs["guider"]), guider != start {
            let node = nodes[guider]
            for name in names {
                if let next = source(node?.inputs[name]) {
                    var seen: Set<String> = [start, guider]
                    return text(of: next, as: name, &seen)
                }
            }
        }
        return ""
    }

    /// - Parameter role: a node that takes both (a ControlNet) gives on what it got by the same name.
    private func text(of id: String, as role: String, _ seen: inout Set<String>) -> String {
        guard seen.count < 500, seen.insert(id).inserted, let node = nodes[id] else { return "" }
        // Nothing: a prompt that was emptied.
        if node.kind == "ConditioningZeroOut" { return "" }
        var parts: [String] = []
        for name in Self.textNames {
            if let words = node.inputs[name]?.string {
                if !words.isEmpty, !parts.contains(words) { parts.append(words) }
            } else if let next = source(node.inputs[name]) {
                let words = text(of: next, as: role, &seen)
                if !words.isEmpty { parts.append(words) }
            }
        }
        if !parts.isEmpty { return parts.joined(separator: "\n") }
        let links =
            node.inputs.keys.contains(role)
            ? [role] : node.inputs.keys.filter { $0.hasPrefix("conditioning") || $0.hasPrefix("string") }.sorted()
        for name in links {
            if let next = source(node.inputs[name]) {
                let words = text(of: next, as: role, &seen)
                if !words.isEmpty { parts.append(words) }
            }
        }
        return parts.joined(separator: "\n")
    }
}
