import ArgumentParser
import StudioCore

struct BatchCommand: AsyncParsableCommand {
    /// Requests that had their end, and may be sent again.
    enum Retry: String, CaseIterable, ExpressibleByArgument {
        case interrupted, failed, rejected, cancelled

        var outcome: Outcome {
            switch self {
            case .interrupted: .interrupted
            case .failed: .failed
            case .rejected: .rejected
            case .cancelled: .cancelled
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Make many pictures from a file with a request a line.",
        discussion: """
            A line is a JSON object: prompt, and as far as it is wanted id, model, size, aspect, count, thinking, seed, \
            references, output, parent. Paths are relative to the file's folder. What a line does not say, the flags say. \
            All lines are checked before the first is sent.

              easel batch prompts.jsonl -m nano-banana-pro --budget 5
              easel batch prompts.jsonl --dry-run
              jq -c '{prompt: .title}' books.json | easel batch - --session covers --json

            Run it again, after Ctrl-C, a crash or a change of the file: it sends only what was not sent. A request is \
            known by what it asks and its id, wherever its line stands. One that may have been billed is sent again only \
            with --retry. Ctrl-C sends no more and waits for what runs; once more cancels that, once more ends at once.

            Prints a line a request, in the order of the file: the picture's path, or why there is none. Ends with 0 when \
            all are completed, now or earlier; with 130 when Ctrl-C left some; with the code of what stopped it (4 key or \
            permission, 5 quota or budget); otherwise with that of the worst request: cancelled before failed or \
            interrupted before rejected, and of several such the first.
            """)

    @Argument(help: "The file, JSON Lines; - reads standard input.", completion: .file())
    var file: String

    @OptionGroup var turn: TurnOptions

    @Option(help: ArgumentHelp("So many requests at once, 1 to 16.", valueName: "n"))
    var concurrency = 4

    @Option(help: ArgumentHelp("Spend no more than this, all runs of the batch together.", valueName: "usd"))
    var budget: Double?

    @Option(
        help: ArgumentHelp(
            "Send those again that were interrupted, failed, rejected or cancelled; may be given several times.",
            valueName: "outcome"))
    var retry: [Retry] = []

    @Flag(help: "Use the provider's own batch service, where it has one that Easel speaks: so far none.")
    var remote = false

    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard (1...16).contains(concurrency) else { throw ValidationError("--concurrency takes 1 to 16.") }
        if let budget, !(budget >= 0 && budget <= 1_000_000) {
            throw ValidationError("--budget takes an amount in USD.")
        }
        if turn.output == "-" { throw ValidationError("-o takes a folder here: there are many pictures.") }
    }

    mutating func run() async throws {
        try await BatchTurns(
            common: common, options: turn, file: file, concurrency: concurrency, budget: budget,
            retry: Set(retry.map(\.outcome)), isRemote: remote
        ).run()
    }
}
