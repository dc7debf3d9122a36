import FoundationEssentials
import Gallery
import Glibc
import StudioCore

/// Puts copies of finished pictures where lines want them, each once.
struct BatchCopies {
    var file: BatchFile
    /// Absolute.
    var gallery: String
    /// What earlier runs copied.
    var done: [TurnID: Set<String>]

    /// - Throws: when a copy cannot be made; the picture is safe in the gallery.
    func copy(_ turn: Turn, of order: BatchOrder) async throws(TurnFailure) {
        guard let output = order.output, turn.result?.outcome == .completed else { return }
        let finals = turn.finals.map { "\(gallery)/\($0.path)" }
        let targets = PictureOutput.targets(output, isFolder: PictureOutput.isFolder(output), pictures: finals)
        let isDone = done[turn.id]?.contains(output) == true
        // What was taken away since is put there again; what stands there may have been worked on.
        let missing = zip(finals, targets).filter { !isDone || access($0.1, F_OK) != 0 }
        guard !missing.isEmpty else { return }
        for (source, target) in missing { try PictureOutput.copy(source, to: target) }
        do throws(StoreFailure) {
            try await file.append(.copied(turn: turn.id, output: output))
        } catch {
            throw error.asTurnFailure
        }
    }
}
