import FoundationEssentials
import Fuzzing
import Screen
import StudioCore
import StudioUI

@testable import Gallery
@testable import Providers
@testable import easel

/// What is on disk and may have been damaged there: sessions, sidecars, intents, the ledger and the index.
enum GalleryTargets {
    static let all = [line, session, sidecar, intent, ledger, votes, time, IndexTarget.index]

    /// The quick reader of lines reads nothing that the slow one would not read as the same.
    private static let line = FuzzTarget(
        "session-line", corpus: GalleryCorpus.lines.map { Array($0.dropLast()) }, dictionary: GalleryCorpus.words,
        mostBytes: 6000, cases: 1000
    ) { input, _ in
        let decoder = JSONCoding.decoder()
        let quick = input.withUnsafeBufferPointer { SessionScanner.record($0) }
        let slow = try? decoder.decode(SessionRecord.self, from: Data(input))
        if let quick {
            guard let slow else {
                try hold(hasTwice(input), "only the quick one reads it")
                return "twice"
            }
            try hold(quick == slow || hasTwice(input), "quick \(quick), slow \(slow)")
        }
        guard let record = quick ?? slow else { return "none" }
        let again = GalleryCorpus.line(record)
        try hold(!again.isEmpty, "it cannot be written again")
        let back = try? decoder.decode(SessionRecord.self, from: Data(again))
        try hold(back == record, "written and read it is another: \(record) \(String(describing: back))")
        return quick == nil ? "slow" : "quick"
    }

    /// Of two members with one name either may be the one.
    private static func hasTwice(_ input: [UInt8]) -> Bool {
        func hasTwice(_ value: JSONValue) -> Bool {
            switch value {
            case .object(let members):
                Set(members.map(\.key)).count < members.count || members.contains { hasTwice($0.value) }
            case .array(let values): values.contains(where: hasTwice)
            default: false
            }
        }
        return JSONValue.parse(Checks.text(input)).map(hasTwice) ?? true
    }

    /// What is whole in it is in the tree, and the tree can be shown.
    private static let session = FuzzTarget(
        "session-file", corpus: [GalleryCorpus.session], dictionary: GalleryCorpus.words, mostBytes: 30_000, cases: 120
    ) { input, _ in
        let whole = input.split(separator: 0x0A)
        let kept = zip(GalleryCorpus.records, GalleryCorpus.lines).filter { whole.contains($0.1.dropLast()) }.map(\.0)
        let reading: SessionReading
        do throws(SessionFailure) {
            reading = try await SessionReading.read(input, path: "/s.jsonl")
        } catch {
            try Checks.isSafe(error.message, "an error")
            if case .newerVersion = error { return "newer" }
            try hold(
                !kept.contains { if case .turn = $0 { true } else { false } }, "refused with turns in it: \(error)")
            return "refused"
        }
        for record in kept { try hold(reading.records.contains(record), "lost: \(record)") }
        let tree = reading.tree(name: "foxes", createdAt: GalleryCorpus.date)
        try hold(tree.name == "foxes" && tree.rows.count == tree.order.count, "rows")
        try show(tree)
        _ = SessionSummary(input)
        return "\(reading.records.count) \(reading.isTorn)"
    }

    private static func show(_ tree: SessionTree) throws {
        let outline = SessionOutline(tree: tree, gallery: "/g")
        for line in outline.lines { try Checks.isSafe(line, "the outline") }
        try hold(!outline.json.description.utf8.contains { $0 < 0x20 }, "the outline has a control character")
        for turn in tree.order.compactMap({ tree[$0] }) {
            for step in ConversationPlan.steps(for: turn, in: tree) {
                try hold(step.turn.result?.answers[step.variant] != nil, "a variant that has no answer")
                _ = ConversationPlan.prompt(of: turn, picture: step.turn.finals.first)
            }
        }
        let steps = RecoveryPlan.steps(tree: tree, running: [], leftovers: [], spent: [:])
        try hold(steps.allSatisfy { (1...64).contains($0.turn.settings.count) }, "a turn of so many variants")
        try ScreenCheck.show(tree)
    }

    private static let sidecar = FuzzTarget(
        "sidecar", corpus: [GalleryCorpus.sidecar, GalleryCorpus.plainSidecar],
        dictionary: GalleryCorpus.words + ["\"schema\":2"], mostBytes: 6000,
        cases: 500
    ) { input, _ in
        let found: Sidecar?
        do throws(StoreFailure) {
            found = try Sidecar.decode(input, path: "/s.json")
        } catch {
            try Checks.isSafe(error.message + error.advice, "an error")
            return "newer"
        }
        // The quick reader reads nothing that the slow one would not read as the same.
        let quick = input.withUnsafeBufferPointer { SidecarScanner.sidecar($0) }
        if let quick {
            let slow = try? Sidecar.decodeSlowly(Data(input), path: "/s.json")
            try hold(quick == slow, "quick \(quick), slow \(String(describing: slow))")
        }
        guard let found else { return "none" }
        let again = try Sidecar.decode(try found.encoded(path: "/s.json"), path: "/s.json")
        try hold(again == found, "written and read it is another")
        let listing = SidecarListing(sidecar: found, path: "/p.png")
        for line in listing.lines { try Checks.isSafe(line, "the listing") }
        _ = listing.json.description
        let entry = GalleryListing(entries: [PictureEntry(found, path: "p.png")], gallery: "/g")
        try Checks.isSafe(entry.lines.joined(separator: "\n") + entry.json.description, "the listing")
        return "read \(found.role) \(quick == nil ? "slowly" : "quickly")"
    }

    private static let intent = FuzzTarget(
        "intent", corpus: [GalleryCorpus.intent], dictionary: GalleryCorpus.words, mostBytes: 6000, cases: 500
    ) { input, _ in
        switch IntentFile.read(input) {
        case .newer: return "newer"
        case .unreadable: return "unreadable"
        case .intent(let file):
            try hold(IntentFile.read(GalleryCorpus.line(file)) == .intent(file), "written and read it is another")
            // What recovery does with it: a name in the gallery by the clock of then.
            let time = CivilTime(file.turn.startedAt, offset: file.offset)
            let name = PictureName(
                prompt: file.turn.prompt, time: time, sha256: GalleryCorpus.sha, variant: file.variant,
                of: file.turn.settings.count)
            let stem = name.stem(attempt: 3)
            try hold(stem.split(separator: "/", omittingEmptySubsequences: false).count == 2, "the name \(stem)")
            try hold(!stem.contains("..") && !stem.hasPrefix("/"), "the name \(stem)")
            return "intent \(file.variant)"
        }
    }

    private static let ledger = FuzzTarget(
        "ledger", corpus: [GalleryCorpus.ledgerLines.flatMap(\.self)], dictionary: GalleryCorpus.words,
        mostBytes: 30_000, cases: 250
    ) { input, _ in
        let whole = Set(input.split(separator: 0x0A).map { Array($0) })
        let (entries, notes) = LedgerLine.entries(input, path: "/l.jsonl")
        for (entry, line) in zip(GalleryCorpus.entries, GalleryCorpus.ledgerLines)
        where whole.contains(Array(line.dropLast())) {
            try hold(entries.contains(entry), "lost: \(entry)")
        }
        for note in notes { try Checks.isSafe(note, "a note") }
        for grouping in Spend.Grouping.allCases {
            for row in Spend.rows(entries, by: grouping, time: .fixed(3600)) {
                try Checks.isSafe("\(row.key) \(Money.text(row.amount))", "a row")
            }
        }
        _ = Money.text(Spend.onDay(of: GalleryCorpus.date, entries, time: .fixed(-3600)))
        return "\(entries.count)"
    }

    private static let votes = FuzzTarget(
        "votes", corpus: [GalleryCorpus.voteLines.flatMap(\.self)],
        dictionary: GalleryCorpus.words + ["\"winner\":null", "\"entrants\":[]", "\"tags\":[\"x\"]"], mostBytes: 30_000,
        cases: 250
    ) { input, _ in
        let whole = Set(input.split(separator: 0x0A).map { Array($0) })
        let (votes, notes) = VoteLine.votes(input, path: "/v.jsonl")
        for (vote, line) in zip(GalleryCorpus.votes, GalleryCorpus.voteLines)
        where whole.contains(Array(line.dropLast())) {
            try hold(votes.contains(vote), "lost: \(vote)")
        }
        for vote in votes {
            try hold(vote.isValid, "a vote that cannot be counted")
            let again = VoteLine.votes(GalleryCorpus.line(VoteLine(vote: vote)), path: "/v.jsonl")
            try hold(again.votes == [vote], "written and read it is another")
        }
        for note in notes { try Checks.isSafe(note, "a note") }
        let standings = Standing.all(votes)
        try hold(standings.allSatisfy { $0.rating.isFinite && $0.votes > 0 }, "a standing")
        let total = standings.reduce(0) { $0 + $1.rating }
        try hold(abs(total - Double(standings.count) * Elo.start) < 1e-3, "ratings add up to \(total)")
        for line in StandingsListing(votes: votes).lines { try Checks.isSafe(line, "the standings") }
        try hold(!StandingsListing(votes: votes).json.description.utf8.contains { $0 < 0x20 }, "the standings")
        return "\(votes.count)"
    }

    /// Dates in files, there and back.
    private static let time = FuzzTarget(
        "timestamp",
        corpus: [
            "2026-11-23T14:35:02.120Z", "1969-12-31T23:59:59.999Z", "2026-11-23T14:35:02Z", "2026-11-23T14:35:02+09:00",
            "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "20261123T143502Z",
        ].map { Array($0.utf8) }, dictionary: ["+", "-", ":", "Z", "T", ".", "W", "99999999999"], mostBytes: 400,
        cases: 1500
    ) { input, _ in
        guard let date = Timestamp.date(Checks.text(input)) else { return "none" }
        let text = Timestamp.text(date)
        guard let again = Timestamp.date(text) else { throw Broken("\(text) cannot be read") }
        try hold(Timestamp.text(again) == text, "\(text) becomes \(Timestamp.text(again))")
        if (-62_135_596_800...253_402_214_400).contains(date.timeIntervalSince1970) {
            try hold(abs(again.timeIntervalSince(date)) < 0.002, "\(text) is not \(date.timeIntervalSince1970)")
        }
        return "\(text.prefix(3))"
    }
}
