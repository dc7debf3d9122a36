package import StudioCore

/// A file of ours that can be deleted any time, for rooms that keep something of their own in the cache folder.
package enum CacheFile {
    /// - Returns: nil when there is none, or none that can be read, or a larger one.
    package static func read(_ path: String, limit: Int) -> [UInt8]? { try? SafeFile.read(path, limit: limit) }

    /// Whole or not there, 0600, in a folder of 0700.
    package static func write(_ bytes: [UInt8], to path: String) throws(StoreFailure) {
        try SafeFile.makeFolder(SafeFile.folder(of: path))
        try SafeFile.write(bytes, to: path, .replacing)
    }
}
