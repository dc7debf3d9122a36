import ArgumentParser
import Gallery
import StudioCore

struct SpendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spend", abstract: "Say what was spent, from the ledger on this machine.")

    @Option(help: "One line for each day, model or session.")
    var by: Spend.Grouping = .day

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        let setup = try Setup(common)
        let (entries, notes) = try LedgerFile.read(setup.folders)
        let rows = Spend.rows(entries, by: by)
        let total = rows.reduce(0) { $0 + $1.amount }
        let console = Console()
        for note in notes { console.note("easel: \(Console.safe(note))") }
        if json {
            let list = rows.map { row in
                JSON.object([
                    by.rawValue: .string(row.key), "turns": .int(row.turns), "amount": .number(row.amount, decimals: 6),
                    "unknown": .int(row.unknown),
                ])
            }
            console.out(
                JSON.object([
                    "by": .string(by.rawValue), "currency": .string("USD"), "rows": .array(list),
                    "total": .number(total, decimals: 6),
                ]).description)
            return
        }
        var table = [[by.rawValue.uppercased(), "TURNS", "USD", ""]]
        table += rows.map { row in
            [
                row.key, "\(row.turns)", Money.text(row.amount),
                row.unknown > 0 ? "\(row.unknown) may have been billed" : "",
            ]
        }
        table.append(["total", "\(rows.reduce(0) { $0 + $1.turns })", Money.text(total), ""])
        for line in Columns.lines(table) { console.out(Console.safe(line)) }
    }
}

extension Spend.Grouping: ExpressibleByArgument {}
