import Screen
import Testing

@testable import Terminal

@Suite struct ColorMapTests {
    /// Bright black is no colour of eight, and as black it would be gone on a black ground.
    @Test func greyIsSeenWhereThereAreEightColours() {
        let eight = ColorMap(count: 8)
        #expect(eight.number(.ansi(8)) == -1)
        #expect(eight.number(.rgb(120, 120, 130)) == -1)
        #expect(eight.number(.ansi(0)) == 0)
        #expect(eight.number(.rgb(20, 20, 24)) == 0)
        #expect(eight.number(.ansi(13)) == 5)
        #expect(eight.number(.ansi(15)) == 7)
        #expect(ColorMap(count: 16).number(.ansi(8)) == 8)
        #expect(ColorMap(count: 0).number(.ansi(8)) == -1)
    }
}
