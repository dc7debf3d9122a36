import Glibc
import Pixels
package import StudioCore

/// Taking over what an earlier run had received.
extension GalleryStore {
    package func claimStaging(_ folder: String) -> Bool {
        guard claims[folder] == nil, let claim = StagingClaim.take(folder) else { return false }
        claims[folder] = claim
        return true
    }

    /// The same bytes under one of the names they would get, unless they are another turn's: put there by a run that did not
    /// come to its end.
    /// - Returns: the path relative to the gallery.
    func earlier(_ picture: StagedPicture, as name: PictureName, of turn: TurnID) throws(StoreFailure) -> String? {
        for attempt in 0..<1000 {
            let stem = name.stem(attempt: attempt)
            guard Self.isTaken("\(folders.gallery)/\(stem)") else { return nil }
            let path = "\(stem).\(picture.fileExtension)"
            let absolute = "\(folders.gallery)/\(path)"
            guard SafeFile.info(absolute)?.bytes == picture.file.bytes else { continue }
            // What is said of it is read sooner than its bytes.
            let sidecar = try? Sidecar.read(beside: absolute)
            guard sidecar?.turn == turn || !SafeFile.exists(Sidecar.path(for: absolute)),
                (try? FileDigest.sha256(file: absolute)) == picture.file.sha256
            else { continue }
            try SafeFile.syncFolder("\(folders.gallery)/\(name.folder)")
            return path
        }
        return nil
    }

    package func loosePictures(in staging: String) throws(StoreFailure) -> [ReceivedImage] {
        let inFolder = try SafeFile.entries(staging).filter { !$0.isFolder && !$0.name.hasPrefix("answer.") }
            .map { "\(staging)/\($0.name)" }
        return (inFolder + Staging.spares(of: staging)).sorted().compactMap { path in
            guard let header = try? ImageHeader(file: path), let info = SafeFile.info(path),
                let sha256 = try? FileDigest.sha256(file: path)
            else { return nil }
            let file = ImageFile(path: path, mime: header.format.mime, bytes: info.bytes, sha256: sha256)
            return ReceivedImage(file: file, role: .draft, isWhole: PictureEnd.isThere(path, header.format))
        }
    }

    package func continuation(of image: ReceivedImage, in staging: String) -> ReceivedImage? {
        guard let start = try? SafeFile.read(image.file.path) else { return nil }
        return try? loosePictures(in: staging).first { candidate in
            candidate.file.bytes > start.count
                && (try? SafeFile.read(candidate.file.path, limit: start.count)) == start
        }
    }
}
