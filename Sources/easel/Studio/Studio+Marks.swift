import FoundationEssentials
import Gallery
import StudioCore
import StudioUI

/// What is done to pictures of the gallery: on the screen at once, on the disk behind it.
extension Studio {
    func change(_ paths: [String], _ mark: PictureMark) {
        let store = workspace.store
        let change =
            switch mark {
            case .rating(let rating): MarkChange(rating: rating)
            case .star(let isStarred): MarkChange(isStarred: isStarred)
            case .tags(let add, let remove): MarkChange(add: add, remove: remove)
            case .note(let note): MarkChange(note: note)
            }
        // One after the other, as the person asked for them.
        let earlier = marking
        marking = Task {
            await earlier?.value
            let outcome = await store.mark(paths, change)
            if let failure = outcome.failed.first { report(.notice(Notice(.danger, failure.reason))) }
            report(.galleryChanged)
        }
    }

    func moveToTrash(_ paths: [String]) {
        let store = workspace.store
        Task {
            let outcome = await store.moveToTrash(paths)
            trashed = outcome.done
            tell(outcome, "in the trash · u brings back")
        }
    }

    /// - Parameter paths: in the trash; empty for those that were moved there last.
    func restore(_ paths: [String]) {
        let wanted = paths.isEmpty ? trashed : paths
        guard !wanted.isEmpty else { return send(.notice(Notice(.info, "nothing was moved to the trash yet"))) }
        let store = workspace.store
        Task {
            let outcome = await store.restoreFromTrash(wanted)
            let failed = Set(outcome.failed.map(\.path))
            trashed.removeAll { wanted.contains($0) && !failed.contains($0) }
            tell(outcome, "back again")
        }
    }

    private func tell(_ outcome: BulkOutcome, _ words: String) {
        if let failure = outcome.failed.first {
            report(.notice(Notice(.danger, failure.reason)))
        } else {
            let count = outcome.done.count
            report(.notice(Notice(.success, "\(count) picture\(count == 1 ? "" : "s") \(words)")))
        }
        report(.galleryChanged)
    }

    func cast(_ vote: Vote) {
        var vote = vote
        vote.at = Date()
        let file = VoteFile(folders: workspace.folders)
        Task {
            do throws(StoreFailure) {
                try await Self.append(vote, to: file)
            } catch {
                return report(.notice(Notice(.danger, "the vote is not kept: \(error.message) \(error.advice)")))
            }
            readStandings()
        }
    }

    @concurrent
    private nonisolated static func append(_ vote: Vote, to file: VoteFile) async throws(StoreFailure) {
        try file.append(vote)
    }

    func readStandings() {
        let file = VoteFile(folders: workspace.folders)
        Task {
            do throws(StoreFailure) {
                report(.standings(try await Self.standings(in: file)))
            } catch {
                report(.notice(Notice(.danger, "\(error.message) \(error.advice)")))
            }
        }
    }

    @concurrent
    private nonisolated static func standings(in file: VoteFile) async throws(StoreFailure) -> Standings {
        Standings(try file.read().votes)
    }
}
