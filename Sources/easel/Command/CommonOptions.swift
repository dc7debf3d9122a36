import ArgumentParser
import Gallery
import Glibc
import Logging
import StudioCore

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Read this file instead of the usual config.toml.", valueName: "file"), completion: .file())
    var config: String?

    @Option(help: ArgumentHelp("Keep pictures in this folder.", valueName: "dir"), completion: .directory)
    var gallery: String?
}

/// What a command works with: environment and configuration, read once.
struct Setup: Sendable {
    var environment: Environment
    var config: Config
    /// Empty unless the command can live with them.
    var problems: [ConfigProblem]
    /// Where everything is on this machine.
    var folders: Folders

    /// Into `easel.log`: from `EASEL_LOG` on (`debug`, `info`, `warning`, `error`), `info` where it says nothing, and nothing
    /// at all where it says `off`.
    var logger: Logger {
        let wanted = environment["EASEL_LOG"] ?? "info"
        return Logger(label: "easel") { [folders] _ in
            guard wanted != "off" else { return SwiftLogNoOpLogHandler() }
            return LogFile(path: folders.log, level: Logger.Level(rawValue: wanted) ?? .info)
        }
    }

    /// Reads the configuration, problems and all.
    /// - Parameters:
    ///   - configFile: nil for the usual one; relative to the working folder, as the gallery.
    ///   - gallery: nil for the configured one.
    init(configFile: String? = nil, gallery: String? = nil, environment: Environment = .ofProcess()) {
        self.environment = environment
        let here = environment.workingFolder
        (config, problems) = Config.load(environment, path: configFile.map { environment.absolute($0, in: here) })
        folders = Folders(
            environment: environment.variables,
            gallery: gallery.map { environment.absolute($0, in: here) } ?? config.defaults.gallery)
    }

    init(tolerating options: CommonOptions, environment: Environment = .ofProcess()) {
        self.init(configFile: options.config, gallery: options.gallery, environment: environment)
    }

    /// The same for a command that must not guess.
    /// - Throws: every problem of the configuration.
    init(_ options: CommonOptions, environment: Environment = .ofProcess()) throws(ConfigProblems) {
        self.init(tolerating: options, environment: environment)
        if !problems.isEmpty { throw ConfigProblems(problems: problems) }
    }

    /// For commands that only look at what is there.
    /// - Throws: a usage failure where the gallery is no folder, or somebody named one that is not there: nothing found in
    ///   the wrong place is not nothing at all. The usual one may still have to be made.
    func existingGallery(_ options: CommonOptions) throws(TurnFailure) -> Folders {
        let gallery = folders.gallery
        if access(gallery, F_OK) == 0 {
            if PictureOutput.isFolder(gallery) { return folders }
            throw .usage("\(gallery) is not a folder.", advice: "Name the gallery's folder.")
        }
        let reason = String(cString: strerror(errno))
        let isChosen = options.gallery != nil || gallery != environment.folders.gallery
        guard isChosen else { return folders }
        throw .usage(
            "There is no gallery \(gallery): \(reason).",
            advice: options.gallery == nil ? "The configuration names it." : "--gallery takes the gallery's folder.")
    }

    /// - Throws: every problem of the person's catalogue file.
    func catalogue() throws(ConfigProblems) -> Catalogue {
        let (catalogue, problems) = CatalogueLoader.load(environment, config: config)
        if !problems.isEmpty { throw ConfigProblems(problems: problems) }
        return catalogue
    }
}

/// All that is wrong in the person's files, as one failure.
struct ConfigProblems: Error {
    var problems: [ConfigProblem]

    var asFailure: TurnFailure {
        .usage(problems.map(\.description).joined(separator: "\n"), advice: "Nothing was sent.")
    }
}
