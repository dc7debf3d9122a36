import Glibc
import Testing

@testable import Screen

/// Every theme file that comes with the program, held to what makes text readable.
@Suite struct ShippedThemeTests {
    static let names = ["dusk", "ember", "paper", "sixteen"]

    /// Reads only the form that the shipped files keep to: two tables of `key = "value"`.
    private func theme(_ name: String) throws -> Theme {
        let path = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/themes/\(name).toml"
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        var tables: [String: [String: String]] = [:]
        var table = ""
        for line in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("[") {
                table = String(line.dropFirst().dropLast())
            } else {
                let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
                try #require(parts.count == 3, "\(name): \(line)")
                tables[table, default: [:]][String(parts[0].prefix { $0 != " " })] = String(parts[1])
            }
        }
        #expect(Set(tables.keys).isSubset(of: ["palette", "roles"]))
        return try Theme(name: name, palette: tables["palette"] ?? [:], roles: tables["roles"] ?? [:])
    }

    /// WCAG 2.1, relative luminance.
    private func luminance(_ color: Color) throws -> Double {
        guard case .rgb(let r, let g, let b) = color else { throw NotRGB() }
        let linear = [r, g, b].map { channel in
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    private struct NotRGB: Error {}

    private func contrast(_ a: Color, _ b: Color) throws -> Double {
        let (x, y) = (try luminance(a), try luminance(b))
        return (max(x, y) + 0.05) / (min(x, y) + 0.05)
    }

    @Test(arguments: ["dusk", "ember", "paper"])
    func textIsReadable(_ name: String) throws {
        let theme = try theme(name)
        let read: [Role] = [
            .text, .muted, .title, .accent, .key, .status, .popup, .popupTitle, .match, .running, .success, .warning,
            .danger,
            .selection, .selectionInactive,
        ]
        for role in read {
            let ratio = try contrast(theme[role].foreground, theme[role].background)
            #expect(ratio >= 4.5, "\(name) \(role): \(ratio)")
        }
        for role in [Role.faint, .placeholder, .disabled, .borderFocused] {
            let ratio = try contrast(theme[role].foreground, theme[role].background)
            #expect(ratio >= 3.5, "\(name) \(role): \(ratio)")
        }
        // Rows keep the colours of their parts when they are selected, and pop-ups have muted words too.
        for role in [Role.muted, .running, .success, .warning, .danger] {
            let ratio = try contrast(theme[role].foreground, theme[.selection].background)
            #expect(ratio >= 3, "\(name) \(role) selected: \(ratio)")
            #expect(
                try contrast(theme[role].foreground, theme[.popup].background) >= 4.5, "\(name) \(role) in a pop-up")
        }
        #expect(try contrast(theme[.text].background, theme[.selection].background) >= 1.15)
    }

    @Test func sixteenNeedsOnlySixteen() throws {
        let theme = try theme("sixteen")
        for role in Role.allCases {
            for color in [theme[role].foreground, theme[role].background] {
                if case .rgb = color { Issue.record("\(role) is \(color)") }
            }
        }
    }

    @Test(arguments: names) func whatMustBeToldApartIs(_ name: String) throws {
        let theme = try theme(name)
        #expect(theme[.selection] != theme[.text])
        #expect(theme[.selection] != theme[.selectionInactive])
        #expect(theme[.selectionInactive] != theme[.text])
        #expect(theme[.border] != theme[.borderFocused])
        #expect(Set([Role.running, .success, .warning, .danger].map { theme[$0] }).count == 4)
    }
}
