import CZlib

/// Unpacks a zlib stream (RFC 1950) to so many bytes and no more.
enum Inflater {
    /// - Returns: nil when it is damaged, or would be larger.
    static func inflate(zlib bytes: some Collection<UInt8>, limit: Int) -> [UInt8]? {
        let input = Array(bytes)
        guard let count = UInt32(exactly: input.count), limit >= 0 else { return nil }
        // Nothing grows more than this (zlib's own notes: 1032 : 1), so a short text does not take room for a long one.
        let room = min(limit, input.count * 1040 + 64)
        guard let space = UInt32(exactly: room) else { return nil }
        var isWhole = false
        // zlib wants a place to write to, even for nothing.
        let output = [UInt8](unsafeUninitializedCapacity: max(1, room)) { buffer, written in
            let length = easel_inflate(input, count, buffer.baseAddress, space)
            isWhole = length >= 0
            written = max(0, length)
        }
        return isWhole ? output : nil
    }
}
