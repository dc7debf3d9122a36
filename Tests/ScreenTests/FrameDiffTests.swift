import Testing

@testable import Screen

@Suite struct FrameDiffTests {
    private func frame(_ lines: String...) -> Frame {
        var frame = Frame(size: Size(width: 6, height: lines.count))
        for (y, line) in lines.enumerated() { frame.write(line, x: 0, y: y, style: .plain) }
        return frame
    }

    private func drawn(_ diff: FrameDiff) -> [String] {
        diff.runs.map { run in
            let text = run.cells.map { if case .text(let text) = $0.content { text } else { "" } }.joined()
            return "\(run.x),\(run.y) \(text)"
        }
    }

    @Test func onlyWhatDiffers() {
        #expect(drawn(FrameDiff(from: frame("abcdef", "same"), to: frame("aXcdYZ", "same"))) == ["1,0 X", "4,0 YZ"])
        #expect(FrameDiff(from: frame("abc"), to: frame("abc")).runs == [])
    }

    @Test func everythingAtFirstAndAtAnotherSize() {
        #expect(drawn(FrameDiff(from: nil, to: frame("ab", "c"))) == ["0,0 ab    ", "0,1 c     "])
        #expect(drawn(FrameDiff(from: frame("ab", "c"), to: frame("ab"))) == ["0,0 ab    "])
        #expect(FrameDiff(from: nil, to: Frame(size: Size(width: 0, height: 0))).runs == [])
    }

    @Test func wideGraphemesGoWhole() {
        #expect(drawn(FrameDiff(from: frame("a漢b"), to: frame("a字b"))) == ["1,0 字"])
        #expect(drawn(FrameDiff(from: frame("axyb"), to: frame("a字b"))) == ["1,0 字"])
        #expect(drawn(FrameDiff(from: frame("a字b"), to: frame("axyb"))) == ["1,0 xy"])
    }

    @Test func aPictureThatStaysIsUnchanged() {
        var old = frame("      ", "      ")
        old.place(PictureID("p"), in: Rect(x: 0, y: 0, width: 3, height: 2))
        var new = old
        new.write("x", x: 1, y: 1, style: .plain)
        #expect(drawn(FrameDiff(from: old, to: new)) == ["1,1 x"])
        var moved = frame("      ", "      ")
        moved.place(PictureID("p"), in: Rect(x: 1, y: 0, width: 3, height: 2))
        #expect(FrameDiff(from: old, to: moved).runs.map(\.cells.count) == [4, 4])
    }
}
