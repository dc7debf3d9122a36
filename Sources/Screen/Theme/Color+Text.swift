extension Color {
    static let accepted =
        "#rrggbb, default, or a terminal colour (black, red, green, yellow, blue, magenta, cyan, white, bright-…)"

    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    /// Reads a colour as theme files write it.
    init?(theme text: String) {
        if text == "default" {
            self = .terminal
        } else if text.hasPrefix("#"), text.utf8.count == 7, let value = UInt32(text.dropFirst(), radix: 16) {
            self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
        } else if text.hasPrefix("bright-"), let index = Self.names.firstIndex(of: String(text.dropFirst(7))) {
            self = .ansi(UInt8(8 + index))
        } else if let index = Self.names.firstIndex(of: text) {
            self = .ansi(UInt8(index))
        } else {
            return nil
        }
    }
}

extension Style {
    /// Reads `accent on surface bold`.
    init?(theme text: String, palette: [String: Color]) {
        var style = Style()
        var isBackground = false
        var hasForeground = false
        for word in text.split(separator: " ").map(String.init) {
            switch word {
            case "on": isBackground = true
            case "bold": style.attributes.insert(.bold)
            case "dim": style.attributes.insert(.dim)
            case "italic": style.attributes.insert(.italic)
            case "underline": style.attributes.insert(.underline)
            case "reverse": style.attributes.insert(.reverse)
            default:
                guard let color = palette[word] ?? Color(theme: word) else { return nil }
                if isBackground {
                    style.background = color
                    isBackground = false
                } else if !hasForeground {
                    style.foreground = color
                    hasForeground = true
                } else {
                    return nil
                }
            }
        }
        guard !isBackground else { return nil }
        self = style
    }
}
