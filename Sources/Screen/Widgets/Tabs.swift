/// Names side by side, one of them chosen: it is marked by more than colour.
package enum Tabs {
    package static func spans(_ names: [String], selected: Int, theme: Theme) -> [Span] {
        names.enumerated().flatMap { index, name in
            [
                index == selected ? Span(" \(name) ", theme[.selection]) : Span(" \(name) ", theme[.muted]),
                Span(index == names.count - 1 ? "" : "│", theme[.border]),
            ]
        }
    }
}
