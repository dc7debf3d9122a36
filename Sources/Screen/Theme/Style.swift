/// A colour as a theme means it; the terminal decides how near it can come.
package enum Color: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case terminal
    /// One of the sixteen colours that every terminal names (0–7 normal, 8–15 bright).
    case ansi(UInt8)
    /// 24-bit colour, each channel 0–255.
    case rgb(UInt8, UInt8, UInt8)
}

/// Text attributes beside colour.
package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let italic = Attributes(rawValue: 4)
    package static let underline = Attributes(rawValue: 8)
    package static let reverse = Attributes(rawValue: 16)
}

/// How a cell looks.
package struct Style: Hashable, Sendable {
    package var foreground: Color
    package var background: Color
    package var attributes: Attributes

    package init(foreground: Color = .terminal, background: Color = .terminal, attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    package static let plain = Style()

    package func with(_ more: Attributes) -> Style {
        var style = self
        style.attributes.formUnion(more)
        return style
    }

    package func on(_ color: Color) -> Style {
        var style = self
        style.background = color
        return style
    }
}

extension Color {
    /// The kind in bits 24 and 25, the value below.
    fileprivate var number: UInt64 {
        switch self {
        case .terminal: 0
        case .ansi(let index): 1 << 24 | UInt64(index)
        case .rgb(let red, let green, let blue): 2 << 24 | UInt64(red) << 16 | UInt64(green) << 8 | UInt64(blue)
        }
    }

    fileprivate init(number: UInt64) {
        func byte(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: number >> shift) }
        switch number >> 24 & 3 {
        case 0: self = .terminal
        case 1: self = .ansi(byte(0))
        default: self = .rgb(byte(16), byte(8), byte(0))
        }
    }
}

extension Style {
    /// A style as one number, for cells.
    var number: UInt64 {
        foreground.number | background.number << 26 | UInt64(attributes.rawValue) << 52
    }

    init(number: UInt64) {
        self.init(
            foreground: Color(number: number), background: Color(number: number >> 26),
            attributes: Attributes(rawValue: UInt8(truncatingIfNeeded: number >> 52)))
    }
}
