import StudioCore

/// Two sessions side by side as `easel sessions diff` prints them.
struct SessionDiffOutput {
    var first: String
    var second: String
    var diff: SessionDiff

    /// `-` is only in the first, `+` only in the second, `~` in both and not the same.
    var lines: [String] {
        ["- \(first)", "+ \(second)", ""] + diff.lines.flatMap(lines) + ["", summary]
    }

    private func lines(_ line: SessionDiff.Line) -> [String] {
        let mark = line.isSame ? " " : line.second == nil ? "-" : line.first == nil ? "+" : "~"
        // A long branch needs no staircase.
        let indent = String(repeating: "  ", count: min(line.depth, 12))
        let prompt = line.prompt.split(whereSeparator: \.isNewline).joined(separator: " ")
        return ["\(mark) \(indent)\(prompt)"]
            + line.differences.map { row in
                let values = row.values.map { $0 ?? "unknown" }
                return "  \(indent)    \(row.setting): \(values.joined(separator: " → "))"
            }
    }

    private var summary: String {
        let same = diff.lines.count(where: \.isSame)
        let changed = diff.lines.count { $0.first != nil && $0.second != nil && !$0.isSame }
        let (left, right) = (diff.lines.count { $0.second == nil }, diff.lines.count { $0.first == nil })
        if diff.isEqual { return "the same turns: \(same)" }
        return "\(same) the same, \(changed) not the same, \(left) only in \(first), \(right) only in \(second)"
    }

    var json: JSON {
        .object([
            "first": .string(first), "second": .string(second), "equal": .bool(diff.isEqual),
            "turns": .array(
                diff.lines.map { line in
                    .object([
                        "prompt": .string(line.prompt), "depth": .int(line.depth),
                        "first": .string(line.first?.id.rawValue), "second": .string(line.second?.id.rawValue),
                        "differences": .array(
                            line.differences.map { row in
                                .object([
                                    "setting": .string(row.setting), "first": .string(row.values[0]),
                                    "second": .string(row.values[1]),
                                ])
                            }),
                    ])
                }),
        ])
    }
}
