import Screen
import StudioCore

/// What is known of the pictures side by side: in what their requests differ, and how their models fared so far.
struct CompareDetails: Hashable {
    struct Line: Hashable {
        var title: String
        var text: String
        var isHeading = false
    }

    private(set) var lines: [Line] = []

    init(_ compare: CompareState, _ state: StudioState) {
        guard compare.isOpen else {
            lines = [
                Line(title: "", text: "Nothing is told until you have chosen: a number for the better one, 0 for none.")
            ]
            return
        }
        let facts = compare.items.map { ComparedFacts($0, state) }
        heading("Pictures")
        for (index, fact) in facts.enumerated() {
            add(
                "\(index + 1)",
                [fact.modelName, fact.summary].filter { !$0.isEmpty }.joined(separator: "  ·  "))
        }
        addDifferences(compare, state)
        if !compare.metrics.isEmpty {
            heading("\(compare.current + 1) against \(compare.other + 1)")
            add("", compare.metrics.joined(separator: "  ·  "))
        }
        if let standings = compare.standings { addStandings(standings, facts.map(\.model), state) }
    }

    private mutating func addDifferences(_ compare: CompareState, _ state: StudioState) {
        let requests = compare.items.map { request($0, compare, state) }
        heading("Asked differently")
        let diff = SettingsDiff(requests)
        for row in diff.rows {
            for (index, value) in row.values.enumerated() {
                add(index == 0 ? row.setting : "", "\(index + 1)  \(value?.oneLine ?? "not known")")
            }
        }
        let unknown = requests.indices.filter { requests[$0] == nil }.map { "\($0 + 1)" }
        if !unknown.isEmpty {
            add("not known", "how \(unknown.joined(separator: ", ")) \(unknown.count == 1 ? "was" : "were") asked for")
        } else if diff.rows.isEmpty {
            add("", "nothing: the same request")
        }
    }

    private func request(
        _ item: CompareState.Item, _ compare: CompareState, _ state: StudioState
    ) -> SettingsDiff.Request? {
        switch item {
        case .turn(let id, _): state.tree[id].map { SettingsDiff.Request($0) }
        case .picture(let picture): compare.facts[picture.path]?.request
        case .waiting: nil
        }
    }

    /// Of the models that are compared, in all and by tag.
    private mutating func addStandings(_ standings: Standings, _ models: [String], _ state: StudioState) {
        func table(_ all: [Standing]) {
            for (index, standing) in all.enumerated() where models.contains(standing.model.description) {
                let name =
                    state.settings.catalogue.models.first { $0.reference == standing.model }?.name
                    ?? standing.model.description
                add("", Self.words(standing, place: index + 1, name: name))
            }
        }
        heading("Votes so far")
        table(standings.all)
        if lines.last?.isHeading == true { return add("", "none for these models: u makes it blind, a number votes") }
        for tag in standings.byTag where tag.standings.contains(where: { models.contains($0.model.description) }) {
            add("#" + tag.tag, "")
            table(tag.standings)
        }
    }

    /// `1.  nano-banana-pro  1016  5 won, 2 lost, 1 even  $0.21 a win`
    static func words(_ standing: Standing, place: Int, name: String) -> String {
        var words = [
            "\(place).  \(name)", "\(Int(saturating: standing.rating))",
            "\(standing.wins) won, \(standing.losses) lost" + (standing.ties > 0 ? ", \(standing.ties) even" : ""),
        ]
        if let dollars = standing.dollarsPerWin, dollars > 0 { words.append("\(Format.money(dollars)) a win") }
        return words.joined(separator: "  ")
    }

    private mutating func heading(_ text: String) { lines.append(Line(title: text, text: "", isHeading: true)) }
    private mutating func add(_ title: String, _ text: String) { lines.append(Line(title: title, text: text)) }
}

func compareDetailLines(_ compare: CompareState, _ state: StudioState, _ theme: Theme) -> [[Span]] {
    let popup = theme[.popup].background
    let width = max(10, min(68, state.size.width - 19))
    var lines: [[Span]] = []
    for line in CompareDetails(compare, state).lines {
        if line.isHeading {
            if !lines.isEmpty { lines.append([]) }
            lines.append([Span(line.title, theme[.popupTitle])])
            continue
        }
        let pieces = line.text.isEmpty ? [""] : line.text.wrapped(to: width)
        for (index, piece) in pieces.enumerated() {
            let head = index == 0 ? line.title : ""
            lines.append([
                Span(
                    "  " + head + String(repeating: " ", count: max(1, 13 - head.displayWidth)), theme[.muted].on(popup)
                ),
                Span(piece, theme[.popup]),
            ])
        }
    }
    return lines
}
