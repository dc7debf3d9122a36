import Glibc

/// The framing of server-sent events, fed in pieces cut anywhere. Lines end in CR, LF or CRLF and may be of any length:
/// the bytes of a value are handed on as they come, none are held.
///
/// Lines that are no field are handed on too: Google reports an error in the middle of a stream as bare JSON.
struct SSEReader {
    enum Token {
        /// Bytes of a `data:` value.
        case data(UnsafeRawBufferPointer)
        /// The value goes on in another `data:` line.
        case nextLine
        /// A blank line: the event is whole.
        case end
        /// Bytes of a line that is no field.
        case stray(UnsafeRawBufferPointer)
        case strayEnd
    }

    private enum Place: Equatable {
        case lineStart
        /// Within the name of a field: so many bytes of the candidate have matched.
        case name(Field, matched: Int)
        /// After the colon of `data`: one space belongs to the framing.
        case valueStart
        case value, stray, skip
    }

    private enum Field: CaseIterable {
        case data, event, id, retry

        var name: StaticString {
            switch self {
            case .data: "data"
            case .event: "event"
            case .id: "id"
            case .retry: "retry"
            }
        }

        func begins(with byte: UInt8) -> Bool { name.utf8Start.pointee == byte }
    }

    private var place = Place.lineStart
    private var isAfterReturn = false
    /// The event has had a `data:` line.
    private var hasData = false
    /// A line that was no field has ended, and it has not been said yet.
    private var owesStrayEnd = false

    /// The next byte belongs to a `data:` value, unless it is the end of its line.
    var isInValue: Bool { place == .value }

    /// The next token of the input, which is shortened by what was used; nil when it is used up.
    mutating func next(_ rest: inout UnsafeRawBufferPointer) -> Token? {
        if owesStrayEnd {
            owesStrayEnd = false
            return .strayEnd
        }
        while let byte = rest.first {
            if byte == 0x0A, isAfterReturn {
                isAfterReturn = false
                rest.drop(1)
                continue
            }
            isAfterReturn = false
            if byte == 0x0A || byte == 0x0D {
                isAfterReturn = byte == 0x0D
                rest.drop(1)
                if let token = endLine() { return token }
                continue
            }
            switch place {
            case .lineStart:
                if let token = beginLine(byte, &rest) { return token }
            case .name(let field, let matched):
                if matched == field.name.utf8CodeUnitCount {
                    if byte == UInt8(ascii: ":") {
                        place = field == .data ? .valueStart : .skip
                        rest.drop(1)
                        if field == .data, hasData { return .nextLine }
                        if field == .data { hasData = true }
                    } else {
                        return strayName(field, matched)
                    }
                } else if byte == field.name.utf8Start[matched] {
                    place = .name(field, matched: matched + 1)
                    rest.drop(1)
                } else {
                    return strayName(field, matched)
                }
            case .valueStart:
                place = .value
                if byte == 0x20 { rest.drop(1) }
            case .value: return .data(takeLine(&rest))
            case .stray: return .stray(takeLine(&rest))
            case .skip: _ = takeLine(&rest)
            }
        }
        return nil
    }

    /// The connection has ended: an event without its blank line is whole all the same.
    mutating func finish() -> Token? {
        defer { hasData = false }
        return hasData ? .end : nil
    }

    private mutating func beginLine(_ byte: UInt8, _ rest: inout UnsafeRawBufferPointer) -> Token? {
        if byte == UInt8(ascii: ":") {
            place = .skip
        } else if let field = Field.allCases.first(where: { $0.begins(with: byte) }) {
            place = .name(field, matched: 1)
            rest.drop(1)
        } else {
            place = .stray
        }
        return nil
    }

    /// The name was none of ours: what had matched is part of the line, and is spelt like the candidate.
    private mutating func strayName(_ field: Field, _ matched: Int) -> Token {
        place = .stray
        return .stray(UnsafeRawBufferPointer(start: field.name.utf8Start, count: matched))
    }

    private mutating func endLine() -> Token? {
        defer { place = .lineStart }
        switch place {
        case .lineStart:
            defer { hasData = false }
            return hasData ? .end : nil
        case .name(.data, matched: 4):
            // “data” alone is an empty line of the value.
            defer { hasData = true }
            return hasData ? .nextLine : nil
        case .name(let field, let matched):
            // Another field without a value is passed over, as with one.
            guard matched < field.name.utf8CodeUnitCount else { return nil }
            owesStrayEnd = true
            return .stray(UnsafeRawBufferPointer(start: field.name.utf8Start, count: matched))
        case .stray: return .strayEnd
        default: return nil
        }
    }

    /// Up to the end of the line or of the input.
    private func takeLine(_ rest: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let base = rest.baseAddress else { return rest }
        var end = rest.count
        // In windows, so that a hostile input of many short lines stays linear.
        var start = 0
        while start < rest.count {
            let window = min(rest.count - start, 4096)
            let feed = memchr(base + start, 0x0A, window).map { base.distance(to: UnsafeRawPointer($0)) }
            let back = memchr(base + start, 0x0D, window).map { base.distance(to: UnsafeRawPointer($0)) }
            if let first = [feed, back].compactMap({ $0 }).min() {
                end = first
                break
            }
            start += window
        }
        defer { rest.drop(end) }
        return UnsafeRawBufferPointer(rebasing: rest[..<end])
    }
}

extension UnsafeRawBufferPointer {
    mutating func drop(_ count: Int) { self = UnsafeRawBufferPointer(rebasing: self[count...]) }
}
