/// Chunks of a PNG that say something.
package enum PNGChunk {
    /// A `tEXt`, which everyone reads, where ASCII can say it; else an `iTXt`.
    package static func text(_ keyword: String, _ text: String) -> [UInt8] {
        // A zero would end what it says for some readers.
        let scalars = text.unicodeScalars.filter { $0.value != 0 }
        guard scalars.allSatisfy({ $0.isASCII }) else { return international(keyword, text) }
        return chunk("tEXt", Array(keyword.utf8) + [0] + scalars.map { UInt8($0.value) })
    }

    package static func international(_ keyword: String, _ text: String) -> [UInt8] {
        chunk("iTXt", Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(text.utf8.filter { $0 != 0 }))
    }

    /// - Parameter name: four letters.
    package static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return big32(content.count) + body + big32(Int(checksum(body)))
    }

    private static func big32(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        var value = UInt32(index)
        for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
        return value
    }

    /// CRC-32 of the standard.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 255)] ^ $0 >> 8 }
    }
}
