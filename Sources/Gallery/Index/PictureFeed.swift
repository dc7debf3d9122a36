/// All pictures of a gallery with what their files say, in the order of the walk: found and read on all cores, a few
/// pieces ahead of who takes them.
enum PictureFeed {
    private enum Step: Sendable {
        case walked(GalleryWalk, [GalleryScan.Item])
        case read(Int, [IndexedPicture])
    }

    /// So many are read at once, and handed on together.
    private static let piece = 1000
    private static let ahead = 6

    /// - Parameter body: takes a piece, while the next ones are read.
    static func forEachPiece(
        in gallery: String, isolation: isolated (any Actor)? = #isolation,
        _ body: ([IndexedPicture]) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Step.self) { group in
            var idle: GalleryWalk? = GalleryWalk(gallery)
            var (started, taken) = (0, 0)
            var read: [Int: [IndexedPicture]] = [:]
            while true {
                if let walk = idle, !walk.isAtEnd, started < taken + ahead {
                    idle = nil
                    group.addTask {
                        var walk = walk
                        let items = walk.next(pictures: piece).flatMap(\.items)
                        return .walked(walk, items)
                    }
                }
                if let next = read.removeValue(forKey: taken) {
                    taken += 1
                    try await body(next)
                    continue
                }
                switch try await group.next() {
                case .walked(let walk, let items)?:
                    idle = walk
                    for start in stride(from: 0, to: items.count, by: piece) {
                        let (part, number) = (items[start..<min(items.count, start + piece)], started)
                        started += 1
                        group.addTask { .read(number, IndexedPicture.read(part, in: gallery)) }
                    }
                case .read(let number, let pictures)?: read[number] = pictures
                case nil: return
                }
            }
        }
    }

    /// Looks at the files of these on all cores.
    static func read(_ items: [GalleryScan.Item], in gallery: String) async -> [IndexedPicture] {
        await withTaskGroup(of: [IndexedPicture].self) { group in
            for start in stride(from: 0, to: items.count, by: 125) {
                let part = items[start..<min(items.count, start + 125)]
                group.addTask { IndexedPicture.read(part, in: gallery) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }
}
