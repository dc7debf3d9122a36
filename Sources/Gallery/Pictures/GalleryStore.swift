import FoundationEssentials
import Glibc
package import Pixels
package import StudioCore

/// The pictures on disk: the only one who writes into the gallery. An actor, so that two pictures of this process never
/// look for a name at once.
package actor GalleryStore: AssetStore {
    package nonisolated let folders: Folders
    let index: GalleryIndex?
    let decoder: any PictureDecoder
    let time: LocalTime
    /// The staging folders that are this process's own.
    var claims: [String: StagingClaim] = [:]

    /// - Parameters:
    ///   - index: told of every picture, and asked for those that were moved; nil to do without.
    ///   - decoder: for pictures that are put together.
    ///   - time: whose days and hours the names tell.
    package init(
        folders: Folders, index: GalleryIndex? = nil, decoder: any PictureDecoder, time: LocalTime = .system
    ) {
        self.folders = folders
        self.index = index
        self.decoder = decoder
        self.time = time
    }

    /// Where a picture is meant to be, absolute. It may have been moved since: `file(of:)` looks.
    package nonisolated func path(of asset: ImageAsset) -> String { "\(folders.gallery)/\(asset.path)" }

    // MARK: Pictures

    /// When this fails the picture is still where it was, whole, and can be stored again.
    package func store(_ image: ReceivedImage, of turn: Turn, variant: Int) throws(StoreFailure) -> ImageAsset {
        let staged = image.file.path
        do throws(StoreFailure) {
            let picture = try StagedPicture(image)
            let claim = claims[Staging.folder(turn: turn.id, variant: variant, in: folders)]
            let name = PictureName(
                prompt: turn.prompt,
                time: CivilTime(turn.startedAt, offset: claim?.offset ?? time.offset(turn.startedAt)),
                sha256: picture.file.sha256, variant: variant, of: turn.settings.count)
            if claim?.isTakenOver == true, let path = try earlier(picture, as: name, of: turn.id) {
                return picture.asset(at: path, variant: variant)
            }
            return picture.asset(at: try place(picture, as: name), variant: variant)
        } catch {
            guard SafeFile.exists(staged) else { throw error }
            var failure = error
            failure.message += " The picture is whole and safe in \(staged)."
            failure.advice += " It can be copied from there as it is."
            throw failure
        }
    }

    /// Moves the file under the first free name. On the same file system that is one rename; onto another, a copy that is
    /// compared before the original goes.
    /// - Returns: the path relative to the gallery.
    func place(_ picture: StagedPicture, as name: PictureName) throws(StoreFailure) -> String {
        try SafeFile.makeFolder("\(folders.gallery)/\(name.folder)")
        let file = picture.file
        for attempt in 0..<1000 {
            let stem = name.stem(attempt: attempt)
            // The sidecar has the stem alone, so no two pictures may share it, whatever they end in.
            if Self.isTaken("\(folders.gallery)/\(stem)") { continue }
            let relative = "\(stem).\(picture.fileExtension)"
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
            throw error.naming(target, insteadOf: copy)
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

    static func isTaken(_ stem: String) -> Bool {
        ([StagedPicture.unknownExtension, "json"] + ImageFormat.allCases.map(\.fileExtension)).contains {
            SafeFile.exists("\(stem).\($0)")
        }
    }

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
