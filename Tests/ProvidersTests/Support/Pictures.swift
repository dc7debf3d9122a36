import FoundationEssentials

/// Bytes that begin like a picture: what the wire needs of one.
enum Picture {
    static func png(_ count: Int = 48, seed: UInt8 = 7) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) ^ seed }
    }

    static func jpeg(_ count: Int = 40, seed: UInt8 = 3) -> [UInt8] {
        [0xFF, 0xD8, 0xFF, 0xE0] + (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 17) ^ seed }
    }
}

func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
