import FoundationEssentials
import Glibc
import Pixels
import StudioCore

/// A picture of someone else's that can be taken in.
struct ForeignPicture: Hashable, Sendable {
    struct Problem: Error, Hashable { var reason: String }

    var format: ImageFormat
    var bytes: Int
    var sha256: String
    var changed: Date
    var settings: ImportedSettings
    /// What Easel itself wrote into it; nil in a picture of another program.
    var lineage: ExportedLineage?
    /// What it is called where it comes from, without its ending.
    var name: String

    /// - Returns: nil when it is no picture and does not pretend to be one.
    static func look(_ file: borrowing ForeignFolder.File) -> Result<ForeignPicture, Problem>? {
        let name = file.shown.split(separator: "/").last.map(String.init) ?? ""
        let stem = GalleryScan.pictureStem(name)
        let path = file.path
        do throws(StoreFailure) {
            let start = try SafeFile.read(path, limit: 64)
            guard let format = ImageFormat(magic: start) else {
                let isCalledOne = stem != nil && !name.lowercased().hasSuffix(".bin")
                return isCalledOne ? .failure(Problem(reason: start.isEmpty ? "empty" : "no picture")) : nil
            }
            if format.isDecodable {
                do throws(PixelsError) {
                    try ImageLimits.standard.check(try ImageHeader(file: path).size)
                } catch {
                    return .failure(Problem(reason: error.kind == .tooLarge ? "too large" : "its header is damaged"))
                }
                if PictureEnd.isCut(path, format) { return .failure(Problem(reason: "it ends too early")) }
            }
            let metadata = (try? PictureMetadata(file: path)) ?? PictureMetadata()
            return .success(
                ForeignPicture(
                    format: format, bytes: file.bytes, sha256: try FileDigest.sha256(file: path),
                    changed: file.changed, settings: ImportedSettings(metadata),
                    lineage: metadata.xmp.flatMap { ExportedLineage($0) }, name: stem ?? name))
        } catch {
            return .failure(Problem(reason: error.message.replacing(path, with: file.shown)))
        }
    }
}

extension GalleryStore {
    /// Copies it in, under a name and a day as ours have, with its sidecar.
    /// - Parameters:
    ///   - path: by which it can be read now.
    ///   - source: what people call it.
    /// - Returns: where it is, relative to the gallery; nil when it cannot be read to its end as it was when it was
    ///   looked at.
    func takeIn(_ picture: ForeignPicture, path: String, from source: String) async throws(StoreFailure) -> String? {
        let words = picture.settings.prompt.isEmpty ? picture.name : picture.settings.prompt
        let name = PictureName(
            prompt: words, time: time.civil(picture.changed), sha256: picture.sha256, variant: 0, of: 1)
        try SafeFile.makeFolder("\(folders.gallery)/\(name.folder)")
        let copy = SafeFile.temporaryName(for: "\(folders.gallery)/\(name.folder)/x")
        defer { unlink(copy) }
        do throws(StoreFailure) {
            try SafeFile.copy(path, to: copy, .new)
        } catch {
            // The picture is to blame, not the gallery.
            if error.path == path { return nil }
            throw error.naming("\(folders.gallery)/\(name.folder)", insteadOf: copy)
        }
        guard try FileDigest.sha256(file: copy) == picture.sha256 else { return nil }
        let staged = try StagedPicture(
            ReceivedImage(
                file: ImageFile(path: copy, mime: picture.format.mime, bytes: picture.bytes, sha256: picture.sha256),
                role: .final))
        let place = try place(staged, as: name)
        try await describe(picture, staged.asset(at: place, variant: 0), from: source)
        return place
    }

    /// Writes the sidecar of one that was taken in by a run that ended before it could.
    func describe(_ picture: ForeignPicture, at place: String, from source: String) async throws(StoreFailure) {
        let path = "\(folders.gallery)/\(place)"
        guard !SafeFile.exists(Sidecar.path(for: path)) else { return }
        let header = try? ImageHeader(file: path)
        let asset = ImageAsset(
            path: place, mime: picture.format.mime, width: header?.width ?? 0, height: header?.height ?? 0,
            bytes: picture.bytes, sha256: picture.sha256, role: .final, variant: 0, isCut: nil)
        try await describe(picture, asset, from: source)
    }

    private func describe(_ picture: ForeignPicture, _ asset: ImageAsset, from source: String)
        async throws(StoreFailure)
    {
        var sidecar = Sidecar(picture.settings, of: asset, from: source, created: picture.changed)
        if let lineage = picture.lineage { sidecar.take(lineage) }
        try sidecar.write(beside: path(of: asset))
        await index?.add(sidecar, path: asset.path)
    }
}
