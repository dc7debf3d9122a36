import Glibc
import Pixels

/// Whether a picture's file goes to its end, told by its last bytes.
enum PictureEnd {
    static func isThere(_ path: String, _ format: ImageFormat) -> Bool {
        guard let info = SafeFile.info(path), let file = try? OpenFile.reading(path) else { return false }
        func bytes(_ count: Int, at offset: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            return pread(file.descriptor, &bytes, count, off_t(max(0, offset))) == count ? bytes : []
        }
        switch format {
        case .png: return bytes(8, at: info.bytes - 8) == Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
        case .jpeg: return bytes(2, at: info.bytes - 2) == [0xFF, 0xD9]
        case .webp:
            let size = bytes(4, at: 4).reversed().reduce(0) { $0 << 8 | Int($1) }
            return size > 0 && info.bytes >= size + 8
        default: return false
        }
    }

    /// Whether a picture certainly ends too early: what stands behind its end, or a format not looked into here, is no
    /// sign of that.
    static func isCut(_ path: String, _ format: ImageFormat) -> Bool {
        guard !isThere(path, format), let info = SafeFile.info(path), let file = try? OpenFile.reading(path) else {
            return false
        }
        switch format {
        case .png: return !hasLastChunk(file, size: info.bytes)
        // A marker in the compressed data would be escaped; one far from the end belongs to a small picture in the head.
        case .jpeg:
            var tail = [UInt8](repeating: 0, count: 1 << 16)
            let count = max(0, pread(file.descriptor, &tail, tail.count, off_t(max(0, info.bytes - tail.count))))
            return !tail[..<count].indices.dropFirst().contains { tail[$0] == 0xD9 && tail[$0 - 1] == 0xFF }
        case .webp: return true
        default: return false
        }
    }

    private static func hasLastChunk(_ file: borrowing OpenFile, size: Int) -> Bool {
        var offset = 8
        var head = [UInt8](repeating: 0, count: 8)
        while offset + 12 <= size, pread(file.descriptor, &head, head.count, off_t(offset)) == head.count {
            if head[4...].elementsEqual("IEND".utf8) { return true }
            offset += 12 + head[..<4].reduce(0) { $0 << 8 | Int($1) }
        }
        return false
    }
}
