import FoundationEssentials
import Glibc
import Pixels
package import StudioCore

/// Takes the pictures of a folder of someone else's into the gallery.
package struct FolderImport: Sendable {
    /// What became of one picture. What is no picture is not told.
    package enum Event: Hashable, Sendable {
        /// `path` is relative to the gallery.
        case imported(source: String, path: String, ImportedSettings)
        /// The same bytes are in the gallery.
        case known(source: String, path: String)
        case unreadable(source: String, reason: String)
        /// It is in the gallery, and also where it was.
        case notRemoved(source: String, reason: String)
    }

    /// Absolute.
    package var folder: String
    /// Whether each one goes from its old place once it is safe in the new one.
    package var isMove: Bool

    package init(folder: String, isMove: Bool = false) {
        self.folder = folder
        self.isMove = isMove
    }

    /// - Throws: when the folder cannot be read, or the gallery not be written. What had been imported is there, and is
    ///   found there the next time.
    package func run(into store: GalleryStore, report: @Sendable (Event) -> Void) async throws(StoreFailure) {
        let gallery = store.folders.gallery
        if let real = Self.real(folder), let home = Self.real(gallery), (real + "/").hasPrefix(home + "/") {
            throw StoreFailure(
                .permission, path: folder, message: "\(folder) is in the gallery already.",
                advice: "Name another folder; “easel gallery reindex” finds what was put into the gallery by hand.")
        }
        var files = try ForeignFolder(folder, excluding: gallery)
        var known = KnownPictures(gallery: gallery)
        while !files.isAtEnd {
            if Task.isCancelled { return }
            let file = files.next()
            for refused in files.takeRefused() { report(.unreadable(source: refused.shown, reason: refused.reason)) }
            guard let file else { continue }
            for event in try await take(file, store, &known) { report(event) }
        }
    }

    private static func real(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private func take(
        _ file: consuming ForeignFolder.File, _ store: GalleryStore, _ known: inout KnownPictures
    ) async throws(StoreFailure) -> [Event] {
        let source = file.shown
        let picture: ForeignPicture
        switch ForeignPicture.look(file) {
        case nil: return []
        case .failure(let problem): return [.unreadable(source: source, reason: problem.reason)]
        case .success(let found): picture = found
        }
        if let path = known.path(sha256: picture.sha256, bytes: picture.bytes) {
            try await store.describe(picture, at: path, from: source)
            return [.known(source: source, path: path)] + remove(file)
        }
        guard let path = try await store.takeIn(picture, path: file.path, from: source) else {
            return [.unreadable(source: source, reason: "it cannot be read to its end, or was changed meanwhile")]
        }
        known.add(path, bytes: picture.bytes, sha256: picture.sha256)
        return [.imported(source: source, path: path, picture.settings)] + remove(file)
    }

    private func remove(_ file: borrowing ForeignFolder.File) -> [Event] {
        guard isMove else { return [] }
        let code = file.remove()
        return code == 0
            ? [] : [.notRemoved(source: file.shown, reason: String(cString: strerror(code)).lowercased())]
    }
}

/// What has which bytes in the gallery, told by the files themselves: size first, then content.
struct KnownPictures {
    private let gallery: String
    private var paths: [Int: [String]] = [:]
    /// Of those that had to be looked at.
    private var digests: [String: String] = [:]

    init(gallery: String) {
        self.gallery = gallery
        for item in GalleryScan.items(in: gallery) {
            if let picture = item.picture { paths[picture.bytes, default: []].append(item.path) }
        }
    }

    mutating func add(_ path: String, bytes: Int, sha256: String) {
        paths[bytes, default: []].append(path)
        digests[path] = sha256
    }

    mutating func path(sha256: String, bytes: Int) -> String? {
        for path in paths[bytes] ?? [] {
            if digests[path] == nil { digests[path] = try? FileDigest.sha256(file: "\(gallery)/\(path)") }
            if digests[path] == sha256 { return path }
        }
        return nil
    }
}
