import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct SessionFileTests {
    private let now = Date(timeIntervalSince1970: 1_795_441_600.5)

    private func open(_ scene: Scene, _ name: String = "foxes") async throws -> SessionFile.Opened {
        try await SessionFile.open(name: name, folders: scene.folders, now: now)
    }

    private let records: [SessionRecord] = [
        .turn(.make("t_1")),
        .result(
            TurnID("t_1"),
            .make(
                images: [
                    ImageAsset(
                        path: "2026-11-23/x.png", mime: "image/png", width: 1, height: 2, bytes: 3, sha256: "ab",
                        role: .final)
                ],
                answers: [
                    Answer(parts: [
                        .text("Here – “a fox”\n\u{1B}", signature: "s1"),
                        .image(sha256: "ab", mime: "image/png", signature: "s2"),
                    ])
                ])),
        .turn(.make("t_2", parent: TurnID("t_1"), prompt: "make it \"night\"\\ 🦊")),
        .selected(TurnID("t_1")),
        .selected(nil),
    ]

    private func tree(_ records: some Sequence<SessionRecord>, name: String = "foxes") -> SessionTree {
        var tree = SessionTree(name: name, createdAt: now)
        for record in records { tree.apply(record) }
        return tree
    }

    @Test func `what was appended is there when the session is opened again`() async throws {
        let scene = try Scene()
        do {
            let opened = try await open(scene)
            #expect(opened.tree == tree([]))
            for record in records { try await opened.file.append(record) }
        }
        let again = try await open(scene)
        #expect(again.tree == tree(records))
        #expect(again.notes == [])
        #expect(Scene.mode(again.file.path) == 0o600)
        #expect(try await SessionShelf(folders: scene.folders).tree("foxes") == tree(records))
    }

    @Test func `one line a record, dates with milliseconds`() async throws {
        let scene = try Scene()
        let file = try await open(scene).file
        try await file.append(.selected(nil))
        let text = String(decoding: try SafeFile.read(file.path), as: UTF8.self)
        #expect(
            text
                == """
                {"created":"2026-11-23T13:46:40.500Z","name":"foxes","type":"session","v":1}
                {"type":"selected"}

                """)
    }

    @Test func `a second studio is told`() async throws {
        let scene = try Scene()
        let first = try await open(scene)
        await #expect(throws: SessionFailure.inUse(name: "foxes")) { try await open(scene) }
        #expect(try await open(scene, "other").tree.isEmpty)
        try await first.file.append(records[0])
    }

    @Test func `cut at every byte of the last record, nothing before it is lost and the next record is whole`()
        async throws
    {
        let scene = try Scene()
        let header = SessionRecord.session(name: "foxes", createdAt: now)
        for count in [0, 2] {
            let earlier = try ([header] + records.prefix(count)).dropLast(count == 0 ? 1 : 0).flatMap {
                try JSONCoding.line($0)
            }
            let last = try JSONCoding.line(count == 0 ? header : records[count])
            for cut in 0...last.count {
                let path = "\(scene.folders.sessions)/foxes.jsonl"
                try SafeFile.makeFolder(scene.folders.sessions)
                try SafeFile.write(earlier + last.prefix(cut), to: path, .replacing)
                do {
                    let opened = try await open(scene)
                    let whole = cut >= last.count - 1
                    #expect(opened.tree == tree(records.prefix(whole && count > 0 ? count + 1 : count)), "cut \(cut)")
                    #expect(opened.notes.count == (whole || cut == 0 ? 0 : 1))
                    try await opened.file.append(records[2])
                }
                let again = try await open(scene)
                #expect(again.tree == tree(records.prefix(count) + [records[2]]), "cut \(cut)")
                #expect(try SafeFile.read(path).starts(with: earlier + last.prefix(cut)))
            }
        }
    }

    @Test func `lines of a later kind and damaged ones are passed over and told`() async throws {
        let scene = try Scene()
        let header = try JSONCoding.line(SessionRecord.session(name: "foxes", createdAt: now))
        let middle = Array("{\"type\":\"annotation\",\"x\":1}\n\0\0\0\0\n".utf8)
        let bytes = try header + JSONCoding.line(records[0]) + middle + JSONCoding.line(records[1])
        let path = try scene.write(bytes, "home/.local/share/easel/sessions/foxes.jsonl")
        let opened = try await open(scene)
        #expect(opened.tree == tree(records.prefix(2)))
        #expect(opened.notes.count == 2)
        #expect(opened.notes.first?.contains("Line 3 of \(path)") == true)
        #expect(try SafeFile.read(path) == bytes)
    }

    @Test(arguments: [
        "{\"v\":2,\"type\":\"session\",\"name\":\"x\",\"created\":\"2026-11-23T13:46:40.500Z\"}\n",
        "{\"v\":99,\"kind\":\"something else altogether\"}\n",
    ])
    func `a newer session is refused and left untouched`(text: String) async throws {
        let scene = try Scene()
        let path = try scene.write(Array(text.utf8), "home/.local/share/easel/sessions/foxes.jsonl")
        let failure = await #expect(throws: SessionFailure.self) { try await open(scene) }
        #expect(failure == .newerVersion(text.contains("99") ? 99 : 2))
        #expect(try SafeFile.read(path) == Array(text.utf8))
    }

    @Test func `a damaged first line costs nothing but itself`() async throws {
        let scene = try Scene()
        let opened = try await open(scene)
        for record in records { try await opened.file.append(record) }
        var bytes = try SafeFile.read(opened.file.path)
        let whole = try await SessionReading.read(bytes, path: "/s")
        bytes[3] ^= 0x40
        let damaged = try await SessionReading.read(bytes, path: "/s")
        #expect(damaged.records == Array(whole.records.dropFirst()))
        #expect(damaged.notes.count == 1)
        #expect(damaged.tree(name: "foxes", createdAt: now).order == [TurnID("t_1"), TurnID("t_2")])
    }

    @Test(arguments: ["hello\n", "hello", "{\"type\":\"selected\"}\n", "\u{89}PNG\n\n"])
    func `what is no session is refused and left untouched`(text: String) async throws {
        let scene = try Scene()
        let path = try scene.write(Array(text.utf8), "home/.local/share/easel/sessions/foxes.jsonl")
        let failure = await #expect(throws: SessionFailure.self) { try await open(scene) }
        guard case .notASession = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(try SafeFile.read(path) == Array(text.utf8))
    }

    @Test(arguments: ["../evil", "a/b", "", ".hidden", "-x", "a\nb"])
    func `a name that is no file name is refused`(name: String) async throws {
        let scene = try Scene()
        await #expect(throws: SessionFailure.self) { try await open(scene, name) }
        #expect(Scene.files(scene.root) == [])
    }

    @Test func `a session that should be new is never one that is there`() async throws {
        let scene = try Scene()
        let first = try await SessionFile.open(name: "foxes", folders: scene.folders, isNew: true, now: now)
        #expect(first.tree == tree([]))
        await #expect(throws: SessionFailure.inUse(name: "foxes")) {
            try await SessionFile.open(name: "foxes", folders: scene.folders, isNew: true, now: now)
        }
    }

    @Test func `a copied session is called what its file is called`() async throws {
        let scene = try Scene()
        let bytes =
            try JSONCoding.line(SessionRecord.session(name: "foxes", createdAt: now)) + JSONCoding.line(records[0])
        _ = try scene.write(bytes, "home/.local/share/easel/sessions/wolves.jsonl")
        #expect(try await open(scene, "wolves").tree == tree([records[0]], name: "wolves"))
    }
}
