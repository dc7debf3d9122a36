/// Looks for `[DONE]`, which is no JSON though it begins like it: holds back as many bytes as have matched.
struct DoneMark {
    private var matched = 0
    private var isOver = false
    private static let text: StaticString = "[DONE]"

    /// - Parameter emit: takes bytes that were held back and are none of the mark.
    /// - Returns: what is left of the piece; nil when all of it is held back.
    mutating func pass(
        _ piece: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) -> Void
    ) -> UnsafeRawBufferPointer? {
        guard !isOver else { return piece }
        var index = 0
        while index < piece.count, matched < Self.text.utf8CodeUnitCount {
            guard piece[index] == Self.text.utf8Start[matched] else {
                isOver = true
                if matched > 0 { emit(UnsafeRawBufferPointer(start: Self.text.utf8Start, count: matched)) }
                return UnsafeRawBufferPointer(rebasing: piece[index...])
            }
            matched += 1
            index += 1
        }
        return nil
    }

    /// The event has ended.
    /// - Returns: whether it was the mark; if not, what was held back has been emitted.
    mutating func finish(_ emit: (UnsafeRawBufferPointer) -> Void) -> Bool {
        guard !isOver else { return false }
        if matched == Self.text.utf8CodeUnitCount { return true }
        if matched > 0 { emit(UnsafeRawBufferPointer(start: Self.text.utf8Start, count: matched)) }
        return false
    }
}
