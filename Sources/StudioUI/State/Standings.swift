package import StudioCore

/// Where models stand after this person's votes.
package struct Standings: Hashable, Sendable {
    package struct OfTag: Hashable, Sendable {
        package var tag: String
        package var standings: [Standing]
    }

    package var votes: Int
    /// The best first.
    package var all: [Standing]
    package var byTag: [OfTag]

    package init(_ votes: [Vote]) {
        self.votes = votes.count
        all = Standing.all(votes)
        byTag = Standing.byTag(votes).map { OfTag(tag: $0.tag, standings: $0.standings) }
    }
}
