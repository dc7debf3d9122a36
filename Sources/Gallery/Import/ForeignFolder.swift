import FoundationEssentials
import Glibc
import StudioCore

/// A folder of someone else's, walked file by file without a list of them. Names are bytes here: one that is no text can
/// be opened all the same.
struct ForeignFolder: ~Copyable {
    /// A file that is open, by what this process calls it.
    struct File: ~Copyable {
        let descriptor: Int32
        fileprivate let folder: Int32
        fileprivate let name: [CChar]
        /// As people may read it, relative to the folder that was named.
        let shown: String
        let bytes: Int
        let changed: Date

        /// Opens the same file again, whatever its name.
        var path: String { "/proc/self/fd/\(descriptor)" }

        /// Takes the name away, if it is still this file's.
        func remove() -> Int32 {
            var (now, then) = (stat(), stat())
            guard fstatat(folder, name, &now, AT_SYMLINK_NOFOLLOW) == 0, fstat(descriptor, &then) == 0 else {
                return errno
            }
            guard now.st_dev == then.st_dev, now.st_ino == then.st_ino else { return ESTALE }
            return unlinkat(folder, name, 0) == 0 ? 0 : errno
        }

        deinit { close(descriptor) }
    }

    /// Folders that are inside one another.
    private static let mostDepth = 64

    private var open: [(stream: OpaquePointer, shown: String)] = []
    private let excluded: FileIdentity
    /// What could not be looked into, and why.
    private(set) var refused: [(shown: String, reason: String)] = []

    /// - Parameter excluded: a folder that is passed over wherever it is met.
    init(_ path: String, excluding excluded: String) throws(StoreFailure) {
        self.excluded = FileIdentity(excluded)
        guard let stream = opendir(path) else { throw .from(errno, doing: "read", path) }
        open.append((stream, ""))
    }

    deinit { for folder in open { closedir(folder.stream) } }

    /// Takes what was refused since the last time.
    mutating func takeRefused() -> [(shown: String, reason: String)] {
        defer { refused = [] }
        return refused
    }

    /// The next regular file; nil at the end. Hidden ones and links are passed over, pipes and devices never opened.
    mutating func next() -> File? {
        while let (stream, folder) = open.last {
            guard let entry = readdir(stream) else {
                closedir(stream)
                open.removeLast()
                continue
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
                }
            }
            guard name[0] != 0x2E else { continue }
            let kind = entry.pointee.d_type
            guard [UInt8(DT_REG), UInt8(DT_DIR), UInt8(DT_UNKNOWN)].contains(kind) else { continue }
            let words = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if let file = look(name, in: dirfd(stream), folder.isEmpty ? words : "\(folder)/\(words)") { return file }
            // Told before the next file.
            if !refused.isEmpty { return nil }
        }
        return nil
    }

    var isAtEnd: Bool { open.isEmpty }

    private mutating func look(_ name: [CChar], in folder: Int32, _ shown: String) -> File? {
        let descriptor = openat(folder, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            if errno != ENOENT, errno != ELOOP {
                refused.append((shown, String(cString: strerror(errno)).lowercased()))
            }
            return nil
        }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            return File(
                descriptor: descriptor, folder: folder, name: name, shown: shown, bytes: Int(status.st_size),
                changed: Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec)))
        }
        if status.st_mode & S_IFMT == S_IFDIR, FileIdentity("/proc/self/fd/\(descriptor)") != excluded {
            if open.count >= Self.mostDepth {
                refused.append((shown, "more than \(Self.mostDepth) folders inside one another"))
            } else if let stream = fdopendir(descriptor) {
                open.append((stream, shown))
                return nil
            }
        }
        close(descriptor)
        return nil
    }
}
