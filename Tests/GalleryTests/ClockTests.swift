import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

/// Clocks that jump, and what is told by them.
struct ClockTests {
    @Test func `a clock that is set back takes no name twice`() async throws {
        let scene = try Scene()
        let store = scene.store()
        var paths: Set<String> = []
        // An hour on, back, and the same second again; the same picture and another.
        for (number, seconds) in [0.0, 3600, 0, 0, -86_400, 0].enumerated() {
            for bytes in [Bytes.png("a"), Bytes.png("\(number)")] {
                let turn = Turn.make("t_\(number)-\(bytes.count)", at: 1_795_442_102 + seconds)
                let asset = try await scene.stored(bytes, by: store, turn: turn)
                #expect(try SafeFile.read(store.path(of: asset)) == bytes)
                paths.insert(asset.path)
            }
        }
        #expect(paths.count == 12)
    }

    @Test(arguments: [-1e18, -62_135_596_801, -1, 0, 253_402_300_800, 1e18])
    func `a clock that is far out stops nothing`(
        seconds: Double
    ) async throws {
        let scene = try Scene()
        let store = scene.store()
        let turn = Turn.make("t_far", at: seconds)
        let folder = try await store.makeStaging(for: .make(turn))
        let asset = try await store.store(
            try await scene.received(Bytes.png(), by: store, turn: turn), of: turn, variant: 0)
        #expect(try SafeFile.read(store.path(of: asset)) == Bytes.png())
        await store.leaveStaging(folder)
        let found = try #require(Journal(scene.folders).requests.first)
        #expect(found.folder == folder)
        #expect(await store.claimStaging(folder))
        let ledger = LedgerFile(folders: scene.folders)
        var entry = LedgerEntry.make(.sent, "t_far")
        entry.at = Date(timeIntervalSince1970: seconds)
        try await ledger.append(entry)
        #expect(try LedgerFile.read(scene.folders).entries.count == 1)
        let index = GalleryIndex(folders: scene.folders)
        #expect(try await index.refresh() == 1)
    }

    /// Settled “before” it was sent: one turn, on the day that it was sent.
    @Test func `an outcome from before its request belongs to it all the same`() {
        var sent = LedgerEntry.make(.sent, "t_1")
        var settled = LedgerEntry.make(.settled, "t_1")
        sent.at = Date(timeIntervalSince1970: 1_795_442_102)
        settled.at = sent.at.addingTimeInterval(-3 * 86_400)
        let rows = Spend.rows([sent, settled], by: .day, time: .fixed(0))
        #expect(rows.map(\.key) == ["2026-11-23"])
        #expect(rows.map(\.turns) == [1])
        #expect(rows.map(\.unknown) == [0])
        #expect(Spend.onDay(of: sent.at, [sent, settled], time: .fixed(0)) == settled.cost.amount)
    }

    /// Whose a folder is, is told by a lock that dies with its process: not by a number that another may have by now.
    @Test func `a process number that somebody else has now keeps nothing from being recovered`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let folder = try await store.makeStaging(for: .make())
        let path = folder + "/" + IntentFile.name
        guard case .intent(let mine) = IntentFile.read(try SafeFile.read(path)) else {
            Issue.record("no intent")
            return
        }
        #expect(mine.owner == .this)
        #expect(mine.owner.started > 0)
        await store.leaveStaging(folder)
        for owner in [
            IntentFile.Owner(pid: getpid(), started: 1), .init(pid: 1, started: 0), .init(pid: getppid(), started: 7),
        ] {
            var file = mine
            file.owner = owner
            try SafeFile.write(try JSONCoding.line(file), to: path, .replacing)
            #expect(Journal(scene.folders).requests.map(\.folder) == [folder])
            #expect(await store.claimStaging(folder))
            await store.leaveStaging(folder)
        }
        // And one that lives is left alone, whatever number its intent has.
        var file = mine
        file.owner = .init(pid: 999_999, started: 0)
        try SafeFile.write(try JSONCoding.line(file), to: path, .replacing)
        let other = scene.store()
        #expect(await other.claimStaging(folder))
        #expect(await !store.claimStaging(folder))
    }
}
