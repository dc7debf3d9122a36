/// What a worker is asked: the open file travels beside these bytes.
struct DecodeRequest: Equatable, Sendable {
    /// Comes back with the answer, so that no late answer is taken for another.
    var number: UInt32
    /// Bytes of the file.
    var byteCount: Int
    /// The largest size wanted; 0 × 0 is the original's own.
    var width: Int
    var height: Int

    static let length = 24
    private static let mark: UInt32 = 0x6561_7131

    var bytes: [UInt8] {
        var writer = WireWriter()
        writer.put(Self.mark)
        writer.put(number)
        writer.put(UInt32(truncatingIfNeeded: byteCount))
        writer.put(UInt32(truncatingIfNeeded: byteCount >> 32))
        writer.put(UInt32(truncatingIfNeeded: width))
        writer.put(UInt32(truncatingIfNeeded: height))
        return writer.bytes
    }
}

extension DecodeRequest {
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        var reader = WireReader(bytes)
        guard reader.next() == Self.mark else { return nil }
        number = reader.next()
        byteCount = Int(reader.next()) | Int(reader.next()) << 32
        width = Int(reader.next())
        height = Int(reader.next())
    }
}
