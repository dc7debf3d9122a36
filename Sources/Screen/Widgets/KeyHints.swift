/// A line that says which keys do what: `Enter submit   Tab next pane`.
package enum KeyHints {
    /// - Returns: as many hints as fit into the width, whole ones only, in order.
    package static func spans(_ hints: [(keys: String, words: String)], width: Int, theme: Theme) -> [Span] {
        var spans: [Span] = []
        var used = 0
        for (index, hint) in hints.enumerated() {
            let gap = index == 0 ? "" : "   "
            let more = gap.count + hint.keys.displayWidth + 1 + hint.words.displayWidth
            guard used + more <= width else { break }
            used += more
            spans += [Span(gap, theme[.faint]), Span(hint.keys, theme[.key]), Span(" " + hint.words, theme[.faint])]
        }
        return spans
    }
}
