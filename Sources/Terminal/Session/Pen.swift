/// How a terminal writes the next character: what SGR sequences change.
struct Pen: Equatable, Sendable {
    /// The terminal's own colour, one of its sixteen (as SGR names it, 30…107), one of 256, or 24 bits: kind and value.
    enum Ink: Equatable, Sendable {
        case standard
        case named(UInt8)
        case indexed(UInt8)
        case rgb(UInt8, UInt8, UInt8)
    }

    var foreground = Ink.standard
    var background = Ink.standard
    /// The parameters that are on, one bit each: 1 bold, 2 dim, 3 italic, 4 underline, 5 blink, 7 reverse, 8 hidden, 9 struck.
    var attributes: UInt16 = 0

    /// What shows where nothing is written: a line through or under it, and everything when the colours are exchanged.
    private static let onBlanks: UInt16 = 1 << 4 | 1 << 7 | 1 << 9

    /// Whether a blank looks alike with both.
    func isAlikeOnBlanks(_ other: Pen) -> Bool {
        let visible = (attributes | other.attributes) & Self.onBlanks
        return visible == 0 ? background == other.background : self == other
    }

    /// Takes the parameters of one SGR sequence. False, and nothing changed, when there is one that is not known here.
    mutating func apply(_ parameters: ArraySlice<UInt8>) -> Bool {
        var next = self
        var reader = Parameters(rest: parameters)
        while let number = reader.next() {
            switch number {
            case 0: next = Pen()
            case 1...5, 7...9: next.attributes |= 1 << UInt16(number)
            case 22: next.attributes &= ~(1 << 1 | 1 << 2)
            case 23...25, 27...29: next.attributes &= ~(1 << UInt16(number - 20))
            case 30...37, 90...97: next.foreground = .named(number)
            case 40...47, 100...107: next.background = .named(number)
            case 39: next.foreground = .standard
            case 49: next.background = .standard
            case 38, 48:
                guard let ink = reader.ink() else { return false }
                if number == 38 { next.foreground = ink } else { next.background = ink }
            default: return false
            }
        }
        guard !reader.isLost else { return false }
        self = next
        return true
    }

    /// Numbers between semicolons; an empty one is 0.
    private struct Parameters {
        var rest: ArraySlice<UInt8>
        var isAtEnd = false
        /// Something else than numbers up to 255.
        var isLost = false

        init(rest: ArraySlice<UInt8>) { self.rest = rest }

        mutating func next() -> UInt8? {
            guard !isAtEnd, !isLost else { return nil }
            var number = 0
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: ";") { return UInt8(number) }
                number = number * 10 + Int(byte) - Int(UInt8(ascii: "0"))
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), number < 256 else {
                    isLost = true
                    return nil
                }
            }
            isAtEnd = true
            return UInt8(number)
        }

        /// After 38 or 48.
        mutating func ink() -> Ink? {
            switch next() {
            case 5: return next().map { .indexed($0) }
            case 2:
                guard let red = next(), let green = next(), let blue = next() else { return nil }
                return .rgb(red, green, blue)
            default: return nil
            }
        }
    }

    /// mlterm 3.9 takes so many parameters of one sequence and drops the rest (measured): two colours of 24 bits.
    private static let mostParameters = 10

    /// Writes the shortest sequence that makes one pen of another; nil is a pen that nobody knows.
    func write(after old: Pen?, to bytes: inout [UInt8]) {
        guard old != self else { return }
        var base = old ?? Pen()
        bytes += [0x1b, UInt8(ascii: "[")]
        var used = 0
        func separate(_ bytes: inout [UInt8], _ count: Int = 1) {
            if used + count > Self.mostParameters {
                bytes += [UInt8(ascii: "m"), 0x1b, UInt8(ascii: "[")]
                used = 0
            } else if used > 0 {
                bytes.append(UInt8(ascii: ";"))
            }
            used += count
        }
        if old == nil || base.attributes & ~attributes != 0 {
            separate(&bytes)
            bytes.append(UInt8(ascii: "0"))
            base = Pen()
        }
        for number in UInt8(1)...9 where (attributes & ~base.attributes) >> UInt16(number) & 1 == 1 {
            separate(&bytes)
            bytes.append(UInt8(ascii: "0") + number)
        }
        if foreground != base.foreground {
            separate(&bytes, foreground.parameters)
            foreground.write(standard: 39, to: &bytes)
        }
        if background != base.background {
            separate(&bytes, background.parameters)
            background.write(standard: 49, to: &bytes)
        }
        bytes.append(UInt8(ascii: "m"))
    }
}

extension Pen.Ink {
    /// How many a sequence has for it.
    fileprivate var parameters: Int {
        switch self {
        case .standard, .named: 1
        case .indexed: 3
        case .rgb: 5
        }
    }

    /// - Parameter standard: what the parameter for the terminal's own colour is: 39 or 49.
    fileprivate func write(standard: UInt8, to bytes: inout [UInt8]) {
        func number(_ value: UInt8, _ bytes: inout [UInt8]) {
            if value >= 100 { bytes.append(UInt8(ascii: "0") + value / 100) }
            if value >= 10 { bytes.append(UInt8(ascii: "0") + value / 10 % 10) }
            bytes.append(UInt8(ascii: "0") + value % 10)
        }
        func list(_ values: UInt8..., to bytes: inout [UInt8]) {
            for value in values {
                bytes.append(UInt8(ascii: ";"))
                number(value, &bytes)
            }
        }
        switch self {
        case .standard: number(standard, &bytes)
        case .named(let value): number(value, &bytes)
        case .indexed(let index):
            number(standard - 1, &bytes)
            list(5, index, to: &bytes)
        case .rgb(let red, let green, let blue):
            number(standard - 1, &bytes)
            list(2, red, green, blue, to: &bytes)
        }
    }
}
