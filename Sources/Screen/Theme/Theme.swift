/// The colours of the studio: a palette of named colours, and a style for each role made from it.
package struct Theme: Equatable, Sendable {
    package let name: String
    private let styles: [Role: Style]

    /// - Parameters:
    ///   - palette: name → colour (`#c4a7e7`, `red`, `bright-black`, `default`).
    ///   - roles: role → style: `FOREGROUND [on BACKGROUND] [bold] [dim] [italic] [underline] [reverse]`, where a colour is a
    ///     name of the palette or a colour itself.
    /// - Throws: which theme, which line, and what would be accepted.
    package init(name: String, palette: [String: String], roles: [String: String]) throws(ThemeError) {
        self.name = name
        var colors: [String: Color] = [:]
        for (key, text) in palette {
            guard let color = Color(theme: text) else {
                throw ThemeError(theme: name, key: "palette.\(key)", value: text, accepted: Color.accepted)
            }
            colors[key] = color
        }
        var styles: [Role: Style] = [:]
        for (key, text) in roles {
            guard let role = Role(rawValue: key) else {
                let all = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw ThemeError(theme: name, key: "roles.\(key)", value: key, accepted: "a role: \(all)")
            }
            guard let style = Style(theme: text, palette: colors) else {
                throw ThemeError(
                    theme: name, key: "roles.\(key)", value: text,
                    accepted:
                        "FOREGROUND [on BACKGROUND] [bold|dim|italic|underline|reverse], colours from the palette or "
                        + Color.accepted)
            }
            styles[role] = style
        }
        for role in Role.allCases where styles[role] == nil {
            var source = role.fallback
            while styles[source] == nil, source != .text { source = source.fallback }
            styles[role] = styles[source] ?? .plain
        }
        self.styles = styles
    }

    private init(name: String, styles: [Role: Style]) {
        self.name = name
        self.styles = styles
    }

    package subscript(role: Role) -> Style { styles[role] ?? .plain }

    /// Attributes only, so that the studio starts whatever the theme files hold, and respects `NO_COLOR`.
    package static let mono = Theme(
        name: "mono",
        styles: [
            .text: .plain, .muted: Style(attributes: .dim), .faint: Style(attributes: .dim),
            .title: Style(attributes: .bold), .accent: Style(attributes: .bold), .border: Style(attributes: .dim),
            .borderFocused: Style(attributes: .bold), .selection: Style(attributes: .reverse),
            .selectionInactive: Style(attributes: .underline), .placeholder: Style(attributes: .dim),
            .key: Style(attributes: .bold), .popupBorder: Style(attributes: .bold),
            .popupTitle: Style(attributes: [.bold, .reverse]), .match: Style(attributes: .underline),
            .progress: Style(attributes: .bold), .progressTrack: Style(attributes: .dim),
            .disabled: Style(attributes: .dim), .running: Style(attributes: .bold), .danger: Style(attributes: .bold),
        ])
}

/// What is wrong in a theme file, for a person.
package struct ThemeError: Error, Equatable, Sendable {
    package var theme: String
    package var key: String
    package var value: String
    package var accepted: String

    package var message: String { "theme \(theme): \(key) = “\(value)”: expected \(accepted)" }
}
