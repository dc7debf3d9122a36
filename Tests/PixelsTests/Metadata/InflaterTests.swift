import Testing

@testable import Pixels

@Suite struct InflaterTests {
    /// zlib's own, of twenty times “parameters ”.
    private static let packed: [UInt8] = [
        120, 218, 43, 72, 44, 74, 204, 77, 45, 73, 45, 42, 86, 40, 24, 110, 76, 0, 120, 163, 86, 145,
    ]

    private func inflate(_ bytes: [UInt8], limit: Int = 1 << 20) -> [UInt8]? {
        Inflater.inflate(zlib: bytes, limit: limit)
    }

    @Test func unpacksWithTheFixedCode() {
        let plain = Array(String(repeating: "parameters ", count: 20).utf8)
        #expect(inflate(Self.packed) == plain)
        #expect(inflate(Self.packed, limit: plain.count) == plain)
        #expect(inflate(Self.packed, limit: plain.count - 1) == nil, "a byte over the limit")
    }

    @Test func unpacksWhatIsStored() {
        #expect(inflate([0x78, 0x01, 1, 3, 0, 0xFC, 0xFF, 97, 98, 99, 0x02, 0x4D, 0x01, 0x27]) == [97, 98, 99])
    }

    /// The rows of a PNG, packed hard and softly by the library that others use.
    @Test(arguments: [PNGSettings.fast, .photo, .drawing]) func unpacksPictures(_ settings: PNGSettings) throws {
        let picture = TestPicture.make(width: 91, height: 53)
        let png = try PNGEncoder.encode(picture, settings: settings)
        var (data, offset) = ([UInt8](), 8)
        while offset < png.count {
            let length = png.big32(offset)
            if png[offset + 4..<offset + 8].elementsEqual("IDAT".utf8) { data += png[offset + 8..<offset + 8 + length] }
            offset += length + 12
        }
        let rows = try #require(inflate(data))
        #expect(rows.count == (91 * 3 + 1) * 53)
        // Row filters of the standard, each row's first byte.
        #expect(stride(from: 0, to: rows.count, by: 91 * 3 + 1).allSatisfy { rows[$0] <= 4 })
    }

    @Test func whatIsCutOrChangedIsNothing() {
        for count in 0..<Self.packed.count { #expect(inflate(Array(Self.packed.prefix(count))) == nil, "\(count)") }
        for place in Self.packed.indices {
            var damaged = Self.packed
            damaged[place] ^= 0x10
            // The level of packing is no one's business; everything else shows in the check sums.
            #expect(inflate(damaged) == nil, "byte \(place)")
        }
    }
}
