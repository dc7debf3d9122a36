import Gallery
import Glibc
import Screen
import StudioCore
import Terminal

/// Looks at everything a report speaks of.
struct Doctor {
    var setup: Setup

    func report() -> DoctorReport {
        let environment = setup.environment
        let (catalogue, catalogueProblems) = CatalogueLoader.load(environment, config: setup.config)
        let shelf = ThemeShelf(environment: environment)
        let wanted = setup.config.defaults.theme
        let place = environment.configFolder + "/config.toml"
        // Also of those that are not in use: here a person looks for what is wrong.
        let themeProblems = Set(shelf.ownNames + [wanted]).sorted().flatMap {
            shelf.theme(named: $0, place: place).problems
        }
        let (_, keyProblems) = KeymapFile.load(environment)
        let modelProblem = catalogue.defaultModelProblem(setup.config, environment)
        let model = try? catalogue.defaultModel(setup.config, environment).reference.description
        return DoctorReport(
            terminal: terminal, providers: setup.config.providers.map(provider), defaultModel: model ?? "none",
            paths: paths,
            themes: shelf.names, theme: wanted,
            problems: setup.problems + [modelProblem].compactMap(\.self) + catalogueProblems + themeProblems
                + keyProblems)
    }

    private func provider(_ config: ProviderConfig) -> DoctorReport.Provider {
        var key: String?
        for source in config.keys where key == nil {
            switch source {
            case .command(let arguments): key = "the command \(arguments.first ?? "")"
            case .literal: key = "config.toml"
            case .file(let file): key = file.isThere ? file.path : nil
            case .environment(let names): key = setup.environment.first(of: names)?.name
            }
        }
        return DoctorReport.Provider(
            config: config, key: key)
    }

    private var paths: [PathFacts] {
        let folders = setup.folders
        let tops = [
            PathFacts(name: "config", path: folders.config), PathFacts(name: "gallery", path: folders.gallery),
            PathFacts(name: "data", path: folders.data), PathFacts(name: "state", path: folders.state),
            PathFacts(name: "cache", path: folders.cache),
        ]
        return tops.flatMap { [$0] + ($0.name == "config" ? [] : PathFacts.exposed(below: $0.path, named: $0.name)) }
    }

    private var terminal: [(name: String, value: String)] {
        let probe = TerminalProbe.run(
            environment: setup.environment.variables, mode: setup.config.defaults.graphics)
        let size = probe.hasTerminal ? "\(probe.size.width)×\(probe.size.height) cells" : "no terminal"
        return [("window", size)] + probe.capabilities.table
    }
}
