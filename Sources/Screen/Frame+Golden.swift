extension Frame {
    /// The screen as plain text, a picture's cells as `▒`: for goldens, and for a program that saves its own screen.
    package var goldenText: String {
        var lines: [String] = []
        for y in 0..<size.height {
            var line = ""
            for x in 0..<size.width {
                switch self[x, y].content {
                case .text(let text): line += text
                case .continuation: break
                case .picture: line += "▒"
                }
            }
            while line.last == " " { line.removeLast() }
            lines.append(line)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
