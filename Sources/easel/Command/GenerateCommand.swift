import ArgumentParser
import StudioCore

struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Make a picture from words, and keep it in the gallery.",
        discussion: """
            Prints the picture's path; what else there is to say goes to standard error.

              easel generate a fox in snow --aspect 16:9 --size 2K
              easel generate -i cat.png -i room.jpg "put the cat into the room" -o out.png
              echo "a lighthouse" | easel generate - --json
            """)

    @Argument(help: "What the picture should show; - reads it from standard input.")
    var prompt: [String]

    @OptionGroup var turn: TurnOptions

    @Option(help: ArgumentHelp("Go on from this turn.", valueName: "turn"))
    var parent: String?

    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        let origin = parent.map { TurnStart.Origin.turn(TurnID($0)) } ?? .nothing
        try await TurnCommand(common: common, options: turn, words: prompt, origin: origin).run()
    }
}
