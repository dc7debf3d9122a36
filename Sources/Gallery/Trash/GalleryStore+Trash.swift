import Glibc
import StudioCore

/// The gallery's trash: `.trash` inside it, with the same folders. Moving there is one rename a file, on any disk, and the
/// way back is in the path.
extension GalleryStore {
    static let trash = ".trash/"

    /// Moves pictures with their sidecars to the trash.
    /// - Returns: where they are in it.
    package func moveToTrash(_ paths: [String]) async -> BulkOutcome {
        await move(paths.filter { !$0.hasPrefix(Self.trash) }) { Self.trash + $0 }
    }

    /// Moves them back to where they were; where something else lies by now, under the next free name.
    package func restoreFromTrash(_ paths: [String]) async -> BulkOutcome {
        await move(paths.filter { $0.hasPrefix(Self.trash) }) { String($0.dropFirst(Self.trash.count)) }
    }

    private func move(_ paths: [String], to target: (String) -> String) async -> BulkOutcome {
        var outcome = BulkOutcome()
        for path in paths {
            do throws(StoreFailure) {
                outcome.done.append(try move(path, to: target(path)))
            } catch {
                outcome.failed.append((path, "\(error.message) \(error.advice)"))
            }
        }
        try? await index?.update(paths + outcome.done)
        return outcome
    }

    /// The picture first: what a crash leaves between the two is a sidecar that is listed as missing its picture.
    private func move(_ path: String, to wanted: String) throws(StoreFailure) -> String {
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            throw StoreFailure(
                .permission, path: path, message: "\(path) is not in the gallery.", advice: "Only its own pictures can."
            )
        }
        let source = absolute(path)
        let dot = wanted.lastIndex(of: ".").flatMap { wanted[$0...].contains("/") ? nil : $0 } ?? wanted.endIndex
        for attempt in 1...1000 {
            let place = attempt == 1 ? wanted : "\(wanted[..<dot])-\(attempt)\(wanted[dot...])"
            let target = absolute(place)
            if SafeFile.exists(target) || SafeFile.exists(Sidecar.path(for: target)) { continue }
            try SafeFile.makeFolder(SafeFile.folder(of: target))
            let hasPicture = SafeFile.exists(source)
            if hasPicture {
                let code = SafeFile.place(source, at: target, .new)
                if code == EEXIST { continue }
                if code != 0 { throw .from(code, doing: "move", source) }
            }
            let sidecar = Sidecar.path(for: source)
            if SafeFile.exists(sidecar) {
                let code = SafeFile.place(sidecar, at: Sidecar.path(for: target), .new)
                if code != 0 { throw .from(code, doing: "move", sidecar) }
            } else if !hasPicture {
                throw .from(ENOENT, doing: "move", source)
            }
            try SafeFile.syncFolder(SafeFile.folder(of: target))
            try SafeFile.syncFolder(SafeFile.folder(of: source))
            return place
        }
        throw StoreFailure(
            .io, path: wanted, message: "A thousand pictures have the name \(wanted).", advice: "Move some away.")
    }
}
