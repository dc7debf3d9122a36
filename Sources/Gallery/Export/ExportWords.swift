import FoundationEssentials
import StudioCore

/// What a copy of a picture says of where it is from.
package struct ExportWords: Hashable, Sendable {
    private var prompt: String
    private var negativePrompt: String
    private var pairs: [ImportedSettings.Setting]
    /// What is told of the lineage, as XMP names it.
    private var lineage: [(name: String, value: String)] {
        [
            ("turn", turn), ("parent", parent), ("session", session), ("model", model), ("sha256", sha256),
            ("cost", cost),
        ].filter { !$0.1.isEmpty }
    }
    private var turn = ""
    private var parent = ""
    private var session = ""
    private var model = ""
    private var sha256: String
    private var created = ""
    private var cost = ""

    /// - Parameters:
    ///   - sidecar: nil when nothing is known of the picture but its bytes.
    ///   - sha256: of the original.
    package init(_ sidecar: Sidecar?, sha256: String) {
        self.sha256 = sha256
        guard let sidecar else {
            (prompt, negativePrompt, pairs) = ("", "", [])
            return
        }
        let imported = sidecar.imported
        prompt = imported?.prompt ?? sidecar.prompt
        negativePrompt = imported?.negativePrompt ?? ""
        model = PictureEntry.model(provider: sidecar.provider, sidecar.model)
        turn = sidecar.turn.rawValue
        parent = sidecar.parent?.rawValue ?? ""
        session = sidecar.session
        created = Timestamp.text(sidecar.created)
        cost = turn.isEmpty ? "" : ExportedLineage.text(sidecar.cost)
        pairs = imported?.settings ?? []
        func add(_ name: String, _ value: String) {
            guard !value.isEmpty, !pairs.contains(where: { $0.name == name }) else { return }
            pairs.append(.init(name, value))
        }
        add("Model", imported?.model ?? model)
        if sidecar.width > 0 { add("Size", "\(sidecar.width)x\(sidecar.height)") }
        add("Seed", (imported?.seed ?? sidecar.requested.seed).map { String($0) } ?? "")
        add("Session", session)
        add("Turn", turn)
        add("Parent", parent)
        switch sidecar.cost.basis {
        case .unknown: break
        case .free: if imported == nil { add("Cost", "0") }
        case .estimate, .tokens, .table: add("Cost", "\(sidecar.cost.amount) USD")
        }
    }

    /// As the programs of Stable Diffusion write it: the prompt, what is not wanted, and a line of settings.
    package var parameters: String {
        var lines = [prompt]
        if !negativePrompt.isEmpty { lines.append("Negative prompt: \(negativePrompt)") }
        let settings = pairs.map { "\(Self.name($0.name)): \(Self.quoted($0.value))" }
        lines.append(settings.joined(separator: ", "))
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// A name must not end before its colon.
    private static func name(_ text: String) -> String {
        String(text.map { $0 == ":" || $0 == "," || $0.isNewline ? " " : $0 })
    }

    /// A value that would end too early is a JSON text.
    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == ":" || $0 == "\"" || $0.isNewline }) else { return text }
        guard let bytes = try? JSONCoding.encoder().encode(text) else { return "\"\"" }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: XMP

    /// A packet with the prompt and the lineage.
    /// - Parameter earlier: what the picture says already: that stays, and what it says itself is not said again.
    package func xmp(over earlier: String? = nil) -> String {
        let end = "</rdf:RDF>"
        guard let earlier, let place = earlier.range(ofLast: end) else {
            let start =
                "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
            return start + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                + description(over: "") + "\(end)\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
        }
        return earlier[..<place] + description(over: earlier) + earlier[place...]
    }

    private func description(over earlier: String) -> String {
        var text = "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        text += " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:easel=\"urn:easel:lineage:1/\">\n"
        if !prompt.isEmpty, !earlier.contains("dc:description") {
            text += "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">\(Self.escaped(prompt))</rdf:li></rdf:Alt>"
            text += "</dc:description>\n"
        }
        if !earlier.contains("xmp:CreatorTool") { text += "<xmp:CreatorTool>Easel</xmp:CreatorTool>\n" }
        if !created.isEmpty, !earlier.contains("xmp:CreateDate") {
            text += "<xmp:CreateDate>\(created)</xmp:CreateDate>\n"
        }
        for (name, value) in lineage where !earlier.contains("<easel:\(name)>") {
            text += "<easel:\(name)>\(Self.escaped(value))</easel:\(name)>\n"
        }
        return text + "</rdf:Description>\n"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            // XML has no words for them.
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension String {
    /// Where the last of these words begins.
    fileprivate func range(ofLast words: String) -> String.Index? {
        let (text, words) = (utf8, Array(words.utf8))
        var place = text.endIndex
        while place > text.startIndex {
            place = text.index(before: place)
            if text[place...].starts(with: words) { return place }
        }
        return nil
    }
}
