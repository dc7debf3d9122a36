import Crypto
import FoundationEssentials
import StudioCore

/// A small file of our own making, as requests name files.
enum FileFacts {
    /// nil when it cannot be read.
    /// - Parameter path: absolute.
    static func file(_ path: String, mime: String) -> ImageFile? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return ImageFile(
            path: path, mime: mime, bytes: data.count, sha256: Hexadecimal.text(SHA256.hash(data: data)))
    }
}
