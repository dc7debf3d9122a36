import Pixels
import Screen

/// Pictures that are ready for the terminal, the most recently shown ones, and the one that is being made ready. What is
/// wanted is told anew with every frame, and what nobody wants any more is not begun.
@MainActor
final class PictureCache {
    /// Called when something that was wanted is ready.
    var onReady: () -> Void = {}

    private struct Entry {
        var picture: PreparedPicture
        /// The last parts asked for; a pop-up seldom moves back and forth.
        var pieces: (rects: [Rect], pieces: [PicturePiece])?
        var used: Int

        var cost: Int { picture.cost + (pieces?.pieces.reduce(0) { $0 + $1.bytes.count } ?? 0) }
    }

    private enum Work: Hashable {
        case whole(PictureRequest)
        case pieces(PictureRequest, [Rect])
    }

    private var entries: [PictureRequest: Entry] = [:]
    private var wanted: [Work] = []
    private var running: (work: Work, task: Task<Void, Never>)?
    private var clock = 0
    private var numbers: [PictureRequest: UInt32] = [:]
    private var nextNumber: UInt32 = 0x0ea5_0000
    private var dropped: [UInt32] = []
    private let limit: Int

    /// - Parameter limit: bytes of memory; the picture on the screen is kept even if it is larger.
    init(limit: Int) { self.limit = limit }

    /// The picture, if it is ready; else it becomes wanted.
    func picture(_ request: PictureRequest) -> PreparedPicture? {
        clock += 1
        guard let picture = entries[request]?.picture else {
            wanted.append(.whole(request))
            return nil
        }
        entries[request]?.used = clock
        return picture
    }

    /// The parts of a ready picture in some rectangles, if they are ready too; else they become wanted.
    func pieces(_ request: PictureRequest, in rects: [Rect]) -> [PicturePiece]? {
        if let pieces = entries[request]?.pieces, pieces.rects == rects { return pieces.pieces }
        if entries[request] != nil { wanted.append(.pieces(request, rects)) }
        return nil
    }

    /// Between these two calls a frame says all that it wants.
    func beginFrame() { wanted.removeAll(keepingCapacity: true) }

    func endFrame() {
        if let running, !wanted.contains(running.work) { running.task.cancel() }
        startNext()
    }

    func close() {
        wanted = []
        running?.task.cancel()
        onReady = {}
    }

    private func startNext() {
        guard running == nil, let work = wanted.first else { return }
        switch work {
        case .whole(let request):
            nextNumber += 1
            let number = nextNumber
            running = (
                work,
                Task(priority: .utility) { [weak self] in
                    let picture = await PictureWork.prepare(request, number: number)
                    self?.finish(work) {
                        $0.entries[request] = Entry(picture: picture, used: $0.clock)
                        $0.numbers[request] = number
                    }
                }
            )
        case .pieces(let request, let rects):
            guard let picture = entries[request]?.picture, case .bytes(_, let bitmap) = picture.content else { return }
            running = (
                work,
                Task(priority: .utility) { [weak self] in
                    let pieces = await PictureWork.pieces(of: bitmap, fit: picture.fit, in: rects, request)
                    self?.finish(work) { $0.entries[request]?.pieces = (rects, pieces) }
                }
            )
        }
    }

    private func finish(_ work: Work, _ store: (PictureCache) -> Void) {
        running = nil
        let wasWanted = wanted.contains(work)
        wanted.removeAll { $0 == work }
        store(self)
        trim()
        // The frame that is shown then says again what is missing.
        if wasWanted { onReady() } else { startNext() }
        startNext()
    }

    private func trim() {
        var total = entries.values.reduce(0) { $0 + $1.cost }
        while total > limit, entries.count > 1, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
            total -= oldest.value.cost
            remove(oldest.key)
        }
    }

    private func remove(_ request: PictureRequest) {
        entries.removeValue(forKey: request)
        if let number = numbers.removeValue(forKey: request) { dropped.append(number) }
    }

    /// The number a picture has in the terminal's memory (kitty).
    func number(of request: PictureRequest) -> UInt32? { numbers[request] }

    /// The terminal has the picture now; its bytes here are no longer needed.
    func wasSent(_ request: PictureRequest) {
        guard case .image(let number, _) = entries[request]?.picture.content else { return }
        entries[request]?.picture.content = .image(number: number, [])
    }

    /// Numbers of pictures that fell out since the last call.
    func takeDropped() -> [UInt32] {
        defer { dropped = [] }
        return dropped
    }

    /// The terminal has lost what was sent.
    func dropSent() {
        for (request, entry) in entries {
            if case .image(_, let bytes) = entry.picture.content, bytes.isEmpty { remove(request) }
        }
        dropped = []
    }
}
