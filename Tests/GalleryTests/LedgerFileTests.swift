import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct LedgerFileTests {
    @Test func `rows come back as they were written`() async throws {
        let scene = try Scene()
        let rows = [LedgerEntry.make(.sent, "t_1"), .make(.settled, "t_1", amount: 0.13)]
        let ledger = LedgerFile(folders: scene.folders)
        for row in rows { try await ledger.append(row) }
        let read = try LedgerFile.read(scene.folders)
        #expect(read.entries == rows)
        #expect(read.notes == [])
        #expect(Scene.mode(scene.folders.ledger) == 0o600)
        let first = try SafeFile.read(scene.folders.ledger).split(separator: 0x0A)[0]
        #expect(String(decoding: first, as: UTF8.self).contains("\"v\":1"))
    }

    @Test func `no ledger is an empty one`() throws {
        #expect(try LedgerFile.read(Scene().folders).entries == [])
    }

    @Test func `half a line, garbage and newer rows are told and cost no other row`() async throws {
        let scene = try Scene()
        let whole = try JSONCoding.line(LedgerLine(entry: .make(.sent, "t_1")))
        let newer = String(decoding: whole, as: UTF8.self).replacing("\"v\":1", with: "\"v\":2")
        _ = try scene.write(
            whole + Array("\0\0\n".utf8) + Array(newer.utf8) + whole.prefix(40), "home/.local/state/easel/ledger.jsonl")
        try await LedgerFile(folders: scene.folders).append(.make(.settled, "t_1"))
        let read = try LedgerFile.read(scene.folders)
        #expect(read.entries == [.make(.sent, "t_1"), .make(.settled, "t_1")])
        #expect(read.notes.count == 3)
    }

    @Test func `many writers, whole lines`() async throws {
        let scene = try Scene()
        let folders = scene.folders
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let ledger = LedgerFile(folders: folders)
                    for number in 0..<25 { try? await ledger.append(.make(.sent, "t_\(writer)_\(number)")) }
                }
            }
        }
        let read = try LedgerFile.read(folders)
        #expect(Set(read.entries.map(\.turn)).count == 100)
        #expect(read.notes == [])
    }
}

struct SpendTests {
    private let day: Double = 86_400

    private var entries: [LedgerEntry] {
        [
            .make(.sent, "t_1", at: 0), .make(.settled, "t_1", at: 60, amount: 0.25),
            .make(.sent, "t_2", at: day - 60, amount: 0.5, session: "owls"),
            .make(.settled, "t_2", at: day + 60, amount: 0.75, session: "owls"),
            .make(.sent, "t_3", at: day + 100, amount: 2), .make(.sent, "t_3", at: day + 100, amount: 2),
            .make(.settled, "t_4", at: day + 200, amount: 1, session: "owls"),
        ]
    }

    @Test func `by day, a turn belongs to the day it was sent`() {
        #expect(
            Spend.rows(entries, by: .day, time: .fixed(0)) == [
                Spend.Row(key: "1970-01-01", turns: 2, amount: 1, unknown: 0),
                Spend.Row(key: "1970-01-02", turns: 2, amount: 1, unknown: 1),
            ])
    }

    @Test func `by session and model, dearest first`() {
        #expect(
            Spend.rows(entries, by: .session) == [
                Spend.Row(key: "owls", turns: 2, amount: 1.75, unknown: 0),
                Spend.Row(key: "foxes", turns: 2, amount: 0.25, unknown: 1),
            ])
        #expect(
            Spend.rows(entries, by: .model) == [
                Spend.Row(key: "google/gemini-3-pro-image", turns: 4, amount: 2, unknown: 1)
            ])
    }

    @Test func `the cap counts the estimate of what has no outcome`() {
        #expect(Spend.onDay(of: Date(timeIntervalSince1970: day + 5), entries, time: .fixed(0)) == 3)
        #expect(Spend.onDay(of: Date(timeIntervalSince1970: 5), entries, time: .fixed(0)) == 1)
    }
}

extension LedgerEntry {
    static func make(
        _ state: State, _ turn: String, at seconds: Double = 1_795_442_102.12, amount: Double = 0,
        session: String = "foxes"
    ) -> LedgerEntry {
        LedgerEntry(
            state: state, turn: TurnID(turn), session: session,
            model: ModelReference(provider: "google", model: "gemini-3-pro-image"),
            at: Date(timeIntervalSince1970: seconds), size: .twoK, count: 1,
            outcome: state == .settled ? .completed : nil, billed: state == .settled ? .yes : .unknown,
            cost: Cost(amount: amount, basis: state == .settled ? .tokens : .estimate))
    }
}

struct ReservationTests {
    /// Ten dollars a day.
    private let cap: LedgerFile.Cap = { estimate, spent in
        guard spent + estimate.amount > 10 else { return nil }
        return TurnFailure(.budget, message: "\(spent) spent", advice: "", billed: .no)
    }

    @Test func `what has no room any more is not written`() async throws {
        let scene = try Scene()
        let ledger = LedgerFile(folders: scene.folders, cap: cap)
        try await ledger.reserve(.make(.sent, "t_1", amount: 6))
        await #expect(throws: TurnFailure(.budget, message: "6.0 spent", advice: "", billed: .no)) {
            try await ledger.reserve(.make(.sent, "t_2", amount: 5))
        }
        // Cheaper than it was thought: there is room again.
        try await ledger.append(.make(.settled, "t_1", amount: 1))
        try await ledger.reserve(.make(.sent, "t_2", amount: 5))
        #expect(try LedgerFile.read(scene.folders).entries.map(\.turn.rawValue) == ["t_1", "t_1", "t_2"])
    }

    @Test func `without a cap everything may go`() async throws {
        let scene = try Scene()
        try await LedgerFile(folders: scene.folders).reserve(.make(.sent, "t_1", amount: 1e9))
        #expect(try LedgerFile.read(scene.folders).entries.count == 1)
    }

    /// Eight programs at once, each with a turn of three dollars: three of them fit.
    @Test func `of many that come at once only those with room are written`() async throws {
        let scene = try Scene()
        let (folders, cap) = (scene.folders, cap)
        let written = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let ledger = LedgerFile(folders: folders, cap: cap)
                    return (try? await ledger.reserve(.make(.sent, "t_\(number)", amount: 3))) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(written == 3)
        #expect(try LedgerFile.read(folders).entries.count == 3)
    }

    @Test func `yesterday's and tomorrow's rows do not count`() async throws {
        let scene = try Scene()
        let noon = 1_795_434_000.0
        let ledger = LedgerFile(folders: scene.folders)
        for (number, days) in [-40.0, -1, 0, 1].enumerated() {
            try await ledger.append(.make(.sent, "t_\(number)", at: noon + days * 86_400, amount: Double(number + 1)))
        }
        let date = Date(timeIntervalSince1970: noon)
        #expect(try LedgerFile.spent(onDayOf: date, scene.folders, time: .fixed(0)) == 3)
        #expect(try LedgerFile.spent(onDayOf: date, Scene().folders) == 0)
    }

    /// A request that may have been billed counts with what it was expected to cost.
    @Test func `nobody knows, so the estimate counts`() {
        func entries(_ billed: Billed, _ amount: Double) -> [LedgerEntry] {
            var settled = LedgerEntry.make(.settled, "t_1", at: 60, amount: amount)
            settled.billed = billed
            return [.make(.sent, "t_1", at: 0, amount: 2), settled]
        }
        let day = Date(timeIntervalSince1970: 5)
        #expect(Spend.atMost(onDayOf: day, entries(.unknown, 0), time: .fixed(0)) == 2)
        #expect(Spend.atMost(onDayOf: day, entries(.unknown, 3), time: .fixed(0)) == 3)
        #expect(Spend.atMost(onDayOf: day, entries(.no, 0), time: .fixed(0)) == 0)
        #expect(Spend.atMost(onDayOf: day, entries(.yes, 1), time: .fixed(0)) == 1)
        #expect(Spend.atMost(onDayOf: day, [.make(.sent, "t_1", at: 0, amount: 2)], time: .fixed(0)) == 2)
    }
}
