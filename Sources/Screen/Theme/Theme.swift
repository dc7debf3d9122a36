/// The colours of the studio: a palette of named colours, and a style for each role made from it.
package struct Theme: Equatable, Sendable {
    package let name: String
    private let styles: [Role: Style]

    /// - Parameters:
    ///   - palette: name → colour (`#c4a7e7`, `red`, `bright-black`, `default`).
    ///   - roles: role → style: `FOREGROUND [on BACKGROUND] [bold] [dim] [italic] [underline] [reverse]`, where a colour is a
    ///     name of the palette or a colour itself.
    /// A style that names no background stands on that of its ``Role/ground``: `text` paints the studio, `popup` what is on
    /// top. A role that is missing takes the style of its ``Role/fallback``.
    /// - Throws: which theme, which line, and what would be accepted.
    package init(name: String, palette: [String: String], roles: [String: String]) throws(ThemeError) {
        self.name = name
        var colors: [String: Color] = [:]
        for (key, text) in palette.sorted(by: { $0.key < $1.key }) {
            guard let color = Color(theme: text) else {
                throw ThemeError(theme: name, key: "palette.\(key)", value: text, accepted: Color.accepted)
            }
            colors[key] = color
        }
        var told: [Role: ThemeStyle] = [:]
        for (key, text) in roles.sorted(by: { $0.key < $1.key }) {
            guard let role = Role(rawValue: key) else {
                let all = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw ThemeError(theme: name, key: "roles.\(key)", value: key, accepted: "a role: \(all)")
            }
            guard let style = ThemeStyle(text, palette: colors) else {
                let known = (palette.keys.sorted() + [Color.accepted]).joined(separator: ", ")
                throw ThemeError(
                    theme: name, key: "roles.\(key)", value: text, accepted: "\(ThemeStyle.form), colours: \(known)")
            }
            told[role] = style
        }
        func resolve(_ role: Role) -> ThemeStyle? {
            if let style = told[role] { return style }
            return role == .text ? nil : resolve(role.fallback)
        }
        func background(_ role: Role) -> Color {
            guard let style = told[role], style.namesBackground else {
                return role == .text ? .terminal : background(role.ground)
            }
            return style.style.background
        }
        var styles: [Role: Style] = [:]
        for role in Role.allCases { styles[role] = resolve(role)?.standing(on: background(role.ground)) ?? .plain }
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
