import Glibc
import StudioCore

/// Whether the gallery is as its sidecars say. Changes nothing.
package struct GalleryCheck: Sendable {
    package enum Trouble: String, Hashable, Sendable, CaseIterable {
        /// Other bytes than were written down.
        case changed
        /// A sidecar whose picture is gone.
        case missing
        /// Nobody wrote down where it comes from.
        case undescribed
        /// A sidecar that is no sidecar, or of a newer Easel.
        case unreadableSidecar = "unreadable_sidecar"
        /// The disk does not give the bytes, or the name is no text.
        case unreadable
    }

    package struct Finding: Hashable, Sendable {
        /// Relative to the gallery.
        package var path: String
        package var trouble: Trouble
        package var message: String
    }

    package var findings: [Finding] = []
    /// Pictures whose bytes are what they were.
    package var whole = 0

    /// - Parameter progress: pictures looked at, and how many there are.
    @concurrent
    package static func run(
        _ folders: Folders, progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async -> GalleryCheck {
        let scan = GalleryScan(gallery: folders.gallery)
        let items = scan.items.filter { !$0.isTrashed }
        var check = GalleryCheck()
        check.findings = scan.unreadable.filter { !GalleryScan.isTrash($0) }.map {
            Finding(
                path: $0, trouble: .unreadable,
                message: "has a name that is not written in UTF-8 and cannot be listed; rename it")
        }
        // Reading is bound by the disk; two at once keep it busy while the other counts.
        let size = max(1, min(4, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        for start in stride(from: 0, to: items.count, by: 64) {
            let piece = items[start..<min(items.count, start + 64)]
            let results = await withTaskGroup(of: [Finding?].self) { group in
                for worker in 0..<size {
                    let part = piece.enumerated().filter { $0.offset % size == worker }.map(\.element)
                    group.addTask { part.map { finding($0, in: folders.gallery) } }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            check.whole += results.count { $0 == nil }
            check.findings += results.compactMap(\.self)
            progress(min(items.count, start + 64), items.count)
        }
        check.findings.sort { $0.path < $1.path }
        return check
    }

    /// nil when all is as it was written down.
    private static func finding(_ item: GalleryScan.Item, in gallery: String) -> Finding? {
        let full = "\(gallery)/\(item.path)"
        func found(_ trouble: Trouble, _ message: String) -> Finding {
            Finding(path: item.path, trouble: trouble, message: message)
        }
        guard item.sidecar != nil else {
            return found(.undescribed, "has no file beside it that says how it was made")
        }
        let sidecar: Sidecar
        do throws(StoreFailure) {
            guard let read = try Sidecar.read(beside: full) else {
                return found(.unreadableSidecar, "has a file beside it that cannot be read")
            }
            sidecar = read
        } catch {
            // The path is told before it.
            let own = "\(error.path) "
            let message = error.message
            return found(
                .unreadableSidecar,
                message.hasPrefix(own) ? "has a sidecar that \(message.dropFirst(own.count))" : message)
        }
        guard let picture = item.picture else { return found(.missing, "is gone; its sidecar is there") }
        guard FileDigest.isDigest(sidecar.sha256) else {
            return found(.unreadableSidecar, "has a sidecar without a hash")
        }
        guard picture.bytes == sidecar.bytes else {
            return found(.changed, "has \(picture.bytes) bytes where \(sidecar.bytes) were received")
        }
        do throws(StoreFailure) {
            let digest = try FileDigest.sha256(file: full)
            return digest == sidecar.sha256 ? nil : found(.changed, "has other bytes than were received")
        } catch {
            return found(.unreadable, error.message)
        }
    }
}
