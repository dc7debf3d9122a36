import Pixels
import Screen
import Testing

@testable import Terminal

@Suite struct PictureShelfTests {
    private func shelf(_ limit: Int, _ costs: KeyValuePairs<String, Int>) -> PictureShelf {
        var shelf = PictureShelf(limit: limit)
        for (name, cost) in costs {
            shelf.touch([])
            _ = shelf.put(.costing(cost), for: .make(name), shown: [], ahead: [])
        }
        return shelf
    }

    @Test func whoWasSeenLongestAgoLeavesFirst() {
        var shelf = shelf(300, ["a": 100, "b": 100, "c": 100])
        shelf.touch([.make("a")])
        let left = shelf.put(.costing(100), for: .make("d"), shown: [.make("d")], ahead: [])
        #expect(left == [.make("b")])
        #expect(shelf.cost == 300)
    }

    @Test func whatIsShownStaysWhateverItCosts() {
        var shelf = shelf(300, ["a": 100, "b": 100])
        let left = shelf.put(.costing(500), for: .make("c"), shown: [.make("c"), .make("b")], ahead: [.make("a")])
        #expect(left == [.make("a")])
        #expect(shelf.cost == 600)
    }

    @Test func whatIsLikelyNextStaysLongerThanWhatWasSeen() {
        var shelf = shelf(300, ["next": 100, "later": 100, "seen": 100])
        let ahead = ["next", "later", "last"].map { PictureRequest.make($0) }
        #expect(shelf.put(.costing(100), for: .make("last"), shown: [], ahead: ahead) == [.make("seen")])
        let left = shelf.put(.costing(150), for: .make("shown"), shown: [.make("shown")], ahead: ahead)
        #expect(left == [.make("last"), .make("later")])
    }

    @Test func roomIsWhatOneMoreLikeThoseShownWouldTake() {
        let shown: Set<PictureRequest> = [.make("a")]
        let ahead = ["b", "c"].map { PictureRequest.make($0) }
        #expect(shelf(300, ["a": 100, "b": 100, "old": 100]).hasRoom(shown: shown, ahead: ahead))
        #expect(!shelf(299, ["a": 100, "b": 100]).hasRoom(shown: shown, ahead: ahead))
    }

    @Test func partsCountToo() {
        var shelf = shelf(300, ["a": 100, "b": 100])
        let parts = PicturePiece.Set(
            rects: [], pieces: [PicturePiece(column: 0, row: 0, bytes: Array(repeating: 0, count: 150))])
        #expect(shelf.put(parts, for: .make("b"), shown: [.make("b")], ahead: []) == [.make("a")])
        #expect(shelf.cost == 250)
    }
}

extension PictureRequest {
    static func make(_ name: String) -> PictureRequest {
        PictureRequest(
            source: PictureSource(path: name), columns: 4, rows: 2, cell: PixelSize(width: 8, height: 16),
            format: .iterm2)
    }
}

extension PreparedPicture {
    /// Something that takes so many bytes.
    static func costing(_ bytes: Int) -> PreparedPicture {
        PreparedPicture(
            content: .failure(String(repeating: "x", count: bytes)),
            fit: CellFit(
                picture: PixelSize(width: 1, height: 1), columns: 4, rows: 2, cell: PixelSize(width: 8, height: 16)))
    }
}
