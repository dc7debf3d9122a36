import Glibc
import StudioCore

/// The end of a headless turn: the pictures go where they were wanted, the report where it is read.
struct TurnDelivery {
    var turn: Turn
    var session: String
    var model: CatalogueModel
    /// Absolute.
    var gallery: String
    var options: TurnOptions
    var console: Console
    /// nil where there is nobody to look.
    var thumbnail: Thumbnail?

    /// - Returns: the exit code.
    func deliver() async -> Int32 {
        guard var result = turn.result else { return 1 }
        var code: Int32 = result.failure?.kind.exitCode ?? 0
        let finals = turn.finals.map { "\(gallery)/\($0.path)" }
        if let output = options.output, !finals.isEmpty {
            do throws(TurnFailure) {
                try copy(finals, to: output)
            } catch {
                console.note("easel: \(Console.safe(error.message)). \(error.advice)")
                result.notes.append(error.message)
                code = 1
            }
        }
        if options.request.json {
            let report = TurnReport(session: session, turn: turn, result: result, galleryFolder: gallery)
            console.out(report.json.description)
            return code
        }
        if options.output != "-" {
            for path in finals { console.out(Console.safe(path)) }
            if console.outputIsTerminal, let last = finals.last { await thumbnail?.show(last) }
        }
        for line in TurnSummaryText.lines(turn, model: model) { console.note(Console.safe(line)) }
        return code
    }

    private func copy(_ finals: [String], to output: String) throws(TurnFailure) {
        if output == "-" {
            guard let last = finals.last else { return }
            guard Console.write(try PictureOutput.read(last), to: STDOUT_FILENO) else {
                throw PictureOutput.failure("standard output", errno)
            }
            return
        }
        let targets = PictureOutput.targets(output, isFolder: PictureOutput.isFolder(output), pictures: finals)
        for (source, target) in zip(finals, targets) { try PictureOutput.copy(source, to: target) }
    }
}
