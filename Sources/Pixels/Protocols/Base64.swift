/// Base64 (RFC 4648, padded) for the picture protocols, twelve bits at a time.
enum Base64 {
    static func length(of count: Int) -> Int { (count + 2) / 3 * 4 }

    /// Encodes all the bytes.
    static func encode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let pairs = (0..<4096).map { UInt16(alphabet[$0 >> 6]) | UInt16(alphabet[$0 & 63]) << 8 }
        let total = length(of: bytes.count)
        return [UInt8](unsafeUninitializedCapacity: total) { output, filled in
            filled = total
            guard total > 0, let target = UnsafeMutableRawPointer(output.baseAddress) else { return }
            pairs.withUnsafeBufferPointer { pairs in
                var at = 0
                var to = 0
                while at &+ 3 <= bytes.count {
                    let bits = UInt32(bytes[at]) << 16 | UInt32(bytes[at &+ 1]) << 8 | UInt32(bytes[at &+ 2])
                    target.storeBytes(of: pairs[Int(bits >> 12)], toByteOffset: to, as: UInt16.self)
                    target.storeBytes(of: pairs[Int(bits & 0xFFF)], toByteOffset: to &+ 2, as: UInt16.self)
                    at &+= 3
                    to &+= 4
                }
                let rest = bytes.count - at
                if rest > 0 {
                    let bits = UInt32(bytes[at]) << 16 | (rest > 1 ? UInt32(bytes[at + 1]) << 8 : 0)
                    target.storeBytes(of: pairs[Int(bits >> 12)], toByteOffset: to, as: UInt16.self)
                    output[to + 2] = rest > 1 ? alphabet[Int(bits >> 6 & 63)] : UInt8(ascii: "=")
                    output[to + 3] = UInt8(ascii: "=")
                }
            }
        }
    }
}
