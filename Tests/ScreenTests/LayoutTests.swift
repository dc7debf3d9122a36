import Testing

@testable import Screen

/// Layouts as drawings: each part filled with its number.
@Suite struct LayoutTests {
    private func drawing(_ size: Size, _ parts: [Rect]) -> String {
        var frame = Frame(size: size)
        for (index, part) in parts.enumerated() {
            for y in part.y..<part.maxY {
                frame.write(String(repeating: "\(index + 1)", count: part.width), x: part.x, y: y, style: .plain)
            }
        }
        return frame.goldenText
    }

    private let line = Rect(x: 0, y: 0, width: 20, height: 1)

    @Test func columns() {
        #expect(drawing(line.size, line.columns(.fixed(4), .fill(1))) == "11112222222222222222\n")
        #expect(drawing(line.size, line.columns(.fill(1), .fill(1), .fill(1))) == "11111112222222333333\n")
        #expect(drawing(line.size, line.columns(.fill(3), .fill(1))) == "11111111111111122222\n")
        #expect(drawing(line.size, line.columns(.ratio(1, 4), .fill(1), .fixed(3))) == "11111222222222222333\n")
        #expect(drawing(line.size, line.columns(.min(8), .min(2))) == "11111111111112222222\n")
        #expect(drawing(line.size, line.columns(.fixed(4), .fill(1), .fixed(4), gap: 1)) == "1111 2222222222 3333\n")
    }

    @Test func whatDoesNotFitGivesWayFromTheEnd() {
        #expect(drawing(line.size, line.columns(.fixed(12), .fixed(12))) == "11111111111122222222\n")
        let parts = line.columns(.fixed(30), .fixed(3), .fill(1), gap: 2)
        #expect(parts.map(\.width) == [16, 0, 0])
        #expect(parts.allSatisfy { $0.intersection(line) == $0 || $0.isEmpty })
    }

    @Test func panes() {
        let screen = Rect(x: 0, y: 0, width: 16, height: 6)
        let rows = screen.rows(.fixed(1), .fill(1), .fixed(2))
        let middle = rows[1].columns(.fixed(5), .min(4))
        #expect(
            drawing(screen.size, [rows[0]] + middle + [rows[2]]) == """
                1111111111111111
                2222233333333333
                2222233333333333
                2222233333333333
                4444444444444444
                4444444444444444

                """)
    }

    @Test func centred() {
        let screen = Rect(x: 0, y: 0, width: 11, height: 6)
        #expect(drawing(screen.size, [screen.centered(width: 5, height: 2)]) == "\n   11111\n   11111\n\n\n\n")
        #expect(screen.centered(width: 50, height: 50) == screen)
    }
}
