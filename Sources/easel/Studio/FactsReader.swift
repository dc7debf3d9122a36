import Gallery
import Pixels
import StudioCore
import StudioUI

/// Looks closer at a picture of the gallery: into its sidecar, the picture's own words, and where its turn came from.
struct FactsReader: Sendable {
    var index: GalleryIndex
    /// Absolute.
    var gallery: String

    /// What cannot be read is left out. nil when nobody waits for it any more.
    @concurrent
    func facts(_ path: String) async -> PictureFacts? {
        if Task.isCancelled { return nil }
        let place = path.hasPrefix("/") ? path : "\(gallery)/\(path)"
        var facts = PictureFacts(path: path)
        facts.hasCredentials = (try? PictureMetadata(file: place))?.hasCredentials
        guard !Task.isCancelled else { return nil }
        guard let sidecar = try? Sidecar.read(beside: place) else { return facts }
        facts.references = sidecar.references.map(\.name)
        facts.tags = sidecar.marks?.tags ?? []
        if sidecar.elapsedSeconds > 0 { facts.seconds = sidecar.elapsedSeconds }
        facts.notes = sidecar.notes
        if let imported = sidecar.imported, imported.program != .unknown { facts.madeWith = imported.program.rawValue }
        if !sidecar.prompt.isEmpty {
            var settings = sidecar.settings
            settings.region = sidecar.requested.region
            facts.request = SettingsDiff.Request(
                prompt: sidecar.prompt, settings: settings, references: sidecar.references.map(\.sha256),
                parent: sidecar.parent)
        }
        if !sidecar.turn.rawValue.isEmpty {
            facts.lineage = (try? await index.lineage(of: sidecar.turn.rawValue).map(\.prompt)) ?? []
        }
        return Task.isCancelled ? nil : facts
    }
}

extension Sidecar {
    /// What the turn was asked with, as far as it means something for another picture.
    var settings: TurnSettings {
        TurnSettings(
            model: ModelReference(provider: provider, model: model), size: requested.size, aspect: requested.aspect,
            count: max(1, requested.count), thinking: requested.thinking, seed: requested.seed)
    }
}
