/// A screen as text: for goldens, and for a program that saves its own screen.
extension Frame {
    /// What is written, a picture's cells as `▒`, no spaces at the ends of lines.
    package var goldenText: String {
        golden { cell in
            switch cell.content {
            case .text(let text): text
            case .continuation: ""
            case .picture: "▒"
            }
        }
    }

    /// How it is written: a letter for each style, a space for plain text, and below what the letters mean.
    package func goldenStyles(_ theme: Theme) -> String {
        let plain = theme[.text]
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        var named: [Style: Character] = [plain: " "]
        var legend = ""
        for cell in rows.joined() where named[cell.style] == nil {
            let letter = named.count <= letters.count ? letters[named.count - 1] : "?"
            named[cell.style] = letter
            let roles = Role.allCases.filter { theme[$0] == cell.style }.map(\.rawValue)
            legend += "\(letter)  \(roles.isEmpty ? cell.style.description : roles.joined(separator: ", "))\n"
        }
        return golden { String(named[$0.style] ?? "?") } + "\n" + legend
    }

    private func golden(_ text: (Cell) -> String) -> String {
        var whole = ""
        for y in 0..<size.height {
            var line = ""
            for x in 0..<size.width { line += text(self[x, y]) }
            while line.last == " " { line.removeLast() }
            whole += line + "\n"
        }
        return whole
    }
}
