@testable import Terminal

/// Values that change, held so that an expectation may call what changes them.
final class Held<Value> {
    var value: Value
    init(_ value: Value) { self.value = value }
}

extension Held where Value == Overlay {
    func update(
        to wanted: [Overlay.Drawn], kind: Overlay.Kind, whole: Bool, hasText: (PictureRequest) -> Bool = { _ in false },
        isReady: (PictureRequest, CellRegion) -> Bool
    ) -> [Overlay.Step] { value.update(to: wanted, kind: kind, whole: whole, hasText: hasText, isReady: isReady) }
}

extension Held where Value == ProbeDialogue {
    func take(_ reply: String) -> Bool { value.take(Array(reply.utf8)) }
    func askAgain() -> Bool { value.askAgain() }
}

extension Held where Value == InputDecoder {
    func feed(_ bytes: [UInt8]) -> [InputDecoder.Output] { value.feed(bytes) }
    func settle() -> [InputDecoder.Output] { value.settle() }
}
