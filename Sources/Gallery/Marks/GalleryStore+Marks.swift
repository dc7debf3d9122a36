import StudioCore

/// Many pictures at once: what could be done, and why not the rest.
package struct BulkOutcome: Hashable, Sendable {
    /// Where they are now, relative to the gallery.
    package var done: [String] = []
    /// Paths, with what is wrong in a sentence.
    package var failed: [(path: String, reason: String)] = []

    package static func == (a: BulkOutcome, b: BulkOutcome) -> Bool {
        a.done == b.done && a.failed.elementsEqual(b.failed) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(done) }
}

extension GalleryStore {
    /// Changes the marks of pictures (relative to the gallery), in their sidecars; all else that stands there stays to the
    /// byte. A picture that has none gets one that says what the file itself tells.
    package func mark(_ paths: [String], _ change: MarkChange) async -> BulkOutcome {
        var outcome = BulkOutcome()
        for path in paths {
            do throws(StoreFailure) {
                try mark(absolute(path), change)
                outcome.done.append(path)
            } catch {
                outcome.failed.append((path, "\(error.message) \(error.advice)"))
            }
        }
        try? await index?.update(outcome.done)
        return outcome
    }

    private func mark(_ picture: String, _ change: MarkChange) throws(StoreFailure) {
        let path = Sidecar.path(for: picture)
        guard SafeFile.exists(path) else {
            var sidecar = try Sidecar(describing: picture)
            sidecar.marks = change.applied(to: .none)
            return try SafeFile.write(try sidecar.encoded(path: path), to: path, .new)
        }
        guard let sidecar = try Sidecar.read(beside: picture) else {
            throw StoreFailure(
                .io, path: path, message: "\(path) cannot be read.",
                advice: "It is left untouched; move it away to have the picture described anew.")
        }
        let marks = change.applied(to: sidecar.marks ?? .none)
        guard marks != sidecar.marks ?? .none else { return }
        let bytes = try SafeFile.read(path, limit: Sidecar.limit)
        guard let marked = try? Sidecar.marked(bytes, marks) else { throw .notEncodable(path) }
        try SafeFile.write(marked, to: path, .replacing)
    }

    nonisolated func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(folders.gallery)/\(path)"
    }
}
