/// Arguments of commands that take a query: `-fox` in it means “not that”, which a parser would take for an option.
enum QueryArguments {
    /// What stands between: options with a value of their own, by the command that has words.
    private static let valued = [
        "search": ["--config", "--gallery", "--limit"],
        "export": ["--config", "--gallery", "--output", "-o", "--format", "--size"],
    ]

    /// The same with all words of the query behind `--`, wherever they stood; of other commands just as they were.
    static func sorted(_ arguments: [String]) -> [String] {
        guard arguments.first == "gallery" else { return arguments }
        var place = 1
        while place < arguments.count, ["--config", "--gallery"].contains(arguments[place]) { place += 2 }
        guard place < arguments.count, let valued = valued[arguments[place]] else { return arguments }
        let start = arguments[...place]
        var options: [String] = []
        var words: [String] = []
        var rest = arguments[(place + 1)...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                break
            }
            let isOption = argument.hasPrefix("--") || argument == "-h" || valued.contains(argument)
            guard isOption || (argument.hasPrefix("-o=") && valued.contains("-o")) else {
                words.append(argument)
                continue
            }
            options.append(argument)
            if valued.contains(argument), let value = rest.popFirst() { options.append(value) }
        }
        return Array(start) + options + (words.isEmpty ? [] : ["--"] + words)
    }
}
