import Foundation
import Screen
import Testing

@testable import StudioUI

@Suite struct KeyTableTests {
    /// The README stands three folders above this file.
    private static let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("README.md")

    @Test func theReadmeHasTheKeysAsTheyAre() throws {
        let (open, close) = ("<!-- keys -->\n", "<!-- /keys -->")
        let text = try String(contentsOf: Self.readme, encoding: .utf8)
        let start = try #require(text.range(of: open), "no marker \(open)").upperBound
        let end = try #require(text.range(of: close, range: start..<text.endIndex), "no marker \(close)").lowerBound
        let table = KeyTable.markdown(Keymap())
        if ProcessInfo.processInfo.environment["RECORD"] != nil {
            try text.replacingCharacters(in: start..<end, with: table).write(
                to: Self.readme, atomically: true, encoding: .utf8)
            return
        }
        #expect(String(text[start..<end]) == table, "RECORD=1 renews it")
    }

    @Test func barsInKeysDoNotBreakTheTable() {
        let keymap = Keymap(overrides: [
            Keymap.Binding(context: .history, keys: [.init(.character("|"))], call: CommandCall(.search))
        ])
        #expect(KeyTable.markdown(keymap).contains("| `\\|` `/` | `search` |"))
    }
}
