import StudioCore

extension SessionScanner {
    /// A turn's result, unless it failed: failures are few, and long.
    static func result(_ json: inout JSONScanner) throws(Unfamiliar) -> TurnResult {
        var outcome: Outcome?
        var images: [ImageAsset]?
        var answers: [Answer?]?
        var thought: String?
        var usage: Usage?
        var cost: Cost?
        var elapsedSeconds: Double?
        var attempts: Int?
        var finishReason: String?
        var modelVersion: String?
        var notes: [String]?
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "outcome": outcome = try word(&json)
            case "images": images = try json.array(Self.image)
            case "answers":
                answers = try json.array { json throws(Unfamiliar) in try json.optional(Self.answer) }
            case "thought": thought = try json.string()
            case "usage": usage = try Self.usage(&json)
            case "cost": cost = try Self.cost(&json)
            case "elapsedSeconds": elapsedSeconds = try json.number()
            case "attempts": attempts = try json.integer()
            case "finishReason": finishReason = try json.string()
            case "modelVersion": modelVersion = try json.string()
            case "notes": notes = try json.array { json throws(Unfamiliar) in try json.string() }
            default: throw Unfamiliar()
            }
        }
        guard let outcome, let images, let answers, let thought, let usage, let cost, let elapsedSeconds, let attempts,
            let notes
        else { throw Unfamiliar() }
        return TurnResult(
            outcome: outcome, images: images, answers: answers, thought: thought, usage: usage, cost: cost,
            elapsedSeconds: elapsedSeconds, attempts: attempts, finishReason: finishReason, modelVersion: modelVersion,
            notes: notes)
    }

    private static func image(_ json: inout JSONScanner) throws(Unfamiliar) -> ImageAsset {
        var path: String?
        var mime: String?
        var width: Int?
        var height: Int?
        var bytes: Int?
        var sha256: String?
        var role: ImageRole?
        var variant: Int?
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "path": path = try json.string()
            case "mime": mime = try json.string()
            case "width": width = try json.integer()
            case "height": height = try json.integer()
            case "bytes": bytes = try json.integer()
            case "sha256": sha256 = try json.string()
            case "role": role = try word(&json)
            case "variant": variant = try json.integer()
            default: throw Unfamiliar()
            }
        }
        guard let path, let mime, let width, let height, let bytes, let sha256, let role, let variant else {
            throw Unfamiliar()
        }
        return ImageAsset(
            path: path, mime: mime, width: width, height: height, bytes: bytes, sha256: sha256, role: role,
            variant: variant)
    }

    private static func answer(_ json: inout JSONScanner) throws(Unfamiliar) -> Answer {
        var parts: [AnswerPart]?
        try json.object { json, name throws(Unfamiliar) in
            guard name == "parts" else { throw Unfamiliar() }
            parts = try json.array(Self.part)
        }
        return Answer(parts: try known(parts))
    }

    /// `{"text":{"_0":"…","signature":"…"}}` or `{"image":{…}}`: how the compiler writes an enumeration.
    private static func part(_ json: inout JSONScanner) throws(Unfamiliar) -> AnswerPart {
        var kind: String?
        var text: String?
        var sha256: String?
        var mime: String?
        var signature: String?
        try json.object { json, name throws(Unfamiliar) in
            guard kind == nil else { throw Unfamiliar() }
            kind = name
            try json.object { json, name throws(Unfamiliar) in
                switch name {
                case "_0": text = try json.string()
                case "sha256": sha256 = try json.string()
                case "mime": mime = try json.string()
                case "signature": signature = try json.string()
                default: throw Unfamiliar()
                }
            }
        }
        switch (kind, text, sha256, mime) {
        case ("text", let text?, nil, nil): return .text(text, signature: signature)
        case ("image", nil, let sha256?, let mime?): return .image(sha256: sha256, mime: mime, signature: signature)
        default: throw Unfamiliar()
        }
    }

    static func usage(_ json: inout JSONScanner) throws(Unfamiliar) -> Usage {
        var usage = Usage()
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "prompt_tokens": usage.promptTokens = try json.integer()
            case "image_tokens": usage.imageTokens = try json.integer()
            case "text_tokens": usage.textTokens = try json.integer()
            case "thought_tokens": usage.thoughtTokens = try json.integer()
            case "total_tokens": usage.totalTokens = try json.integer()
            case "search_queries": usage.searchQueries = try json.integer()
            case "input_image_tokens": usage.inputImageTokens = try json.integer()
            case "charged_usd": usage.chargedUSD = try json.number()
            default: throw Unfamiliar()
            }
        }
        return usage
    }

    static func cost(_ json: inout JSONScanner) throws(Unfamiliar) -> Cost {
        var amount: Double?
        var currency: String?
        var basis: Cost.Basis?
        var pricedOn: String?
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "amount": amount = try json.number()
            case "currency": currency = try json.string()
            case "basis": basis = try word(&json)
            case "priced_on":
                pricedOn = try json.optional { json throws(Unfamiliar) in try json.string() }
            default: throw Unfamiliar()
            }
        }
        guard let amount, let currency, let basis else { throw Unfamiliar() }
        return Cost(amount: amount, currency: currency, basis: basis, pricedOn: pricedOn)
    }
}
