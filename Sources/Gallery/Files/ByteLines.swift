import Glibc

/// Where the lines of a file are, and what stands in them, at the speed of the C library.
enum ByteLines {
    /// The lines that are not empty, without their ends.
    static func ranges(_ bytes: [UInt8]) -> [Range<Int>] {
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return [] }
            var ranges: [Range<Int>] = []
            var at = 0
            while at < buffer.count {
                let found = memchr(start + at, 0x0A, buffer.count - at)
                let end = found.map { UnsafeRawPointer($0) - start } ?? buffer.count
                if end > at { ranges.append(at..<end) }
                at = end + 1
            }
            return ranges
        }
    }

    /// Whether the text stands anywhere in those bytes.
    static func contains(_ text: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        index(of: text, in: bytes, range) != nil
    }

    /// Where the text stands first in those bytes.
    static func index(of text: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard let first = text.first else { return range.lowerBound }
        return bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return nil }
            var at = range.lowerBound
            while at + text.count <= range.upperBound {
                let left = range.upperBound - text.count + 1 - at
                guard let found = memchr(start + at, Int32(first), left) else { return nil }
                if memcmp(found, text, text.count) == 0 { return UnsafeRawPointer(found) - start }
                at = UnsafeRawPointer(found) - start + 1
            }
            return nil
        }
    }
}
