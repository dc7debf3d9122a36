import Glibc
import StudioCore

extension PictureExport {
    /// - Parameters:
    ///   - folder: where copies are to go, absolute.
    ///   - gallery: absolute.
    /// - Throws: a usage failure where that is inside the gallery.
    static func check(_ folder: String, gallery: String) throws(TurnFailure) {
        guard (real(folder) + "/").hasPrefix(real(gallery) + "/") else { return }
        throw .usage(
            "\(folder) is in the gallery, where the copies would be pictures of their own.",
            advice: "Name a folder outside of \(gallery).")
    }

    /// Where a path leads, as far as it is there.
    private static func real(_ path: String) -> String {
        if let real = realpath(path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return path }
        return real(String(path[..<slash])) + path[slash...]
    }
}
