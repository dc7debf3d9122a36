import FoundationEssentials
import Gallery
import StudioCore
import StudioUI

/// Asks the index in the words of the screen.
struct GalleryReader: Sendable {
    var index: GalleryIndex
    var time = LocalTime.system

    /// What is wrong with a query is an answer too. nil when nobody waits for it any more.
    func answer(_ question: GalleryQuestion) async -> GalleryAnswer? {
        let query: GalleryQuery
        do throws(GalleryQuery.Problem) {
            query = try GalleryQuery(question.text)
        } catch {
            return GalleryAnswer(question: question, problem: Self.text(error))
        }
        do throws(StoreFailure) {
            if Task.isCancelled { return nil }
            let entries = try await index.page(query, offset: question.offset, limit: question.limit)
            if Task.isCancelled { return nil }
            let isAll = question.offset == 0 && entries.count < question.limit
            let count = isAll ? entries.count : try await index.count(query)
            return GalleryAnswer(question: question, count: count, pictures: entries.map(picture))
        } catch {
            return GalleryAnswer(question: question, problem: "\(error.message) \(error.advice)")
        }
    }

    /// Albums as values to pick from: each is a query. The last ones lead to the other groupings.
    func albums(_ word: String) async throws(StoreFailure) -> [SettingsState.Option] {
        guard let grouping = Album.Grouping(rawValue: word) else { return [] }
        return try await index.albums(grouping).compactMap { album in
            guard let test = album.query else { return nil }
            let name = album.key.isEmpty ? "without" : album.key
            return SettingsState.Option(
                value: GalleryQuery([.init(test)]).description, label: name,
                detail: album.count == 1 ? "1 picture" : "\(album.count) pictures", disabledReason: nil,
                isCurrent: false)
        }
    }

    private func picture(_ entry: PictureEntry) -> GalleryPicture {
        let civil = time.civil(Date(timeIntervalSince1970: entry.created))
        let clock = civil.clockText
        return GalleryPicture(
            path: entry.path, prompt: entry.prompt, model: entry.model, session: entry.session,
            turn: entry.turn.isEmpty ? nil : TurnID(entry.turn),
            made: "\(civil.dayText) \(clock.prefix(2)):\(clock.dropFirst(2).prefix(2))", width: entry.width,
            height: entry.height, bytes: entry.bytes, cost: entry.cost, rating: entry.marks.rating,
            isStarred: entry.marks.isStarred, tags: entry.marks.tags, note: entry.marks.note, isDraft: entry.isDraft,
            isMissing: entry.isMissing, isTrashed: entry.isTrashed, revision: Int(truncatingIfNeeded: entry.stamp))
    }

    private static func text(_ problem: GalleryQuery.Problem) -> String {
        problem.accepted.isEmpty
            ? problem.message : "\(problem.message) Accepted: \(problem.accepted.joined(separator: ", "))."
    }
}
