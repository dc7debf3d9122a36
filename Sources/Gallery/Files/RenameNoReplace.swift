import Glibc

/// A rename that never replaces what is there. The call is looked up at run time: its declaration is one that Swift's
/// view of the C library leaves out.
enum RenameNoReplace {
    private typealias Call =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

    /// - Returns: 0, or the error number; `EEXIST` when the name is taken.
    static func rename(_ source: String, to target: String) -> Int32 {
        if let symbol = dlsym(nil, "renameat2") {
            // The C library's own signature of renameat2(2); 1 is RENAME_NOREPLACE.
            let call = unsafeBitCast(symbol, to: Call.self)
            if call(AT_FDCWD, source, AT_FDCWD, target, 1) == 0 { return 0 }
            if errno != EINVAL && errno != ENOSYS { return errno }
        }
        // A file system without it: a second name, which cannot replace either, and the first one away.
        if link(source, target) != 0 {
            return [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) ? underLock(source, to: target) : errno
        }
        return unlink(source) == 0 ? 0 : errno
    }

    /// For file systems that know no second names either (FAT in user space): every Easel that looks for a free name there
    /// waits for the others.
    static func underLock(_ source: String, to target: String) -> Int32 {
        let folder = open(SafeFile.folder(of: target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return errno }
        defer { close(folder) }
        while flock(folder, LOCK_EX) != 0, errno == EINTR {}
        if SafeFile.exists(target) { return EEXIST }
        return Glibc.rename(source, target) == 0 ? 0 : errno
    }
}
