import Screen
import StudioCore

/// What stands on the easel before the first picture.
enum Welcome {
    private static let art = [
        "      ▗▖      ",
        "  ▟▀▀▀▀▀▀▀▀▙  ",
        "  ▌ ▁▂▄▂▁  ▐  ",
        "  ▌▟█████▙▁▐  ",
        "  ▙▄▄▄▄▄▄▄▄▟  ",
        "  ▔▔▞▔▔▔▔▚▔▔  ",
        "   ▞      ▚   ",
    ]

    static func render(_ state: StudioState, _ theme: Theme, _ area: Rect, _ frame: inout Frame) {
        let isSketch = state.settings.model?.price == nil && state.settings.model?.provider == "sketch"
        var lines: [[Span]] = []
        if area.height >= 18 { lines += art.map { [Span($0, theme[.accent])] } + [[]] }
        func paragraph(_ text: String, _ style: Style) {
            for line in text.wrapped(to: area.width - 4) { lines.append([Span(line, style)]) }
        }
        paragraph("Describe a picture and press Enter.", theme[.title])
        paragraph("Then say what to change. Every step is kept; go back and branch at any time.", theme[.muted])
        lines.append([])
        // One block, so that the examples stand below one another.
        let examples = ["a lighthouse at dusk, snow", "add a red boat", "make it night, with stars"]
        let widest = examples.map(\.displayWidth).max() ?? 0
        for example in examples {
            let rest = String(repeating: " ", count: widest - example.displayWidth)
            lines.append([Span("› ", theme[.faint]), Span(example + rest, theme[.text].with(.italic))])
        }
        if isSketch {
            lines.append([])
            paragraph("Drawing with Sketch: offline, not AI, free. Set GEMINI_API_KEY for Nano Banana.", theme[.faint])
        }
        let top = area.y + max(0, (area.height - lines.count) / 2)
        for (index, line) in lines.enumerated() where top + index < area.maxY {
            let width = line.reduce(0) { $0 + $1.text.displayWidth }
            frame.write(line, x: area.x + max(1, (area.width - width) / 2), y: top + index, in: area)
        }
    }
}
