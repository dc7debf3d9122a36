import FoundationEssentials
import Gallery
import StudioCore
import StudioUI

/// The sessions of this person as the studio lists them, read off the main actor.
enum SessionListing {
    @concurrent
    static func summaries(_ shelf: SessionShelf, now: Date) async -> [StudioUI.SessionSummary] {
        shelf.entries().map { entry in
            let summary = shelf.summary(entry.name)
            return StudioUI.SessionSummary(
                name: entry.name, turns: summary?.turns ?? 0,
                changed: ago(now.timeIntervalSince1970 - Double(entry.changed)),
                firstPrompt: summary?.firstPrompt ?? "")
        }
    }

    static func ago(_ seconds: Double) -> String {
        switch seconds {
        case ..<90: "just now"
        case ..<5400: "\(Int(seconds / 60)) min ago"
        case ..<129_600: "\(Int(seconds / 3600)) h ago"
        default: "\(Int(seconds / 86_400)) days ago"
        }
    }
}
