import Glibc
import Pixels
package import StudioCore

/// What belongs to pictures: thought signatures and references, kept by their content.
extension GalleryStore {
    /// Largest reference that is taken in.
    private static let mostReferenceBytes = 50_000_000

    package func keep(_ blob: BlobFile) throws(StoreFailure) {
        let target = try signaturePath(blob.sha256)
        if SafeFile.exists(target) { return }
        guard try FileDigest.sha256(file: blob.path) == blob.sha256 else {
            throw StoreFailure(
                .io, path: blob.path,
                message: "The thought signature in \(blob.path) is not the one that was received.",
                advice: "Check the disk. The picture is not affected; go on from it with a new session.")
        }
        try keepCopy(of: blob.path, at: target)
    }

    package func signature(_ sha256: String) throws(StoreFailure) -> BlobFile {
        let path = try signaturePath(sha256)
        guard let info = SafeFile.info(path) else {
            throw StoreFailure(
                .missing, path: path,
                message: "The thought signature \(sha256.prefix(8))… of an earlier turn is missing.",
                advice: "Put \(path) back, or go on from the picture alone: easel edit IMAGE PROMPT.")
        }
        return BlobFile(path: path, bytes: info.bytes, sha256: sha256)
    }

    private func signaturePath(_ sha256: String) throws(StoreFailure) -> String {
        try contentPath(sha256, ending: "signature")
    }

    /// The name comes from a file that anyone may have written, so it is checked before it is part of a path.
    private func contentPath(_ sha256: String, ending: String) throws(StoreFailure) -> String {
        guard FileDigest.isDigest(sha256) else {
            throw StoreFailure(
                .missing, path: folders.references, message: "“\(sha256.prefix(80))” names no stored file.",
                advice: "The session file was changed by something else; go on from another turn.")
        }
        return "\(folders.references)/\(sha256).\(ending)"
    }

    private func keepCopy(of source: String, at target: String) throws(StoreFailure) {
        try SafeFile.makeFolder(folders.references)
        // By content: whoever was quicker has written the same bytes.
        try SafeFile.copy(source, to: target, .replacing)
    }

    // MARK: References

    package func importReference(path: String) throws(StoreFailure) -> Reference {
        let (reference, bytes, target) = try readReference(path)
        if SafeFile.info(target)?.bytes != bytes.count {
            try SafeFile.makeFolder(folders.references)
            try SafeFile.write(bytes, to: target, .replacing)
        }
        return reference
    }

    /// The same for looking only: nothing is kept.
    package func reference(lookingAt path: String) throws(StoreFailure) -> Reference {
        try readReference(path).reference
    }

    private func readReference(
        _ path: String
    ) throws(StoreFailure) -> (reference: Reference, bytes: [UInt8], target: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let file = try OpenFile.reading(path)
        let tooLarge = StoreFailure(
            .tooLarge, path: path, message: "\(path) has more than 50 MB.", advice: "Scale it down, then add it again.")
        guard try file.status().st_size <= Self.mostReferenceBytes else { throw tooLarge }
        let bytes = try file.contents(limit: Self.mostReferenceBytes + 1)
        guard bytes.count <= Self.mostReferenceBytes else { throw tooLarge }
        let (format, width, height) = try Self.sendable(bytes, path: path)
        let sha256 = FileDigest.sha256(bytes)
        let target = try contentPath(sha256, ending: format.fileExtension)
        let reference = Reference(
            sha256: sha256, mime: format.mime, bytes: bytes.count, width: width, height: height, name: name)
        return (reference, bytes, target)
    }

    /// What models take: PNG, JPEG, WebP and HEIC (wire/gemini-native.md 1.5; GIF is refused there). Pixels are 0 for
    /// HEIC, whose header is not read here.
    private static func sendable(_ bytes: [UInt8], path: String) throws(StoreFailure) -> (ImageFormat, Int, Int) {
        guard let format = ImageFormat(magic: bytes.prefix(64)) else {
            throw StoreFailure(
                .notAPicture, path: path, message: "\(path) is no picture.",
                advice: "PNG, JPEG, WebP and HEIC can be sent.")
        }
        if format == .heic { return (format, 0, 0) }
        guard format.isDecodable else {
            throw StoreFailure(
                .notAPicture, path: path,
                message: "\(path) is a \(format.rawValue.uppercased()), which models do not take.",
                advice: "Save it as PNG or JPEG, then add that.")
        }
        do throws(PixelsError) {
            let header = try ImageHeader(bytes)
            try ImageLimits.standard.check(header.size)
            return (format, header.width, header.height)
        } catch {
            let size = error.kind == .tooLarge
            throw StoreFailure(
                size ? .tooLarge : .notAPicture, path: path,
                message: size
                    ? "\(path) has more pixels than are taken in: 64 Mpx, 32768 a side."
                    : "\(path) begins like a \(format.rawValue.uppercased()) but is damaged.",
                advice: size ? "Scale it down, then add it again." : "Save it anew, then add that.")
        }
    }

    package func file(of reference: Reference) throws(StoreFailure) -> ImageFile {
        let format = ImageFormat.allCases.first { $0.mime == reference.mime }
        let path = try contentPath(reference.sha256, ending: format?.fileExtension ?? StagedPicture.unknownExtension)
        guard let info = SafeFile.info(path) else {
            throw StoreFailure(
                .missing, path: path, message: "The reference “\(reference.name)” is not there any more.",
                advice: "Add it again from its own place, or put \(path) back.")
        }
        return ImageFile(path: path, mime: reference.mime, bytes: info.bytes, sha256: reference.sha256)
    }

    // MARK: Pictures of earlier turns

    package func file(of asset: ImageAsset) async throws(StoreFailure) -> ImageFile {
        let path = path(of: asset)
        if !asset.path.split(separator: "/").contains(".."), SafeFile.info(path)?.bytes == asset.bytes {
            return ImageFile(path: path, mime: asset.mime, bytes: asset.bytes, sha256: asset.sha256)
        }
        // Moved or renamed by the person: the same bytes under another name will do.
        for candidate in await index?.candidates(sha256: asset.sha256, bytes: asset.bytes) ?? [] {
            let moved = "\(folders.gallery)/\(candidate)"
            if (try? FileDigest.sha256(file: moved)) == asset.sha256 {
                return ImageFile(path: moved, mime: asset.mime, bytes: asset.bytes, sha256: asset.sha256)
            }
        }
        throw StoreFailure(
            .missing, path: path, message: "The picture \(path) is not there any more, or not the same.",
            advice:
                "Put it back into the gallery (easel gallery reindex finds it under any name), or go on from another turn."
        )
    }
}
