import FoundationEssentials
import Glibc
import Pixels
package import StudioCore

/// The pictures on disk: the only one who writes into the gallery. An actor, so that two pictures of this process never
/// look for a name at once.
package actor GalleryStore: AssetStore {
    package nonisolated let folders: Folders
    let index: GalleryIndex?
    private let time: LocalTime

    /// - Parameters:
    ///   - index: told of every picture, and asked for those that were moved; nil to do without.
    ///   - time: whose days and hours the names tell.
    package init(folders: Folders, index: GalleryIndex? = nil, time: LocalTime = .system) {
        self.folders = folders
        self.index = index
        self.time = time
    }

    /// Where a picture is meant to be, absolute. It may have been moved since: `file(of:)` looks.
    package nonisolated func path(of asset: ImageAsset) -> String { "\(folders.gallery)/\(asset.path)" }

    // MARK: Staging

    package func makeStaging(turn: TurnID, variant: Int) throws(StoreFailure) -> String {
        let folder = Staging.folder(turn: turn, variant: variant, in: folders)
        try SafeFile.makeFolder(folder)
        return folder
    }

    /// What is not in the gallery by now goes with it.
    package func discardStaging(_ folder: String) {
        guard folder.hasPrefix(folders.journal + "/"), !folder.contains("/../") else { return }
        for entry in SafeFile.list(folder) { unlink("\(folder)/\(entry.name)") }
        rmdir(folder)
    }

    // MARK: Pictures

    /// When this fails the picture is still where it was, whole, and can be stored again.
    package func store(_ image: ReceivedImage, of turn: Turn, variant: Int) throws(StoreFailure) -> ImageAsset {
        let staged = image.file.path
        do throws(StoreFailure) {
            let file = try whole(image.file)
            let name = PictureName(
                prompt: turn.prompt, time: time.civil(turn.startedAt), sha256: file.sha256, variant: variant,
                of: turn.settings.count)
            let header = try? ImageHeader(file: staged)
            let start = try SafeFile.read(staged, limit: 64)
            let format = header?.format ?? ImageFormat(magic: start)
            try SafeFile.makeFolder("\(folders.gallery)/\(name.folder)")
            let path = try place(file, as: name, fileExtension: format?.fileExtension ?? Self.unknownExtension)
            return ImageAsset(
                path: path, mime: format?.mime ?? "application/octet-stream", width: header?.width ?? 0,
                height: header?.height ?? 0, bytes: file.bytes, sha256: file.sha256, role: image.role, variant: variant)
        } catch {
            guard SafeFile.exists(staged) else { throw error }
            var failure = error
            failure.message += " The picture is whole and safe in \(staged)."
            failure.advice += " It can be copied from there as it is."
            throw failure
        }
    }

    /// Fsyncs the staged file and makes sure of what was said about it.
    private func whole(_ claimed: ImageFile) throws(StoreFailure) -> ImageFile {
        let file = try OpenFile.reading(claimed.path, flags: O_NOFOLLOW)
        fchmod(file.descriptor, 0o600)
        try file.sync()
        var actual = claimed
        actual.bytes = Int(try file.status().st_size)
        if actual.bytes != claimed.bytes || !FileDigest.isDigest(claimed.sha256) {
            actual.sha256 = try FileDigest.sha256(file: claimed.path)
        }
        return actual
    }

    /// Moves the file under the first free name. On the same file system that is one rename; onto another, a copy that is
    /// compared before the original goes.
    /// - Returns: the path relative to the gallery.
    private func place(_ file: ImageFile, as name: PictureName, fileExtension: String) throws(StoreFailure) -> String {
        for attempt in 0..<1000 {
            let stem = name.stem(attempt: attempt)
            // The sidecar has the stem alone, so no two pictures may share it, whatever they end in.
            if Self.isTaken("\(folders.gallery)/\(stem)") { continue }
            let relative = "\(stem).\(fileExtension)"
            let target = "\(folders.gallery)/\(relative)"
            var code = SafeFile.place(file.path, at: target, .new)
            if code == EXDEV { code = try copyAcross(file, to: target) }
            if code == EEXIST { continue }
            if code != 0 { throw .from(code, doing: "write", target) }
            try SafeFile.syncFolder(SafeFile.folder(of: target))
            return relative
        }
        throw StoreFailure(
            .io, path: "\(folders.gallery)/\(name.folder)",
            message: "A thousand pictures in \(folders.gallery)/\(name.folder) have the same name.",
            advice: "Move some of them away.")
    }

    /// - Returns: 0, or the error number of giving it its name.
    private func copyAcross(_ file: ImageFile, to target: String) throws(StoreFailure) -> Int32 {
        let copy = SafeFile.temporaryName(for: target)
        do throws(StoreFailure) {
            try SafeFile.copy(file.path, to: copy, .new)
            guard try FileDigest.sha256(file: copy) == file.sha256 else {
                throw StoreFailure(
                    .io, path: target, message: "The copy of \(file.path) in the gallery is not the same.",
                    advice: "Check the disk that holds \(folders.gallery).")
            }
        } catch {
            unlink(copy)
            throw error
        }
        let code = SafeFile.place(copy, at: target, .new)
        if code != 0 {
            unlink(copy)
            return code
        }
        try SafeFile.syncFolder(SafeFile.folder(of: target))
        unlink(file.path)
        return 0
    }

    private static func isTaken(_ stem: String) -> Bool {
        ([unknownExtension, "json"] + ImageFormat.allCases.map(\.fileExtension)).contains {
            SafeFile.exists("\(stem).\($0)")
        }
    }

    /// For bytes that are no picture known here: paid for, so kept, and marked by their name.
    static let unknownExtension = "bin"

    package func writeSidecars(of turn: Turn, session: String) async throws(StoreFailure) {
        var failure: StoreFailure?
        for asset in turn.result?.images ?? [] {
            let sidecar = Sidecar(asset, of: turn, session: session)
            do throws(StoreFailure) {
                try sidecar.write(beside: path(of: asset))
            } catch {
                // The others still get theirs.
                failure = failure ?? error
            }
            await index?.add(sidecar, path: asset.path)
        }
        if let failure { throw failure }
    }
}
