import ArgumentParser
import Glibc
import StudioCore

struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change a picture with words: a new turn under the one that made it.",
        discussion: """
            A picture of the gallery goes on in its session; any other picture is sent along with the prompt.

              easel edit t_01JD… make it night
              easel edit fox.png add a red scarf --region 400,300,200,200
            """)

    @Argument(help: ArgumentHelp("A picture's file, or a turn's id.", valueName: "image|turn"), completion: .file())
    var subject: String

    @Argument(help: "What should change; - reads it from standard input.")
    var prompt: [String]

    @Option(help: ArgumentHelp("Change only this rectangle, in pixels from the top left.", valueName: "x,y,w,h"))
    var region: String?

    @Flag(help: "Keep every pixel outside --region as it is, whatever the model does; its own picture is kept too.")
    var lockOutside = false

    @OptionGroup var turn: TurnOptions

    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        if lockOutside, region == nil { throw ValidationError("--lock-outside needs --region X,Y,W,H.") }
        guard let region, Region(region) == nil else { return }
        throw ValidationError("--region takes X,Y,W,H in pixels, not “\(region)”.")
    }

    mutating func run() async throws {
        let environment = Environment.ofProcess()
        let path = environment.absolute(subject, in: environment.workingFolder)
        let origin: TurnStart.Origin =
            access(path, F_OK) == 0 || !subject.hasPrefix("t_") ? .picture(path) : .turn(TurnID(subject))
        try await TurnCommand(
            common: common, options: turn, words: prompt, origin: origin, region: region.flatMap { Region($0) },
            locksOutside: lockOutside
        ).run()
    }
}
