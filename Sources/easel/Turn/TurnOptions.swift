import ArgumentParser

/// The flags of one turn, as `generate` and `edit` take them.
struct TurnOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "An id, an alias (nano-banana-pro) or provider/model; “easel models” lists them.", valueName: "model"))
    var model: String?

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("How many variants, 1 to 8.", valueName: "count"))
    var count = 1

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Copy the picture to this file or folder; - writes its bytes to standard output.", valueName: "path"),
        completion: .file())
    var output: String?

    @OptionGroup var request: RequestOptions

    mutating func validate() throws {
        guard output == "-" else { return }
        if request.json { throw ValidationError("--json and -o - both want standard output; name a file for -o.") }
        if count != 1 { throw ValidationError("-o - takes one picture; name a file for several.") }
    }
}
