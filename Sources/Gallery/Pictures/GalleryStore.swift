import Crypto
import FoundationEssentials
import Glibc
import Pixels
package import StudioCore

/// The pictures on disk: the only one who writes into the gallery.
package actor GalleryStore: AssetStore {
    package nonisolated let folders: Folders
    /// Largest reference that is taken in.
    private static let mostReferenceBytes = 50 << 20

    package init(folders: Folders) { self.folders = folders }

    // MARK: Staging

    package func makeStaging(turn: TurnID, variant: Int) throws(StoreFailure) -> String {
        let folder = "\(folders.journal)/\(turn)-\(variant)"
        try SafeFile.makeFolder(folder)
        return folder
    }

    package func discardStaging(_ folder: String) {
        guard folder.hasPrefix(folders.journal + "/") else { return }
        for name in SafeFile.list(folder) { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }

    // MARK: Pictures

    package func store(_ image: ReceivedImage, of turn: Turn, variant: Int) throws(StoreFailure) -> ImageAsset {
        let (format, header) = inspect(image.file.path)
        let name = PictureName(
            prompt: turn.prompt, seconds: Int(turn.startedAt.timeIntervalSince1970), sha256: image.file.sha256,
            variant: variant, of: turn.settings.count, fileExtension: format?.fileExtension ?? "bin")
        do {
            try SafeFile.makeFolder("\(folders.gallery)/\(name.folder)")
            let relative = try place(image.file.path, as: name)
            return ImageAsset(
                path: relative, mime: format?.mime ?? "application/octet-stream", width: header?.width ?? 0,
                height: header?.height ?? 0, bytes: image.file.bytes, sha256: image.file.sha256, role: image.role,
                variant: variant)
        } catch {
            var failure = error
            failure.message += " The picture itself is safe in \(image.file.path)."
            throw failure
        }
    }

    /// Under the first free name. Same file system: one rename. Another: a copy beside the name, then the rename.
    private func place(_ source: String, as name: PictureName) throws(StoreFailure) -> String {
        let handle = try OpenFile(path: source, flags: O_RDONLY)
        try handle.sync()
        for attempt in 0..<1000 {
            let relative = name.path(attempt: attempt)
            let target = "\(folders.gallery)/\(relative)"
            if SafeFile.exists(target) || SafeFile.exists(Sidecar.path(for: target)) { continue }
            do throws(StoreFailure) {
                try SafeFile.place(source, at: target, replacing: false)
                _ = chmod(target, 0o600)
                return relative
            } catch {
                if SafeFile.exists(target) { continue }
            }
            let temporary = target + ".part"
            unlink(temporary)
            do throws(StoreFailure) {
                try SafeFile.copy(source, to: temporary)
            } catch {
                unlink(temporary)
                throw error
            }
            try SafeFile.place(temporary, at: target, replacing: false)
            unlink(source)
            return relative
        }
        throw StoreFailure(
            .io, path: name.folder, message: "A thousand pictures have the same name in \(name.folder).",
            advice: "Move some of them away.")
    }

    package func writeSidecars(of turn: Turn, session: String) throws(StoreFailure) {
        for asset in turn.result?.images ?? [] {
            try Sidecar(asset, of: turn, session: session).write(besides: absolute(asset))
        }
    }

    package func file(of asset: ImageAsset) throws(StoreFailure) -> ImageFile {
        let path = absolute(asset)
        guard SafeFile.exists(path) else {
            throw StoreFailure(
                .missing, path: path, message: "The picture \(path) is not there any more.",
                advice: "Put it back, or go on from another turn.")
        }
        return ImageFile(path: path, mime: asset.mime, bytes: asset.bytes, sha256: asset.sha256)
    }

    package nonisolated func absolute(_ asset: ImageAsset) -> String { "\(folders.gallery)/\(asset.path)" }

    // MARK: What belongs to them

    package func keep(_ blob: BlobFile) throws(StoreFailure) {
        let target = signaturePath(blob.sha256)
        if SafeFile.exists(target) { return }
        try SafeFile.makeFolder(folders.references)
        let temporary = target + ".part"
        unlink(temporary)
        try SafeFile.copy(blob.path, to: temporary)
        try SafeFile.place(temporary, at: target, replacing: true)
    }

    package func signature(_ sha256: String) throws(StoreFailure) -> BlobFile {
        let path = signaturePath(sha256)
        guard let info = SafeFile.info(path) else {
            throw StoreFailure(
                .missing, path: path, message: "The thought signature \(sha256.prefix(8))… of an earlier turn is missing.",
                advice: "Start over from the picture: easel edit PICTURE …")
        }
        return BlobFile(path: path, bytes: info.bytes, sha256: sha256)
    }

    private func signaturePath(_ sha256: String) -> String { "\(folders.references)/\(sha256).signature" }

    package func file(of reference: Reference) throws(StoreFailure) -> ImageFile {
        let format = ImageFormat.allCases.first { $0.mime == reference.mime }
        let path = "\(folders.references)/\(reference.sha256).\(format?.fileExtension ?? "bin")"
        guard SafeFile.exists(path) else {
            throw StoreFailure(
                .missing, path: path, message: "The reference \(reference.name) is not there any more.",
                advice: "Add it again from its original place.")
        }
        return ImageFile(path: path, mime: reference.mime, bytes: reference.bytes, sha256: reference.sha256)
    }

    package func importReference(path: String) throws(StoreFailure) -> Reference {
        guard let info = SafeFile.info(path) else { throw .from(ENOENT, doing: "open", path) }
        guard info.bytes <= Self.mostReferenceBytes else {
            throw StoreFailure(
                .tooLarge, path: path, message: "\(path) is larger than 50 MB.", advice: "Scale it down first.")
        }
        let bytes = try SafeFile.read(path, limit: Self.mostReferenceBytes)
        guard let format = ImageFormat(magic: bytes.prefix(64)), format != .gif else {
            throw StoreFailure(
                .notAPicture, path: path, message: "\(path) is no picture that models take.",
                advice: "PNG, JPEG and WebP can be sent.")
        }
        let (_, header) = inspect(path)
        guard let header else {
            throw StoreFailure(
                .notAPicture, path: path, message: "\(path) begins like a \(format.rawValue) but cannot be read.",
                advice: "The file is damaged; save it anew.")
        }
        let sha256 = SHA256.hash(data: bytes).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
        let target = "\(folders.references)/\(sha256).\(format.fileExtension)"
        if !SafeFile.exists(target) {
            try SafeFile.makeFolder(folders.references)
            try SafeFile.write(bytes, to: target, replacing: true)
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return Reference(
            sha256: sha256, mime: format.mime, bytes: bytes.count, width: header.width, height: header.height, name: name)
    }

    /// Format by magic number and pixels by header, without decoding.
    private func inspect(_ path: String) -> (ImageFormat?, ImageHeader?) {
        let header = try? ImageHeader(file: path)
        if let header { return (header.format, header) }
        let start = (try? SafeFile.read(path, limit: 64)) ?? []
        return (ImageFormat(magic: start[...]), nil)
    }
}
