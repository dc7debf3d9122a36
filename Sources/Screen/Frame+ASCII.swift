/// The same screen for a terminal that has only ASCII: `easel studio --ascii`, and places without UTF-8.
extension Frame {
    /// Every cell as one ASCII character that looks or means alike, `?` for what has none. Pictures stay: whoever draws them
    /// knows what the terminal can do.
    package var inASCII: Frame {
        var frame = self
        for y in 0..<size.height {
            for x in 0..<size.width {
                let cell = self[x, y]
                switch cell.content {
                case .text(let text):
                    if text.utf8.count > 1 { frame[x, y] = Cell(.text(Self.ascii(text)), style: cell.style) }
                case .continuation: frame[x, y] = Cell(.text(" "), style: cell.style)
                case .picture: break
                }
            }
        }
        return frame
    }

    private static func ascii(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return " " }
        // A letter under marks.
        if first.isASCII { return String(first) }
        return alike[first] ?? "?"
    }

    private static let alike: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("-", "─━┄┈╌–—−‐‑▔▁▂⠤"), ("|", "│┃├┤▏▐┆┊"), ("+", "╭╮╰╯┌┐└┘┬┴┼"), ("#", "█▓▉▊▋▌▄▀▟▙▛▜▞▚"),
            ("=", "▍▎▃▅▆▇"), (".", "·•…░▗▖▘▝"), ("*", "●◆★✦■▪"), ("o", "○◇◌□"), ("x", "✗×✕✖"), ("/", "⊘"),
            ("v", "↓▼▾✓✔"),
            ("^", "↑▲▴"), ("<", "←‹⟨«◀◂"), (">", "→›⟩»▶▸"), ("~", "≈∼"), ("\"", "“”„"), ("'", "‘’‚"),
            // The spinner turns.
            ("|", "⠋⠼⠇"), ("/", "⠙⠴⠏"), ("-", "⠹⠦"), ("\\", "⠸⠧"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (ascii, scalars) in groups {
            for scalar in scalars.unicodeScalars { table[scalar] = ascii }
        }
        return table
    }()
}
