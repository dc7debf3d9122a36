import ArgumentParser
import Glibc

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Say what this terminal can do, which keys were found (never their values), and what needs your hand.",
        discussion: "Ends with 2 when a file of yours has a mistake.")

    @OptionGroup var common: CommonOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    mutating func run() async throws {
        let setup = Setup(tolerating: common)
        let report = Doctor(setup: setup).report()
        let console = Console()
        if json {
            console.out(report.json.description)
        } else {
            for line in report.lines { console.out(line) }
        }
        if !report.problems.isEmpty { throw Ending(code: 2) }
    }
}
