import Glibc

/// Which file has a name: two that are equal are the same one, however it is called.
struct FileIdentity: Hashable {
    private var device: UInt64 = 0
    private var inode: UInt64 = 0

    /// Of nothing.
    init() {}

    /// Of nothing when the name is free.
    init(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }
}
