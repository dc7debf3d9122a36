/// Numbers as little-endian bytes.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { bytes += $0 } }
}

/// Reads what ``WireWriter`` wrote; zeros after the end.
struct WireReader {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    mutating func next() -> UInt32 {
        let part = bytes.prefix(4)
        bytes = bytes.dropFirst(4)
        return part.enumerated().reduce(0) { $0 | UInt32($1.element) << (8 * UInt32($1.offset)) }
    }
}
