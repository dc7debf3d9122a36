import ArgumentParser
import StudioCore

/// What is asked for, whichever model and however many of them are asked.
struct RequestOptions: ParsableArguments {
    @Option(help: ArgumentHelp("512, 1K, 2K or 4K, where the model has it.", valueName: "size"))
    var size: String?

    @Option(help: ArgumentHelp("The ratio of width to height, or auto.", valueName: "w:h"))
    var aspect: String?

    @Option(
        name: [.customShort("i"), .customLong("image")],
        help: ArgumentHelp("A picture to send along; may be given several times.", valueName: "file"),
        completion: .file())
    var images: [String] = []

    @Option(help: ArgumentHelp("The session the turn belongs to; made when it is new.", valueName: "name"))
    var session: String?

    @Option(help: ArgumentHelp("minimal, low, medium or high, where the model has it.", valueName: "level"))
    var thinking: String?

    @Option(help: ArgumentHelp("The same seed gives the same picture, where the model keeps to it.", valueName: "n"))
    var seed: Int?

    @Flag(help: "Print one JSON object on standard output and nothing else there.")
    var json = false

    @Flag(help: "Print what would be sent and what it would cost; send nothing.")
    var dryRun = false
}

extension RequestOptions {
    /// The settings of the turn: what was asked for, else the configured default as far as the model has it.
    func settings(
        for model: CatalogueModel, count: Int = 1, defaults: Config.Defaults, region: Region? = nil
    ) throws(TurnFailure) -> TurnSettings {
        var settings = TurnSettings(
            model: model.reference, size: model.size(near: defaults.size), count: count, seed: seed, region: region)
        if let size {
            guard let known = ImageSize(typed: size) else {
                throw .usage("“\(size)” is no size.", advice: Self.list("Sizes", model.sizes.map(\.rawValue)))
            }
            settings.size = known
        }
        if let aspect, aspect != "auto" {
            guard let known = AspectRatio(aspect) else {
                throw .usage(
                    "“\(aspect)” is no ratio W:H.",
                    advice: Self.list("Ratios", ["auto"] + model.ratios.map(\.description)))
            }
            settings.aspect = known
        } else if aspect == nil, let usual = defaults.aspect, model.ratios.contains(usual) {
            settings.aspect = usual
        }
        if let thinking {
            guard let level = ThinkingLevel(rawValue: thinking.lowercased()) else {
                throw .usage(
                    "“\(thinking)” is no thinking level.",
                    advice: Self.list("Levels", model.thinking.map(\.rawValue)))
            }
            settings.thinking = level
        }
        if seed != nil, !model.takesSeed {
            throw .usage("\(model.name) takes no seed.", advice: "Leave --seed out.")
        }
        return settings
    }

    private static func list(_ what: String, _ words: [String]) -> String {
        words.isEmpty ? "The model takes none: leave it out." : "\(what) it has: \(words.joined(separator: ", "))."
    }
}
