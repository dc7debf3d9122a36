import Screen

/// The mouse's reports in the form asked for (SGR): `ESC [ < button ; column ; row M`, or `m` for a release.
enum MouseReport {
    /// Nil when the sequence is no mouse report, an event without kind when it is one nobody needs.
    static func decode(_ sequence: [UInt8]) -> MouseEvent?? {
        guard sequence.count > 4, sequence[1] == UInt8(ascii: "["), sequence[2] == UInt8(ascii: "<"),
            let final = sequence.last, final == UInt8(ascii: "M") || final == UInt8(ascii: "m")
        else { return nil }
        let numbers = String(decoding: sequence[3...].dropLast(), as: UTF8.self).split(separator: ";").map { Int($0) }
        guard numbers.count == 3, let button = numbers[0], let x = numbers[1], let y = numbers[2], x > 0, y > 0,
            x < 10_000, y < 10_000
        else { return .some(nil) }
        func event(_ kind: MouseEvent.Kind) -> MouseEvent { MouseEvent(kind, x: x - 1, y: y - 1) }
        if button & 64 != 0 {
            switch button & 3 {
            case 0: return event(.scrollUp)
            case 1: return event(.scrollDown)
            default: return .some(nil)
            }
        }
        // Only the left button means something to the studio.
        guard button & 3 == 0 else { return .some(nil) }
        if final == UInt8(ascii: "m") { return event(.release) }
        return event(button & 32 != 0 ? .drag : .press)
    }
}
