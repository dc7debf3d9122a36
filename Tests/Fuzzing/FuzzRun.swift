import Glibc

/// Feeds a target with changed inputs, for so many cases or so many seconds, and says what came of it.
package struct FuzzRun: Sendable {
    package var seed: UInt64
    /// nil: the target's own number of cases.
    package var seconds: Double?
    /// Where the input of the running case is, and those that failed.
    package var folder: String

    package init(seed: UInt64, seconds: Double?, folder: String) {
        self.seed = seed
        self.seconds = seconds
        self.folder = folder
    }

    package struct Report: Sendable {
        package var name: String
        package var cases = 0
        package var bytes = 0
        package var outcomes: [String: Int] = [:]
        package var slowest = Duration.zero
        package var slowestCase = 0
        package var failure: String?

        /// One row of the table.
        package var row: String {
            let cells = [
                name, "\(cases)", "\(bytes / 1000)", "\(outcomes.count)", "\(slowest.milliseconds)", "\(slowestCase)",
            ]
            return cells.enumerated().map { index, cell in
                let room = String(repeating: " ", count: max(0, Report.widths[index] - cell.count))
                return index == 0 ? cell + room : room + cell
            }.joined(separator: " ")
        }

        package static let widths = [22, 9, 9, 9, 8, 9]
        package static let head = "parser                     cases  kB input  outcomes  slow ms      case"
    }

    package func run(_ target: FuzzTarget) async -> Report {
        var report = Report(name: target.name)
        let note = CaseNote(path: "\(folder)/\(target.name).running")
        let clock = ContinuousClock()
        let start = clock.now
        while seconds.map({ clock.now - start < .seconds($0) }) ?? (report.cases < target.cases) {
            var random = self.random(of: report.cases)
            let input =
                report.cases < target.mutator.corpus.count
                ? target.mutator.corpus[report.cases] : target.mutator.input(&random)
            note.write(input)
            let began = clock.now
            var after = random
            do {
                report.outcomes[try await target.check(input, &after), default: 0] += 1
            } catch {
                let small = await shrink(input, target, random)
                note.remove()
                report.failure = describe(small, target.name, report.cases, error)
                return report
            }
            let took = clock.now - began
            if took > report.slowest {
                (report.slowest, report.slowestCase) = (took, report.cases)
                if took > .milliseconds(200) { CaseNote(path: "\(folder)/\(target.name).slowest").write(input) }
            }
            report.cases += 1
            report.bytes += input.count
        }
        note.remove()
        return report
    }

    /// Every case has numbers of its own, so that one can be had again without those before it.
    private func random(of number: Int) -> SeededRandom {
        var mixed = SeededRandom(seed &+ UInt64(number) &* 0xA24B_AED4_963E_E407)
        return SeededRandom(mixed.next())
    }

    /// The same failure with less: pieces are left out as long as it fails all the same.
    private func shrink(_ input: [UInt8], _ target: FuzzTarget, _ random: SeededRandom) async -> [UInt8] {
        var small = input
        var size = max(1, small.count / 2)
        var tries = 0
        while size > 0, tries < 400 {
            var at = 0
            while at < small.count, tries < 400 {
                tries += 1
                var less = small
                less.removeSubrange(at..<min(less.count, at + size))
                var again = random
                do {
                    _ = try await target.check(less, &again)
                    at += size
                } catch {
                    small = less
                }
            }
            size /= 2
        }
        return small
    }

    private func describe(_ input: [UInt8], _ name: String, _ number: Int, _ error: any Error) -> String {
        let path = "\(folder)/\(name)-\(seed)-\(number).failed"
        CaseNote(path: path).write(input)
        let shown = input.prefix(600).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
        return """
            \(name): \(error)
              seed \(seed), case \(number), \(input.count) bytes, in \(path)
              text \(String(decoding: input.prefix(300), as: UTF8.self).debugDescription)
              hex  \(shown)\(input.count > 600 ? "…" : "")
            """
    }
}

extension Duration {
    var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
