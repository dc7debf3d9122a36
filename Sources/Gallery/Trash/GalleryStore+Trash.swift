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
            let (sidecar, targetSidecar) = (Sidecar.path(for: source), Sidecar.path(for: target))
            // Its own words may be there already, kept for another picture of the name.
            let isThere = SafeFile.exists(targetSidecar)
            if SafeFile.exists(target) || isThere && !Self.areEqual(sidecar, targetSidecar) { continue }
            try SafeFile.makeFolder(SafeFile.folder(of: target))
            let hasPicture = SafeFile.exists(source)
            if hasPicture {
                let code = SafeFile.place(source, at: target, .new)
                if code == EEXIST { continue }
                if code != 0 { throw .from(code, doing: "move", source) }
            }
            if SafeFile.exists(sidecar) {
                try moveSidecar(sidecar, to: targetSidecar, isThere: isThere, isShared: Self.hasTwin(source))
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

    private func moveSidecar(
        _ sidecar: String, to target: String, isThere: Bool, isShared: Bool
    ) throws(StoreFailure) {
        if isShared {
            if !isThere { try SafeFile.copy(sidecar, to: target, .new) }
        } else if isThere {
            unlink(sidecar)
        } else {
            let code = SafeFile.place(sidecar, at: target, .new)
            if code != 0 { throw .from(code, doing: "move", sidecar) }
        }
    }

    /// Whether a picture of the same name and another ending lies beside it: the sidecar is about that one as well.
    private static func hasTwin(_ picture: String) -> Bool {
        let stem = Sidecar.path(for: picture).dropLast(5)
        return GalleryScan.endings.contains { ending in
            let other = "\(stem).\(ending)"
            return other != picture && SafeFile.exists(other)
        }
    }

    private static func areEqual(_ first: String, _ second: String) -> Bool {
        guard let one = try? SafeFile.read(first, limit: 1 << 24),
            let other = try? SafeFile.read(second, limit: 1 << 24)
        else { return false }
        return one == other
    }
}
