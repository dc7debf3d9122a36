import Testing

@testable import Screen

@Suite struct ThemeTests {
    private let palette = ["ink": "#ffffff", "night": "#000010"]

    @Test(arguments: [
        ("ink", Style(foreground: .rgb(255, 255, 255))),
        ("ink on night bold", Style(foreground: .rgb(255, 255, 255), background: .rgb(0, 0, 16), attributes: .bold)),
        ("bold on night", Style(background: .rgb(0, 0, 16), attributes: .bold)),
        ("bright-black on default dim italic", Style(foreground: .ansi(8), attributes: [.dim, .italic])),
        ("cyan underline reverse", Style(foreground: .ansi(6), attributes: [.underline, .reverse])),
        ("#0a0B0c", Style(foreground: .rgb(10, 11, 12))),
    ])
    func readsStyles(_ text: String, _ style: Style) throws {
        #expect(try Theme(name: "t", palette: palette, roles: ["text": text])[.text] == style)
    }

    @Test(arguments: [
        "ink night", "ink on", "on on night", "ink on night on night", "blod", "#12345", "#+12345", "ink on bold",
    ])
    func refusesWhatIsNoStyle(_ text: String) {
        #expect(throws: ThemeError.self) { try Theme(name: "t", palette: palette, roles: ["text": text]) }
    }

    @Test func aMistakeSaysWhereAndWhatIsAccepted() {
        let color = #expect(throws: ThemeError.self) { try Theme(name: "mine", palette: ["a": "purple"], roles: [:]) }
        #expect(color?.message.hasPrefix("theme mine: palette.a = “purple”: expected #rrggbb, default") == true)
        let role = #expect(throws: ThemeError.self) { try Theme(name: "mine", palette: [:], roles: ["txt": "red"]) }
        #expect(role?.key == "roles.txt")
        #expect(role?.accepted.contains("popup-border") == true)
        let style = #expect(throws: ThemeError.self) {
            try Theme(name: "mine", palette: palette, roles: ["text": "inc"])
        }
        #expect(style?.accepted.contains("colours: ink, night, #rrggbb") == true)
    }

    @Test func whatIsMissingLooksLikeItsNeighbour() throws {
        let theme = try Theme(
            name: "t", palette: palette,
            roles: [
                "text": "ink on night", "muted": "white", "accent": "red bold", "popup": "ink on blue",
                "title": "green",
            ])
        #expect(theme[.placeholder] == Style(foreground: .ansi(7), background: .rgb(0, 0, 16)))
        #expect(theme[.borderFocused] == Style(foreground: .ansi(1), background: .rgb(0, 0, 16), attributes: .bold))
        #expect(theme[.popupTitle] == Style(foreground: .ansi(2), background: .ansi(4)))
        #expect(theme[.border] == theme[.text])
        #expect(try Theme(name: "t", palette: [:], roles: [:])[.danger] == .plain)
    }

    @Test func everyFallbackEndsAtText() {
        for role in Role.allCases {
            var steps = 0
            var next = role
            while next != .text, steps < 10 {
                next = next.fallback
                steps += 1
            }
            #expect(next == .text)
        }
    }

    @Test func monoHasNoColour() {
        for role in Role.allCases {
            #expect(Theme.mono[role].foreground == .terminal)
            #expect(Theme.mono[role].background == .terminal)
        }
        #expect(Theme.mono[.selection].attributes.contains(.reverse))
        #expect(Theme.mono[.selection] != Theme.mono[.selectionInactive])
    }
}
