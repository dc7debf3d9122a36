import Pixels
import Screen
import Testing

@testable import Terminal

@Suite struct OverlayTests {
    private let id = PictureID("fox")
    private let area = Rect(x: 2, y: 1, width: 6, height: 4)

    private func wanted(_ frame: Frame, path: String = "fox.png", kind: Overlay.Kind = .cut) -> [Overlay.Drawn] {
        PicturePlacement.all(in: frame).map {
            Overlay.Drawn(
                placement: $0,
                request: PictureRequest(
                    source: PictureSource(path: path + String($0.id.number)), columns: $0.rect.width,
                    rows: $0.rect.height,
                    cell: PixelSize(width: 8, height: 16), format: kind == .layer ? .kitty(.pixels) : .iterm2))
        }
    }

    private func frame(popUp: Rect? = nil, at area: Rect? = nil, style: Style = .plain) -> Frame {
        var frame = Frame(size: Size(width: 12, height: 8))
        frame.place(id, in: area ?? self.area, style: style)
        if let popUp { frame.fill(popUp, Style(attributes: .reverse)) }
        return frame
    }

    @Test func shownOnceAndThenLeftAlone() {
        let overlay = Held(Overlay())
        let next = wanted(frame())
        #expect(overlay.update(to: next, kind: .cut, whole: true) { _, _ in false } == [])
        #expect(
            overlay.update(to: next, kind: .cut, whole: false) { _, _ in true } == [
                .draw(next[0], next[0].placement.visible)
            ])
        #expect(overlay.update(to: next, kind: .cut, whole: false) { _, _ in true } == [])
    }

    @Test func aPopUpCutsAndItsGoingBringsTheWholeBack() {
        let overlay = Held(Overlay())
        let plain = wanted(frame())
        _ = overlay.update(to: plain, kind: .cut, whole: true) { _, _ in true }
        let covered = wanted(frame(popUp: Rect(x: 4, y: 2, width: 2, height: 2)))
        #expect(overlay.update(to: covered, kind: .cut, whole: false) { _, _ in true } == [])
        #expect(
            overlay.update(to: plain, kind: .cut, whole: false) { _, _ in true } == [
                .draw(plain[0], plain[0].placement.visible)
            ])
    }

    @Test func wordsUnderALayerAreWipedOffForTheNextPicture() {
        let overlay = Held(Overlay())
        let first = wanted(frame(), path: "broken", kind: .layer)
        _ = overlay.update(to: first, kind: .layer, whole: true) { _, _ in true }
        var other = Frame(size: Size(width: 12, height: 8))
        other.place(PictureID("owl"), in: area, style: .plain)
        let next = wanted(other, kind: .layer)
        let steps = overlay.update(to: next, kind: .layer, whole: false, hasText: { $0 == first[0].request }) { _, _ in
            true
        }
        #expect(
            steps == [.hide(first[0].request), .erase(next[0].placement), .draw(next[0], next[0].placement.visible)])
        // A picture without words leaves nothing below the next.
        let again = overlay.update(to: first, kind: .layer, whole: false) { _, _ in true }
        #expect(again == [.hide(next[0].request), .draw(first[0], first[0].placement.visible)])
    }

    @Test func asAPopUpShrinksOnlyWhatComesFreeIsWritten() {
        let overlay = Held(Overlay())
        let large = wanted(frame(popUp: Rect(x: 4, y: 2, width: 3, height: 2)))
        let small = wanted(frame(popUp: Rect(x: 4, y: 2, width: 2, height: 2)))
        _ = overlay.update(to: large, kind: .cut, whole: true) { _, _ in true }
        let steps = overlay.update(to: small, kind: .cut, whole: false) { _, _ in true }
        guard case .draw(_, let region)? = steps.first else { return #expect(Bool(false), "nothing drawn") }
        #expect(region.rects == [Rect(x: 4, y: 1, width: 1, height: 2)])
        #expect(steps.count == 1)
    }

    @Test func whatIsNotReadyYetIsWrittenLater() {
        let overlay = Held(Overlay())
        let large = wanted(frame(popUp: Rect(x: 4, y: 2, width: 3, height: 2)))
        let plain = wanted(frame())
        _ = overlay.update(to: large, kind: .cut, whole: true) { _, _ in true }
        #expect(overlay.update(to: plain, kind: .cut, whole: false) { _, _ in false } == [])
        #expect(overlay.update(to: plain, kind: .cut, whole: false) { _, _ in true }.count == 1)
    }

    @Test func nothingIsWrittenOverAPopUp() {
        for kind in [Overlay.Kind.cut, .layer, .cells] {
            let overlay = Held(Overlay())
            let popUp = Rect(x: 3, y: 0, width: 4, height: 3)
            for step in overlay.update(
                to: wanted(frame(popUp: popUp)), kind: kind, whole: true, isReady: { _, _ in true })
            {
                guard case .draw(_, let region) = step else { continue }
                for y in 0..<8 {
                    for x in 0..<12 where region.contains(x: x, y: y) { #expect(!popUp.contains(x: x, y: y)) }
                }
            }
        }
    }

    @Test func aNewPictureInTheOldOnesPlaceWipesItsRests() {
        let overlay = Held(Overlay())
        _ = overlay.update(to: wanted(frame()), kind: .cut, whole: true) { _, _ in true }
        var other = Frame(size: Size(width: 12, height: 8))
        other.place(PictureID("cat"), in: area)
        let next = wanted(other)
        #expect(overlay.update(to: next, kind: .cut, whole: false) { _, _ in false } == [.erase(next[0].placement)])
        #expect(
            overlay.update(to: next, kind: .cut, whole: false) { _, _ in true } == [
                .draw(next[0], next[0].placement.visible)
            ])
    }

    @Test func theLastVersionStaysUntilTheNextIsReady() {
        let overlay = Held(Overlay())
        _ = overlay.update(to: wanted(frame()), kind: .cut, whole: true) { _, _ in true }
        let next = wanted(frame(), path: "better")
        #expect(overlay.update(to: next, kind: .cut, whole: false) { _, _ in false } == [])
        #expect(
            overlay.update(to: next, kind: .cut, whole: false) { _, _ in true }
                == [.erase(next[0].placement), .draw(next[0], next[0].placement.visible)])
    }

    @Test func movedRestyledOrWipedMeansAgain() {
        for change in [frame(at: Rect(x: 3, y: 1, width: 6, height: 4)), frame(style: Style(background: .ansi(4)))] {
            let overlay = Held(Overlay())
            _ = overlay.update(to: wanted(frame()), kind: .cut, whole: true) { _, _ in true }
            #expect(overlay.update(to: wanted(change), kind: .cut, whole: false) { _, _ in true }.count == 2)
        }
        let overlay = Held(Overlay())
        _ = overlay.update(to: wanted(frame()), kind: .cut, whole: true) { _, _ in true }
        #expect(overlay.update(to: wanted(frame()), kind: .cut, whole: true) { _, _ in true }.count == 1)
    }

    @Test func aLayerIsTakenOffBeforeItIsPlacedAnew() {
        let overlay = Held(Overlay())
        let plain = wanted(frame(), kind: .layer)
        let covered = wanted(frame(popUp: Rect(x: 4, y: 2, width: 2, height: 2)), kind: .layer)
        _ = overlay.update(to: plain, kind: .layer, whole: true) { _, _ in true }
        #expect(
            overlay.update(to: covered, kind: .layer, whole: false) { _, _ in true }
                == [.hide(plain[0].request), .draw(covered[0], covered[0].placement.visible)])
        #expect(overlay.update(to: [], kind: .layer, whole: false) { _, _ in true } == [.hide(plain[0].request)])
    }

    @Test func theLastRowIsNeverAPictures() {
        var frame = Frame(size: Size(width: 12, height: 8))
        frame.place(id, in: Rect(x: 0, y: 5, width: 4, height: 3))
        #expect(PicturePlacement.all(in: frame).map(\.rect) == [Rect(x: 0, y: 5, width: 4, height: 2)])
        frame = Frame(size: Size(width: 12, height: 8))
        frame.place(id, in: Rect(x: 0, y: 7, width: 4, height: 1))
        #expect(PicturePlacement.all(in: frame).isEmpty)
    }

    @Test func aPopUpInTheMiddleLeavesFourParts() {
        let placement = PicturePlacement.all(in: frame(popUp: Rect(x: 4, y: 2, width: 2, height: 2)))[0]
        #expect(
            placement.visible.rects == [
                Rect(x: 0, y: 0, width: 6, height: 1), Rect(x: 0, y: 1, width: 2, height: 2),
                Rect(x: 4, y: 1, width: 2, height: 2), Rect(x: 0, y: 3, width: 6, height: 1),
            ])
    }
}
