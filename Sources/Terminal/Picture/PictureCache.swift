import Pixels
import Screen

/// Pictures that are ready for the terminal, and those that are being made ready. What is wanted is told anew with every
/// frame, what nobody wants any more is given up, and while all that is wanted is there, the pictures the person may go
/// to next are made ready.
@MainActor
final class PictureCache {
    /// Called when something that was wanted is ready.
    var onReady: () -> Void = {}

    private enum Work: Hashable {
        case whole(PictureRequest)
        case pieces(PictureRequest, [Rect])
    }

    private var shelf: PictureShelf
    /// What the last frame shows, and what it lacks.
    private var shown: Set<PictureRequest> = []
    private var wanted: [Work] = []
    /// What may be shown next, the likeliest first.
    private var ahead: [PictureRequest] = []
    /// Of these the ones that do not fit in: not to be made again and again.
    private var refused: Set<PictureRequest> = []
    private var running: [(work: Work, task: Task<Void, Never>)] = []
    /// How many at once, of those that a frame lacks; of guesses one.
    private let width: Int
    private var numbers: [PictureRequest: UInt32] = [:]
    private var nextNumber: UInt32 = 0x0ea5_0000
    private var dropped: [UInt32] = []
    private let prepare: Prepare

    /// Makes a picture ready under a number; nil when it was cancelled.
    typealias Prepare = @concurrent @Sendable (PictureRequest, UInt32) async -> PreparedPicture?

    /// - Parameter limit: bytes of memory; the picture on the screen is kept even if it is larger.
    init(limit: Int, width: Int = 2, prepare: @escaping Prepare) {
        shelf = PictureShelf(limit: limit)
        self.width = width
        self.prepare = prepare
    }

    /// The picture, if it is ready; else it becomes wanted.
    func picture(_ request: PictureRequest) -> PreparedPicture? {
        guard let picture = shelf[request]?.picture else {
            wanted.append(.whole(request))
            return nil
        }
        return picture
    }

    /// The parts of a ready picture in some rectangles, if they are ready too; else they become wanted.
    func pieces(_ request: PictureRequest, in rects: [Rect]) -> [PicturePiece]? {
        guard let entry = shelf[request] else { return nil }
        if let pieces = entry.pieces, pieces.rects == rects { return pieces.pieces }
        wanted.append(.pieces(request, rects))
        return nil
    }

    /// Between these two calls a frame says all that it wants.
    func beginFrame() { wanted.removeAll(keepingCapacity: true) }

    /// - Parameters:
    ///   - shown: all that the frame shows or will show.
    ///   - ahead: what may be wanted next, the likeliest first.
    func endFrame(shown: Set<PictureRequest>, ahead: [PictureRequest] = []) {
        self.shown = shown
        shelf.touch(shown)
        if self.ahead != ahead {
            self.ahead = ahead
            refused = []
        }
        for work in running where !isUseful(work.work) { work.task.cancel() }
        startNext()
    }

    /// What is wanted now does not wait for what may be wanted later.
    private func isUseful(_ work: Work) -> Bool {
        if wanted.contains(work) { return true }
        guard wanted.isEmpty, case .whole(let request) = work else { return false }
        return ahead.contains(request)
    }

    func close() {
        wanted = []
        ahead = []
        for work in running { work.task.cancel() }
        onReady = {}
    }

    private func startNext() {
        while running.count < width, let next = wanted.first(where: { work in !running.contains { $0.work == work } }) {
            guard start(next) else { return }
        }
        if running.isEmpty, wanted.isEmpty, let next = nextAhead() { _ = start(next) }
    }

    private func start(_ work: Work) -> Bool {
        switch work {
        case .whole(let request):
            nextNumber += 1
            let number = nextNumber
            running.append(
                (
                    work,
                    Task(priority: wanted.isEmpty ? .background : .medium) { [weak self, prepare] in
                        let picture = await prepare(request, number)
                        self?.finish(work) { cache in
                            guard let picture else { return [] }
                            cache.numbers[request] = number
                            return cache.shelf.put(picture, for: request, shown: cache.shown, ahead: cache.ahead)
                        }
                    }
                ))
        case .pieces(let request, let rects):
            guard let picture = shelf[request]?.picture, case .bytes(_, let bitmap) = picture.content else {
                return false
            }
            running.append(
                (
                    work,
                    Task(priority: .medium) { [weak self] in
                        let pieces = await PictureWork.pieces(of: bitmap, fit: picture.fit, in: rects, request)
                        self?.finish(work) { cache in
                            cache.shelf.put(
                                PicturePiece.Set(rects: rects, pieces: pieces), for: request, shown: cache.shown,
                                ahead: cache.ahead)
                        }
                    }
                ))
        }
        return true
    }

    private func nextAhead() -> Work? {
        let next = ahead.first { shelf[$0] == nil && !refused.contains($0) }
        guard let next, shelf.hasRoom(shown: shown, ahead: ahead) else { return nil }
        return .whole(next)
    }

    private func finish(_ work: Work, _ store: (PictureCache) -> [PictureRequest]) {
        running.removeAll { $0.work == work }
        for request in store(self) {
            forget(request)
            if ahead.contains(request) { refused.insert(request) }
        }
        let wasWanted = wanted.contains(work)
        wanted.removeAll { $0 == work }
        // The frame that is shown then says again what is missing.
        if wasWanted { onReady() }
        startNext()
    }

    private func forget(_ request: PictureRequest) {
        if let number = numbers.removeValue(forKey: request) { dropped.append(number) }
    }

    /// The number a picture has in the terminal's memory (kitty).
    func number(of request: PictureRequest) -> UInt32? { numbers[request] }

    /// The terminal has the picture now; its bytes here are no longer needed.
    func wasSent(_ request: PictureRequest) {
        guard case .image(let number, _) = shelf[request]?.picture.content else { return }
        shelf.setContent(.image(number: number, []), of: request)
    }

    /// Numbers of pictures that fell out since the last call.
    func takeDropped() -> [UInt32] {
        defer { dropped = [] }
        return dropped
    }

    /// The terminal has lost what was sent.
    func dropSent() {
        for (request, entry) in shelf.entries {
            guard case .image(_, let bytes) = entry.picture.content, bytes.isEmpty else { continue }
            shelf.remove(request)
            forget(request)
        }
        dropped = []
    }
}
