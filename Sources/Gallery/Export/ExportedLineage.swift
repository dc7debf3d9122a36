import FoundationEssentials
import StudioCore

/// What `ExportWords` wrote into a copy, read again.
struct ExportedLineage: Hashable, Sendable {
    var prompt: String
    var turn: String
    var parent: String
    var session: String
    /// `provider/model`.
    var model: String
    var created: Date?
    var cost: Cost?

    /// - Parameter xmp: a packet from anywhere; nothing in it is more than words.
    /// - Returns: nil where Easel has written nothing.
    init?(_ xmp: String) {
        guard xmp.contains("urn:easel:lineage:1/") else { return nil }
        func value(_ name: String) -> String {
            Self.between("<easel:\(name)>", "</easel:\(name)>", in: xmp[...]).map { String(Self.plain($0).prefix(500)) }
                ?? ""
        }
        func id(_ name: String) -> String {
            let text = value(name)
            let isID = text.hasPrefix("t_") && text.utf8.dropFirst(2).allSatisfy { (0x30...0x7A).contains($0) }
            return isID ? text : ""
        }
        (turn, parent, session, model) = (id("turn"), id("parent"), value("session"), value("model"))
        // It becomes a file's name.
        if !SessionName.isValid(session) { session = "" }
        created = Self.between("<xmp:CreateDate>", "</xmp:CreateDate>", in: xmp[...]).flatMap {
            Timestamp.date(String($0))
        }
        cost = Self.cost(value("cost"))
        prompt =
            Self.between("<dc:description>", "</dc:description>", in: xmp[...])
            .flatMap {
                Self.between(">", "</rdf:li>", in: $0[($0.firstRange(of: "<rdf:li")?.upperBound ?? $0.startIndex)...])
            }
            .map { Self.plain($0) } ?? ""
    }

    /// `0.134 table`: the amount in USD, and how it is known.
    static func text(_ cost: Cost) -> String {
        cost.basis == .unknown ? "" : "\(cost.amount) \(cost.basis.rawValue)"
    }

    private static func cost(_ text: String) -> Cost? {
        let words = text.split(separator: " ")
        guard words.count == 2, let amount = Double(words[0]), amount.isFinite, (0..<1e9).contains(amount),
            let basis = Cost.Basis(rawValue: String(words[1]))
        else { return nil }
        return Cost(amount: amount, basis: basis)
    }

    private static func between(_ start: String, _ end: String, in text: Substring) -> Substring? {
        guard let first = text.firstRange(of: start), let last = text[first.upperBound...].firstRange(of: end) else {
            return nil
        }
        return text[first.upperBound..<last.lowerBound]
    }

    private static func plain(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }
}
