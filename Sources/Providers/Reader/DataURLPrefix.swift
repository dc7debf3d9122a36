/// Finds out whether base64 begins with `data:image/png;base64,` and passes over it: gateways differ, and one changed its
/// mind between versions.
struct DataURLPrefix {
    private(set) var isPassed = false
    private var matched = 0
    private var skipped = 0
    private static let scheme = Array("data:".utf8)

    /// - Parameter emit: called with bytes that were held back and turned out to be base64 after all.
    /// - Returns: what is left of the input after the prefix.
    mutating func pass(
        _ input: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) -> Void
    ) -> UnsafeRawBufferPointer {
        var index = 0
        while index < input.count, !isPassed {
            let byte = input[index]
            if matched < Self.scheme.count {
                guard byte == Self.scheme[matched] else {
                    release(emit)
                    break
                }
                matched += 1
            } else {
                // No media type is longer; without a comma by then it is nothing we know.
                skipped += 1
                if byte == UInt8(ascii: ",") {
                    // A second prefix after the first has been seen: look again.
                    matched = 0
                    skipped = 0
                } else if skipped > 256 {
                    isPassed = true
                }
            }
            index += 1
        }
        return UnsafeRawBufferPointer(rebasing: input[index...])
    }

    /// The string has ended.
    mutating func finish(_ emit: (UnsafeRawBufferPointer) -> Void) {
        if !isPassed, matched < Self.scheme.count { release(emit) }
    }

    private mutating func release(_ emit: (UnsafeRawBufferPointer) -> Void) {
        isPassed = true
        Self.scheme.withUnsafeBytes { emit(UnsafeRawBufferPointer(rebasing: $0[..<matched])) }
    }
}
