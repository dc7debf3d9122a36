import Testing

@testable import Screen

@Suite struct ListViewTests {
    private let names = ["fox", "lighthouse at dusk", "boat", "snow", "moon", "last"]

    private func draw(_ selected: Int, first: Int, theme: Theme = .mono, isFocused: Bool = true) -> Frame {
        var frame = Frame(size: Size(width: 14, height: 3), style: theme[.text])
        let list = ListView(count: names.count, selected: selected, isFocused: isFocused, first: first)
        list.draw(in: &frame, Rect(x: 0, y: 0, width: 13, height: 3), bar: 13, theme: theme) { index in
            ListView.Row([Span(names[index], theme[.text])], tail: index == 2 ? [] : [Span("$\(index)", theme[.muted])])
        }
        return frame
    }

    @Test func rowsTailsAndBar() {
        #expect(draw(1, first: 0).goldenText == "fox        $0┃\nlighthous… $1\nboat\n")
        #expect(draw(1, first: 3).goldenText == "snow       $3\nmoon       $4\nlast       $5┃\n")
    }

    @Test func theSelectionIsSeenWithoutColour() {
        #expect(
            draw(1, first: 0).goldenStyles(.mono) == """
                           aab
                ccccccccccccc


                a  muted, faint, border, placeholder, progress-track, disabled
                b  title, accent, border-focused, key, popup-border, progress, running, danger
                c  selection

                """)
    }

    @Test func partsKeepTheirColourOnASelection() throws {
        let theme = try Theme(
            name: "t", palette: [:],
            roles: ["text": "white on black", "muted": "cyan", "selection": "bright-white on blue bold"])
        let frame = draw(0, first: 0, theme: theme)
        #expect(frame[0, 0].style == theme[.selection])
        #expect(frame[12, 0].style == Style(foreground: .ansi(6), background: .ansi(4), attributes: .bold))
        #expect(frame[12, 1].style == theme[.muted])
    }

    @Test(arguments: [
        // selected, from, count, height → first
        (0, 0, 10, 5, 0), (3, 0, 10, 5, 0), (4, 0, 10, 5, 1), (9, 0, 10, 5, 5), (5, 5, 10, 5, 4), (4, 3, 10, 5, 3),
        (0, 7, 10, 5, 0), (2, 9, 3, 5, 0), (2, 0, 9, 3, 0), (3, 0, 9, 3, 1), (4, 0, 9, 1, 4), (0, 0, 0, 5, 0),
    ])
    func theSelectionStaysInView(_ selected: Int, _ from: Int, _ count: Int, _ height: Int, _ first: Int) {
        #expect(ListView.first(showing: selected, from: from, count: count, height: height) == first)
    }
}
