import StudioCore

/// What a person at a command line is told once a turn has ended.
enum TurnSummaryText {
    /// On standard error: what was asked and got, the price, the time, then the notes, or why there is no picture.
    static func lines(_ turn: Turn, model: CatalogueModel) -> [String] {
        guard let result = turn.result else { return [] }
        var lines: [String] = []
        if let failure = result.failure {
            let code = failure.providerCode.map { " (\($0))" } ?? ""
            lines.append("\(result.outcome.rawValue): \(failure.message)\(code)")
            if !failure.advice.isEmpty { lines.append(failure.advice) }
            if failure.billed == .unknown { lines.append("It may have been billed.") }
            if failure.billed == .yes { lines.append("It was billed.") }
        } else {
            lines.append(headline(turn, result, model))
        }
        if !result.text.isEmpty { lines.append(result.text) }
        lines += result.notes.map { "Note: \($0)" }
        return lines
    }

    private static func headline(_ turn: Turn, _ result: TurnResult, _ model: CatalogueModel) -> String {
        var got: [String] = []
        for picture in turn.finals {
            let size = "\(picture.width)×\(picture.height)"
            if !got.contains(size) { got.append(size) }
        }
        var asked = [turn.settings.size?.rawValue, turn.settings.aspect?.description].compactMap(\.self)
        if asked.isEmpty { asked = ["auto"] }
        let tenths = Int(saturating: result.elapsedSeconds * 10)
        let pictures = turn.finals.count > 1 ? "\(turn.finals.count) pictures " : ""
        return "\(model.name): \(pictures)\(got.joined(separator: ", ")) (asked \(asked.joined(separator: " "))), "
            + "\(Money.text(result.cost)), \(tenths / 10).\(tenths % 10) s"
    }
}
