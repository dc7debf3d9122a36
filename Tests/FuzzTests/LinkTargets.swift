import Foundation
import Fuzzing
import StudioCore

@testable import Providers

/// What an answer points to, and what a provider says of itself: links and their hosts, lists of models, thoughts to be
/// sent back.
enum LinkTargets {
    static let all = [links, hosts, list, reasoning]

    private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    /// Links within words: few, each once, and each one of those that stand there.
    private static let links = FuzzTarget(
        "picture-links",
        corpus: bytes([
            "> ID: `task_01`\n> 进度 83%\n\n![gen_01](https://v.example/a%2Fb_0.png?st=1&sig=x)",
            ">🏃 Progress 7....[100](https://o.example/1.png?x)\n\n![a](https://f.example/1.png)\n\n[Click to download](https://f.example/d/1.png)",
            "[![small](https://a.example/s.png)](https://a.example/large)", "```\nhttps://a.example/x.webp?a=1\n```",
            "see http://10.0.0.1/x.png or (https://a.example/y.jpg).",
        ]),
        dictionary: [
            "![", "](", ")", "[", "https://", "http://", "\\", "\n", ".png", "100", "data:image/png;base64,", "é",
        ],
        mostBytes: 8000, cases: 500
    ) { input, random in
        let text = String(decoding: input, as: UTF8.self)
        let found = PictureLinks.find(in: text, isWhole: random.below(2) == 0)
        try hold(found.count <= PictureLinks.most, "\(found.count) links")
        try hold(Set(found).count == found.count, "one twice")
        for link in found { try hold(text.utf8.firstRange(of: link.utf8) != nil, "“\(link)” does not stand there") }
        return "\(found.count)"
    }

    /// Whatever is read as an address reads the same again, and no number in disguise is taken for a name.
    private static let hosts = FuzzTarget(
        "link-hosts",
        corpus: bytes([
            "https://a.example/x.png?y#z", "HTTP://A.Example:080/", "https://[::1]:9/x", "http://127.0.0.1/x",
            "//a.example/x", "../x.png", "/v1/images/a/content", "?x=1", "https://user@a.example/", "http://0x7f.1/",
            "http://2130706433/", "http://[::ffff:10.0.0.1]/", "http://a.example./", "file:///etc/passwd",
        ]),
        dictionary: [
            "://", "@", "[", "]", ":", ".", "0x", "::", "%2e", "..", "\\", "#", "?", "localhost", "169.254.169.254",
            "::ffff:", "٣", "。",
        ], mostBytes: 600, cases: 1200
    ) { input, random in
        let text = String(decoding: input, as: UTF8.self)
        let policy = LinkPolicy(origin: "https://api.example.com/v1")
        guard let link = try? random.below(2) == 0 ? policy.link(text) : Link(text) else { return "refused" }
        try hold((1...65535).contains(link.port), "port \(link.port)")
        try hold(
            link.url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }, "the address \(link.url)")
        guard let again = try? Link(link.url) else { throw Broken("\(link.url) is no link any more") }
        try hold(again == link, "\(link.url) reads as \(again.url)")
        // What another reader makes of it.
        guard let components = URLComponents(string: link.url), let host = components.host else {
            return link.literal == nil ? "name" : "number"
        }
        let plain = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]."))
        try hold(plain == link.host, "to another it is \(host), not \(link.host)")
        try hold(components.user == nil && components.password == nil, "with a user")
        if let literal = link.literal {
            let isPublic = !policy.addresses([literal]).isEmpty
            return "number \(isPublic)"
        }
        try hold(
            !plain.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }, "\(plain) is a number")
        return "name"
    }

    /// A list of models: bounded, without control characters in what is shown or the key in what is asked next.
    private static let list = FuzzTarget(
        "model-list",
        corpus: bytes([
            #"{"models":[{"name":"models/gemini-3-pro-image","displayName":"Nano Banana Pro","supportedGenerationMethods":["generateContent"]}],"nextPageToken":"abc=="}"#,
            #"{"object":"list","data":[{"id":"gpt-image-2","object":"model"},{"id":"flux"}],"has_more":true}"#,
            #"[{"id":"a/b","name":"B","architecture":{"output_modalities":["image"]}}]"#,
            #"{"CheckpointLoaderSimple":{"input":{"required":{"ckpt_name":[["sd_xl.safetensors"],{}]}}}}"#,
            #"{"error":{"message":"no"}}"#,
        ]), dictionary: ["\"data\":", "\"models\":", "null", "[]", "{}", "1e999", "\\u0000", "\\u001b", "\"id\":\"\""],
        mostBytes: 6000, cases: 400
    ) { input, random in
        let text = String(decoding: input, as: UTF8.self)
        guard let document = ModelListReader.document(text) else { return "no JSON" }
        let dialect = random.element([Dialect.gemini, .openAIImages, .openAIChat, .comfyui]) ?? .gemini
        guard let page = ModelListReader(endpoint: AnswerCheck.endpoint, dialect: dialect).page(document) else {
            return "no list"
        }
        for model in page.models {
            try hold(!model.id.isEmpty && model.id.utf8.count <= 400, "an id of \(model.id.utf8.count) bytes")
            try hold(
                model.id.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) },
                "a control character in an id")
            try hold(!model.id.contains(AnswerCorpus.key), "the key in an id")
        }
        return "\(min(page.models.count, 3)) \(page.next != nil)"
    }

    /// Thoughts: what is written to be sent back is JSON again, and no larger than anybody means.
    private static let reasoning = FuzzTarget(
        "reasoning-details",
        corpus: bytes([
            #"[{"type":"reasoning.encrypted","data":"CiQB+/==","format":"google-gemini-v1","id":"r1","index":0}]"#,
            #"[{"type":"reasoning.text","text":"I see.","signature":"EpQ=","index":1},{"type":"reasoning.text","text":"Hm."}]"#,
            #"[{"type":"reasoning.summary","summary":"\u00e9\ud83e\udd8a","x":[1,2.5,-0,1e20,true,null,{}]}]"#,
        ]), dictionary: ["\"signature\":", "reasoning.text", "1e999", "-0", "\\u0000", "[[", "null"], mostBytes: 6000,
        cases: 400
    ) { input, _ in
        guard case .array(let details)? = JSONValue.parse(String(decoding: input, as: UTF8.self)) else {
            return "no list"
        }
        let path = NSTemporaryDirectory() + "easel-fuzz-reasoning-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard let file = ReasoningDetails.keep(details, at: path) else { return "none" }
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        try hold(data.count == file.bytes, "\(file.bytes) bytes, not \(data.count)")
        guard let again = try? JSONSerialization.jsonObject(with: data) as? [Any] else {
            throw Broken("no JSON any more")
        }
        try hold(again.count <= details.count, "\(again.count) of \(details.count)")
        return "\(min(again.count, 3))"
    }
}
