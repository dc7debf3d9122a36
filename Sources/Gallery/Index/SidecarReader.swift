import FoundationEssentials
import Glibc

/// Reads the sidecars of many pictures with as few calls of the system as there can be: a folder stays open for the next
/// picture in it, and all bytes come into the same place.
struct SidecarReader: ~Copyable {
    private let gallery: String
    private let buffer: UnsafeMutableRawBufferPointer
    /// The folder that is open, as the paths of its pictures begin.
    private var folder: Substring?
    private var descriptor: Int32 = -1

    /// - Parameter bytes: what is longer is read another way.
    init(gallery: String, bytes: Int = 1 << 16) {
        self.gallery = gallery
        buffer = .allocate(byteCount: bytes, alignment: 16)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        buffer.deallocate()
    }

    /// - Returns: nil for one that is damaged, newer, or no file at all.
    mutating func sidecar(of item: GalleryScan.Item) -> Sidecar? {
        guard let facts = item.sidecar else { return nil }
        let full = item.path.hasPrefix("/") ? item.path : "\(gallery)/\(item.path)"
        guard let bytes = bytes(of: item.path, facts) else { return try? Sidecar.read(beside: full) }
        return try? Sidecar.decode(bytes, path: full)
    }

    /// - Returns: nil when it is no short file that can be read in one go.
    private mutating func bytes(of picture: String, _ sidecar: FileFacts) -> UnsafeBufferPointer<UInt8>? {
        let slash = picture.utf8.lastIndex(of: UInt8(ascii: "/"))
        let path = slash.map { picture[..<$0] } ?? ""
        guard path.first != "/", open(path) else { return nil }
        let name = slash.map { String(picture[picture.index(after: $0)...]) } ?? picture
        let file = openat(descriptor, Sidecar.path(for: name), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        // As long as it was a moment ago, when it was a file: what anything else gives is no more than that.
        let count = read(file, buffer.baseAddress, buffer.count)
        guard count == sidecar.bytes else { return nil }
        let bytes = UnsafeRawBufferPointer(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
        return bytes.bindMemory(to: UInt8.self)
    }

    private mutating func open(_ path: Substring) -> Bool {
        if folder == path { return descriptor >= 0 }
        if descriptor >= 0 { close(descriptor) }
        folder = path
        descriptor = Glibc.open("\(gallery)/\(path)", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        return descriptor >= 0
    }
}
