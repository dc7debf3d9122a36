/// A style as a theme file writes it, before it stands on a background.
struct ThemeStyle: Equatable {
    var style: Style
    /// Whether the text names a background; without one a style stands on that of its surroundings.
    var namesBackground: Bool

    static let form = "FOREGROUND [on BACKGROUND] [bold] [dim] [italic] [underline] [reverse]"

    static let attributes: [(String, Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline), ("reverse", .reverse),
    ]

    /// Reads `accent on surface bold`; nil when a word is no colour and no attribute, or a colour is one too many.
    init?(_ text: String, palette: [String: Color]) {
        var foreground: Color?
        var background: Color?
        var attributes: Attributes = []
        var isBackground = false
        for word in text.split(separator: " ").map(String.init) {
            if word == "on", !isBackground, background == nil {
                isBackground = true
            } else if let color = palette[word] ?? Color(theme: word) {
                if isBackground {
                    background = color
                    isBackground = false
                } else if foreground == nil, background == nil {
                    foreground = color
                } else {
                    return nil
                }
            } else if let (_, attribute) = Self.attributes.first(where: { $0.0 == word }), !isBackground {
                attributes.insert(attribute)
            } else {
                return nil
            }
        }
        if isBackground { return nil }
        style = Style(
            foreground: foreground ?? .terminal, background: background ?? .terminal, attributes: attributes)
        namesBackground = background != nil
    }

    func standing(on ground: Color) -> Style { namesBackground ? style : style.on(ground) }
}

/// As a theme file would write it.
extension Style: CustomStringConvertible {
    package var description: String {
        var words = [foreground.description]
        if background != .terminal { words += ["on", background.description] }
        for (name, attribute) in ThemeStyle.attributes where attributes.contains(attribute) { words.append(name) }
        return words.joined(separator: " ")
    }
}
