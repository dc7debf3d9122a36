import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct JournalTests {
    @Test func `what is in the journal is told apart`() async throws {
        let scene = try Scene()
        let store = scene.store()
        for id in ["t_2", "t_1"] { _ = try await store.makeStaging(for: .make(.make(id))) }
        let journal = scene.folders.journal
        for name in ["t_3-0", "t_4-0", "t_5-0", "t_6-0"] { try SafeFile.makeFolder("\(journal)/\(name)") }
        try SafeFile.write(Array("{".utf8), to: "\(journal)/t_4-0/.9-x.part", .new)
        try SafeFile.write(Array("{\"v\":1".utf8), to: "\(journal)/t_5-0/intent.json", .new)
        try SafeFile.write(Array("{\"v\":99}".utf8), to: "\(journal)/t_6-0/intent.json", .new)
        try SafeFile.makeFolder("\(journal)/holiday")
        try SafeFile.write(Bytes.png(), to: "\(journal)/holiday/1.png", .new)
        let found = Journal(scene.folders)
        #expect(found.requests.map(\.intent) == [.make(.make("t_1")), .make(.make("t_2"))])
        #expect(found.requests.map(\.folder) == ["\(journal)/t_1-0", "\(journal)/t_2-0"])
        #expect(Set(found.empty) == ["\(journal)/t_3-0", "\(journal)/t_4-0"])
        #expect(Set(found.unreadable) == ["\(journal)/t_5-0", "\(journal)/holiday"])
        #expect(found.newer == ["\(journal)/t_6-0"])
        #expect(found.aside == [])
    }

    /// A clock or a number of variants that cannot be are no reason to end.
    @Test(arguments: ["\"offset\":0", "\"variant\":0"])
    func `an intent with numbers from elsewhere is survived`(_ number: String) throws {
        let file = try IntentFile(.make(), offset: 0, owner: .init(pid: 1, started: 1))
        let text = String(decoding: try JSONCoding.line(file), as: UTF8.self)
        try #require(text.contains(number))
        let key = number.prefix { $0 != ":" }
        let hostile = Array(text.replacing(number, with: "\(key):9223372036854775807").utf8)
        guard case .intent(let read) = IntentFile.read(hostile) else {
            #expect(IntentFile.read(hostile) == .unreadable)
            return
        }
        #expect(CivilTime(read.turn.startedAt, offset: read.offset).year == 2026)
    }

    @Test func `an intent in another's folder is not believed`() async throws {
        let scene = try Scene()
        let folder = try await scene.store().makeStaging(for: .make())
        rename(folder, scene.folders.journal + "/t_9-0")
        #expect(Journal(scene.folders).unreadable == [scene.folders.journal + "/t_9-0"])
    }

    @Test func `what nobody can read is kept aside, with all that is in it`() throws {
        let scene = try Scene()
        let journal = scene.folders.journal
        for number in 1...2 {
            try SafeFile.makeFolder("\(journal)/x")
            try SafeFile.write(Bytes.png("\(number)"), to: "\(journal)/x/1.png", .new)
            let place = try Journal.setAside("\(journal)/x")
            #expect(place == "\(journal)/broken/x\(number == 1 ? "" : "-2")")
        }
        #expect(Scene.files(journal) == ["broken/x-2/1.png", "broken/x/1.png"])
        #expect(Journal(scene.folders).aside == ["\(journal)/broken/x", "\(journal)/broken/x-2"])
    }

    @Test func `a folder without a request goes, one that is just being made does not`() throws {
        let scene = try Scene()
        let folder = scene.folders.journal + "/t_1-0"
        try SafeFile.makeFolder(folder)
        try SafeFile.write([1], to: folder + "/.9-x.part", .new)
        let maker = try OpenFile(path: scene.folders.journal, flags: O_RDONLY | O_DIRECTORY)
        flock(maker.descriptor, LOCK_SH)
        Journal.clear(folder)
        #expect(SafeFile.exists(folder))
        flock(maker.descriptor, LOCK_UN)
        Journal.clear(folder)
        #expect(!SafeFile.exists(folder))
    }

    @Test func `half-written files go when their writer has gone`() throws {
        let scene = try Scene()
        let day = scene.folders.gallery + "/2026-11-23"
        let turn = Turn.make(at: 1_795_442_102)
        try SafeFile.makeFolder(day)
        // No process has the highest number there is.
        for name in [".4194304-x.part", ".\(getpid())-x.part", "x.part", ".4194304-x", "fox.png"] {
            try SafeFile.write([1], to: "\(day)/\(name)", .new)
        }
        let leftover = Leftover(intent: .make(turn), folder: "", changed: turn.startedAt)
        Journal.sweep(scene.folders, after: [leftover], time: .fixed(0))
        #expect(Scene.files(day) == [".\(getpid())-x.part", ".4194304-x", "fox.png", "x.part"].sorted())
    }

    @Test func `a writer that was killed a moment ago has gone`() throws {
        let scene = try Scene()
        let day = scene.folders.gallery + "/2026-11-23"
        try SafeFile.makeFolder(day)
        var pid: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
        defer { free(arguments[0]) }
        #expect(posix_spawn(&pid, "/bin/true", nil, nil, &arguments, nil) == 0)
        // It has ended, and nobody has taken note.
        var news = siginfo_t()
        #expect(waitid(P_PID, id_t(pid), &news, WEXITED | WNOWAIT) == 0)
        defer { waitpid(pid, nil, 0) }
        try SafeFile.write([1], to: "\(day)/.\(pid)-x.part", .new)
        let leftover = Leftover(
            intent: .make(.make(at: 1_795_442_102)), folder: "", changed: Date(timeIntervalSince1970: 0))
        Journal.sweep(scene.folders, after: [leftover], time: .fixed(0))
        #expect(Scene.files(day) == [])
    }

    @Test func `the ledger tells which rows it has of a turn`() async throws {
        let scene = try Scene()
        let ledger = LedgerFile(folders: scene.folders)
        for row in [LedgerEntry.make(.sent, "t_1"), .make(.sent, "t_2"), .make(.settled, "t_1"), .make(.sent, "t_3")] {
            try await ledger.append(row)
        }
        let states = LedgerFile.states(of: [TurnID("t_1"), TurnID("t_2"), TurnID("t_4")], in: scene.folders)
        #expect(states == [TurnID("t_1"): [.sent, .settled], TurnID("t_2"): [.sent]])
    }
}
