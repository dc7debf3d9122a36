import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct SessionShelfTests {
    private func write(_ records: [SessionRecord], _ name: String, changed: Int, in scene: Scene) throws {
        let start = SessionRecord.session(name: name, createdAt: Date(timeIntervalSince1970: 0))
        let bytes = try ([start] + records).flatMap { try JSONCoding.line($0) }
        let path = try scene.write(bytes, "home/.local/share/easel/sessions/\(name).jsonl")
        let time = timespec(tv_sec: changed, tv_nsec: 0)
        utimensat(AT_FDCWD, path, [time, time], 0)
    }

    private func shelf(_ scene: Scene) throws -> SessionShelf {
        try write([.turn(.make("t_1", prompt: "an owl")), .turn(.make("t_2"))], "owls", changed: 2000, in: scene)
        try write([], "empty", changed: 1000, in: scene)
        let tricky = #"say ,"type":"turn"} and t_9"#
        try write([.turn(.make("t_3", prompt: tricky)), .selected(nil)], "foxes", changed: 3000, in: scene)
        _ = try scene.write([0], "home/.local/share/easel/sessions/.hidden.jsonl")
        _ = try scene.write([0], "home/.local/share/easel/sessions/notes.txt")
        return SessionShelf(folders: scene.folders)
    }

    @Test func `last used first, and nothing else in the folder counts`() throws {
        let scene = try Scene()
        #expect(SessionShelf(folders: scene.folders).last == nil)
        let shelf = try shelf(scene)
        #expect(shelf.entries().map(\.name) == ["foxes", "owls", "empty"])
        #expect(shelf.entries().map(\.changed) == [3000, 2000, 1000])
        #expect(shelf.last == "foxes")
    }

    @Test func `turns and the first prompt at a glance`() throws {
        let scene = try Scene()
        let shelf = try shelf(scene)
        #expect(shelf.summary("owls")?.turns == 2)
        #expect(shelf.summary("owls")?.firstPrompt == "an owl")
        #expect(shelf.summary("foxes")?.turns == 1)
        #expect(shelf.summary("empty")?.turns == 0)
        #expect(shelf.summary("empty")?.firstPrompt == nil)
        #expect(shelf.summary("none") == nil)
    }

    @Test func `the session that holds a turn`() throws {
        let scene = try Scene()
        let shelf = try shelf(scene)
        #expect(shelf.session(holding: TurnID("t_2")) == "owls")
        #expect(shelf.session(holding: TurnID("t_3")) == "foxes")
        #expect(shelf.session(holding: TurnID("t_9")) == nil)
        #expect(shelf.session(holding: TurnID("")) == nil)
    }

    @Test func `names that are free`() throws {
        let scene = try Scene()
        let shelf = try shelf(scene)
        #expect(shelf.uniqueName(for: "Owls!") == "owls-2")
        #expect(shelf.uniqueName(for: "a heron") == "a-heron")
    }
}
