import CSpng
import Glibc

/// Feeds libspng nothing but the chunks that make pixels. Text, profiles and private chunks are skipped unread: they are
/// where decompression bombs and parser bugs live (libspng 0.7.3 inflates a 262 KB `zTXt` to 256 MiB whatever its limits
/// say), and nobody here needs them. A class, because C holds a pointer to it.
final class PNGChunkSource {
    private let storage: Storage
    private let byteCount: Int
    private var offset = 0
    /// A chunk header that was read ahead, and how much of it was handed out.
    private var header: [UInt8] = []
    private var headerUsed = 0
    /// Bytes of the current chunk's data and checksum (at first the signature) still to be handed out.
    private var rest = 8

    private enum Storage {
        case memory(UnsafeRawBufferPointer)
        case file(Int32, ReadAhead)
    }

    /// The bytes must outlive the source.
    init(_ bytes: UnsafeRawBufferPointer) {
        storage = .memory(bytes)
        byteCount = bytes.count
    }

    init(_ file: borrowing InputFile) {
        storage = .file(file.descriptor, ReadAhead())
        byteCount = file.byteCount
    }

    func attach(to context: OpaquePointer) -> Int32 {
        spng_set_png_stream(
            context,
            { _, user, destination, count in
                // Both were given by `attach` and by libspng.
                let source = Unmanaged<PNGChunkSource>.fromOpaque(user!).takeUnretainedValue()
                return source.read(into: destination!, count: count)
                    ? 0 : Int32(SPNG_IO_EOF.rawValue)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func read(into destination: UnsafeMutableRawPointer, count: Int) -> Bool {
        var done = 0
        while done < count {
            if headerUsed < header.count {
                let part = min(count - done, header.count - headerUsed)
                header.withUnsafeBytes { bytes in
                    (destination + done).copyMemory(from: bytes.baseAddress! + headerUsed, byteCount: part)
                }
                headerUsed += part
                done += part
            } else if rest > 0 {
                let part = min(count - done, rest)
                guard take(part, into: destination + done) else { return false }
                rest -= part
                done += part
            } else if !advance() {
                return false
            }
        }
        return true
    }

    /// Goes to the next chunk that is wanted.
    private func advance() -> Bool {
        while true {
            var bytes = [UInt8](repeating: 0, count: 8)
            guard bytes.withUnsafeMutableBytes({ take(8, into: $0.baseAddress!) }) else { return false }
            let length = bytes.big32(0)
            switch bytes.big32(4) {
            case 0x4948_4452, 0x504C_5445, 0x7452_4E53, 0x4944_4154, 0x4945_4E44:  // IHDR PLTE tRNS IDAT IEND
                header = bytes
                headerUsed = 0
                rest = length + 4
                return true
            default:
                offset += length + 4
            }
        }
    }

    private func take(_ count: Int, into destination: UnsafeMutableRawPointer) -> Bool {
        guard offset + count <= byteCount else { return false }
        defer { offset += count }
        switch storage {
        case .memory(let bytes):
            destination.copyMemory(from: bytes.baseAddress! + offset, byteCount: count)
            return true
        case .file(let descriptor, let buffer):
            return buffer.copy(count, at: offset, of: descriptor, into: destination)
        }
    }
}
