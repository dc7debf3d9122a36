import Pixels
import StudioCore

/// The end of a comparison: the sheet goes where it was wanted, the report where it is read.
struct ComparisonDelivery {
    var comparison: Comparison
    /// What was cast; nil where nobody was asked.
    var vote: Vote?
    /// Above the sheet.
    var title: String
    var sheet: SheetOutput?
    /// The sheet also shows where each picture differs from the first.
    var hasDifferences: Bool
    var isJSON: Bool
    var console: Console

    /// - Returns: the exit code.
    func deliver(json: (ComparisonReport) -> JSON) -> Int32 {
        var comparison = comparison
        var code = comparison.exitCode
        if let sheet {
            do throws(TurnFailure) {
                try sheet.write(title: title, cells: cells)
            } catch {
                console.note("easel: \(Console.safe(error.message)) \(error.advice)")
                comparison.notes.append(error.message)
                code = max(code, 1)
            }
        }
        // Its bytes have standard output for themselves.
        let isStream = sheet?.kind == .png && sheet?.path == nil
        let report = ComparisonReport(comparison: comparison, vote: vote, sheet: sheet?.path)
        if isJSON {
            console.out(json(report).description)
        } else {
            if sheet?.kind == .ansi, sheet?.path == nil { console.out("") }
            for line in report.lines { isStream ? console.note(Console.safe(line)) : console.out(Console.safe(line)) }
        }
        for note in comparison.notes { console.note("easel: \(Console.safe(note))") }
        for contender in comparison.contenders { tell(contender) }
        return code
    }

    /// Why there is no picture, and what a person should know of one.
    private func tell(_ contender: Contender) {
        if let failure = contender.failure {
            let billed =
                switch failure.billed {
                case .yes: " It was billed."
                case .no: ""
                case .unknown: " It may have been billed."
                }
            console.note(Console.safe("\(contender.name): \(failure.message) \(failure.advice)\(billed)"))
        }
        for note in contender.notes { console.note(Console.safe("\(contender.name): \(note)")) }
    }

    private var cells: [ContactSheet.Cell] {
        var cells = zip(comparison.contenders, comparison.bitmaps).map { contender, bitmap in
            ContactSheet.Cell(
                picture: bitmap,
                instead: bitmap == nil && contender.path != nil ? "cannot be shown" : contender.outcome.rawValue,
                caption: contender.caption)
        }
        guard hasDifferences else { return cells }
        cells += comparison.contenders.indices.map { place in
            guard place > 0 else { return ContactSheet.Cell(picture: nil, instead: "compared with it:") }
            guard let pair = comparison.pair(0, place),
                let metrics = comparison.pairs.first(where: { $0.first == 0 && $0.second == place })?.metrics
            else { return ContactSheet.Cell(picture: nil, instead: "nothing to compare") }
            return ContactSheet.Cell(
                picture: HeatMap.draw(pair),
                caption: [
                    "\(ComparisonReport.percent(metrics.changed.share)) changed",
                    (metrics.psnr == .infinity ? "identical" : "\(ComparisonReport.decimals(metrics.psnr, 1)) dB")
                        + ", SSIM \(ComparisonReport.decimals(metrics.ssim, 3))",
                ])
        }
        return cells
    }
}
