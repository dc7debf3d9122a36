/// Reads a few bytes at an offset: from memory, or from a file without holding it. What the header readers look through.
struct ByteWindow {
    /// Up to `count` bytes from `offset`; fewer at the end.
    let read: (_ offset: Int, _ count: Int) -> [UInt8]

    init(_ bytes: UnsafeRawBufferPointer) {
        read = { offset, count in
            guard offset >= 0, offset < bytes.count else { return [] }
            return Array(bytes[offset..<min(bytes.count, offset + count)])
        }
    }

    init(_ file: borrowing InputFile) {
        let descriptor = file.descriptor
        read = { offset, count in InputFile.read(descriptor, at: offset, count: count) }
    }

    /// Exactly `count` bytes, or a `truncated` error.
    func exactly(_ count: Int, at offset: Int) throws(PixelsError) -> [UInt8] {
        let bytes = read(offset, count)
        guard bytes.count == count else {
            throw PixelsError(.truncated, "The picture ends before its header does. Ask for it again.")
        }
        return bytes
    }
}

extension [UInt8] {
    func big16(_ offset: Int) -> Int { Int(self[offset]) << 8 | Int(self[offset + 1]) }
    func big32(_ offset: Int) -> Int { big16(offset) << 16 | big16(offset + 2) }
    func little16(_ offset: Int) -> Int { Int(self[offset]) | Int(self[offset + 1]) << 8 }
    func little24(_ offset: Int) -> Int { little16(offset) | Int(self[offset + 2]) << 16 }
    func little32(_ offset: Int) -> Int { little16(offset) | little16(offset + 2) << 16 }
}
