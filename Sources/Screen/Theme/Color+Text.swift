/// Colours as theme files write them, both ways.
extension Color: CustomStringConvertible {
    static let accepted =
        "#rrggbb, default, or a terminal colour (black, red, green, yellow, blue, magenta, cyan, white, bright-…)"

    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    /// Reads a colour as theme files write it.
    init?(theme text: String) {
        if text == "default" {
            self = .terminal
        } else if text.hasPrefix("#"), text.utf8.count == 7, !text.contains("+"),
            let value = UInt32(text.dropFirst(), radix: 16)
        {
            self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
        } else if text.hasPrefix("bright-"), let index = Self.names.firstIndex(of: String(text.dropFirst(7))) {
            self = .ansi(UInt8(8 + index))
        } else if let index = Self.names.firstIndex(of: text) {
            self = .ansi(UInt8(index))
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .terminal: return "default"
        case .ansi(let index): return (index & 8 == 0 ? "" : "bright-") + Self.names[Int(index & 7)]
        case .rgb(let r, let g, let b):
            let digits = String(UInt32(r) << 16 | UInt32(g) << 8 | UInt32(b), radix: 16)
            return "#" + String(repeating: "0", count: 6 - digits.count) + digits
        }
    }
}
