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

    /// `completed in 18.2 s, $0.134`
    static func ending(_ result: TurnResult) -> String {
        "\(result.outcome.rawValue) in \(seconds(result.elapsedSeconds)), \(Money.text(result.cost))"
    }

    /// What was asked for, `2K 16:9`.
    static func asked(_ settings: TurnSettings) -> String {
        let asked = [settings.size?.rawValue, settings.aspect?.description].compactMap(\.self)
        return asked.isEmpty ? "auto" : asked.joined(separator: " ")
    }

    /// The sizes of the pictures that came, each once.
    static func got(_ turn: Turn) -> String {
        var got: [String] = []
        for picture in turn.finals {
            let size = "\(picture.width)×\(picture.height)"
            if !got.contains(size) { got.append(size) }
        }
        return got.joined(separator: ", ")
    }

    static func seconds(_ seconds: Double) -> String {
        let tenths = Int(saturating: seconds * 10)
        return "\(tenths / 10).\(tenths % 10) s"
    }

    private static func headline(_ turn: Turn, _ result: TurnResult, _ model: CatalogueModel) -> String {
        let pictures = turn.finals.count > 1 ? "\(turn.finals.count) pictures " : ""
        return "\(model.name): \(pictures)\(got(turn)) (asked \(asked(turn.settings))), "
            + "\(Money.text(result.cost)), \(seconds(result.elapsedSeconds))"
    }
}
