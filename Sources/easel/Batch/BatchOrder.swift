import Gallery
import StudioCore

/// A line as the request that would be made of it.
struct BatchOrder: Sendable {
    var line: BatchLine
    /// What it is known by from run to run: `BatchKey`.
    var key: String
    var plan: DryRun
    /// The pictures that go along, as they were when they were looked at.
    var references: [Reference]
    /// Absolute; nil: no copy is wanted.
    var output: String?

    var settings: TurnSettings { plan.settings }
    var estimate: Cost { plan.estimate }
    var usualSeconds: Double? { plan.model.usualSeconds(settings.size) }

    /// Where the copies of so many pictures go; empty for a folder, where they have the gallery's names.
    var targets: [String] {
        guard let output, !PictureOutput.isFolder(output) else { return [] }
        let pictures = Array(repeating: "", count: settings.count)
        return PictureOutput.targets(output, isFolder: false, pictures: pictures)
    }
}
