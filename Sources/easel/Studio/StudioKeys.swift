import StudioUI

/// The person's key file as a keymap.
enum StudioKeys {
    static func keymap(_ environment: Environment) -> (Keymap, [ConfigProblem]) {
        var (file, problems) = KeymapFile.load(environment)
        var overrides: [Keymap.Binding] = []
        for binding in file.bindings {
            guard let call = CommandCall(text: binding.command) else {
                problems.append(
                    ConfigProblem(
                        file: file.path, line: binding.line, message: "there is no command “\(binding.command)”",
                        accepted: Command.allCases.map(\.rawValue)))
                continue
            }
            let contexts =
                binding.context.map { [CommandContext(rawValue: $0)] } ?? call.command.info.contexts.map { $0 }
            for context in contexts {
                guard let context else {
                    problems.append(
                        ConfigProblem(
                            file: file.path, line: binding.line,
                            message: "there is no context “\(binding.context ?? "")”",
                            accepted: CommandContext.allCases.map(\.rawValue)))
                    continue
                }
                overrides.append(Keymap.Binding(context: context, keys: binding.keys, call: call))
            }
        }
        return (Keymap(overrides: overrides), problems)
    }
}
