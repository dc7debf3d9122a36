import Glibc

/// What a folder says of a regular file in it, and whether that is still what it said before.
struct FileFacts: Hashable, Sendable {
    var bytes: Int
    /// Seconds since 1970.
    var changed: Double
    /// Different whenever the file was written or replaced.
    var stamp: UInt64

    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.init(status)
    }

    /// - Parameter folder: an open one that the name is in.
    init?(_ name: String, in folder: Int32) {
        var status = stat()
        guard fstatat(folder, name, &status, 0) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        bytes = Int(status.st_size)
        changed = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        var mixed = UInt64(bitPattern: Int64(status.st_mtim.tv_sec)) &* 1_000_000_007
        for number in [UInt64(bitPattern: Int64(status.st_mtim.tv_nsec)), UInt64(status.st_ino), UInt64(bytes)] {
            mixed = (mixed ^ number) &* 0x9E37_79B9_7F4A_7C15
            mixed ^= mixed >> 29
        }
        stamp = mixed
    }
}
