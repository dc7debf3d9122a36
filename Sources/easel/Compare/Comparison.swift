import Pixels
import StudioCore

/// Contenders with their pictures, and how far each two of them are apart.
struct Comparison: Sendable {
    struct Pair: Sendable {
        /// Places among the contenders.
        var first: Int
        var second: Int
        var metrics: PictureMetrics
    }

    var contenders: [Contender]
    /// As large as they are compared at; nil where there is none, or none that can be opened.
    var bitmaps: [Bitmap?]
    var pairs: [Pair] = []
    /// What could not be compared, and why.
    var notes: [String] = []

    /// Opens all pictures no larger than they are compared at, and measures each two.
    @concurrent
    static func measured(_ contenders: [Contender], decoder: any PictureDecoder) async -> Comparison {
        var comparison = Comparison(contenders: told(contenders), bitmaps: [])
        for contender in contenders {
            var bitmap: Bitmap?
            if let path = contender.path {
                do throws(PixelsError) {
                    let image = try await decoder.decode(file: path, fitting: PicturePair.workingBounds)
                    bitmap = image.bitmap
                    if !image.isComplete { comparison.notes.append("\(path) is cut off or damaged.") }
                } catch {
                    comparison.notes.append("\(path) cannot be compared: \(error.message)")
                }
            }
            comparison.bitmaps.append(bitmap)
        }
        for second in contenders.indices {
            for first in contenders.indices.prefix(second) {
                guard let pair = comparison.pair(first, second) else { continue }
                comparison.pairs.append(Pair(first: first, second: second, metrics: pair.metrics()))
            }
        }
        comparison.pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
        return comparison
    }

    /// Those of one name get numbers.
    private static func told(_ contenders: [Contender]) -> [Contender] {
        guard Set(contenders.map(\.name)).count < contenders.count else { return contenders }
        return contenders.enumerated().map { place, contender in
            var contender = contender
            contender.name = "\(place + 1) \(contender.name)"
            return contender
        }
    }

    func pair(_ first: Int, _ second: Int) -> PicturePair? {
        guard let a = bitmaps[first], let b = bitmaps[second] else { return nil }
        return PicturePair(a, b)
    }

    var differences: SettingsDiff { SettingsDiff(contenders.map(\.request)) }
    var cost: Cost { .total(contenders.map(\.cost)) }

    /// The outcome of all together: a cancel before a failure before a rejection, and of equals the first.
    var worst: Contender? {
        let order: [[Outcome]] = [[.cancelled], [.failed, .interrupted], [.rejected]]
        for outcomes in order {
            if let found = contenders.first(where: { outcomes.contains($0.outcome) }) { return found }
        }
        return nil
    }

    var exitCode: Int32 { worst.map { $0.failure?.kind.exitCode ?? 1 } ?? 0 }
}
