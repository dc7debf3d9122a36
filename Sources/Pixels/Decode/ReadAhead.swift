import Glibc

/// A window of 64 KiB on a file, moved forward as it is read.
final class ReadAhead {
    private let bytes = UnsafeMutableRawPointer.allocate(byteCount: ReadAhead.capacity, alignment: 64)
    private var start = 0
    private var count = 0
    private static let capacity = 64 << 10

    deinit { bytes.deallocate() }

    /// Copies `wanted` bytes from an offset; false when the file ends before.
    func copy(_ wanted: Int, at offset: Int, of descriptor: Int32, into destination: UnsafeMutableRawPointer) -> Bool {
        var done = 0
        while done < wanted {
            let at = offset + done
            if at < start || at >= start + count {
                let got = pread(descriptor, bytes, Self.capacity, off_t(at))
                if got < 0, errno == EINTR { continue }
                if got <= 0 { return false }
                start = at
                count = got
            }
            let part = min(wanted - done, start + count - at)
            (destination + done).copyMemory(from: bytes + (at - start), byteCount: part)
            done += part
        }
        return true
    }
}
