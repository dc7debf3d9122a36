import FoundationEssentials
import GRDB
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct GalleryIndexTests {
    /// Three pictures with sidecars (the owl newest), and one a person put there.
    private func filled() async throws -> (Scene, GalleryStore) {
        let scene = try Scene()
        let store = scene.store()
        for (number, prompt) in ["a fox in snow", "Füchse im Schnee", "an owl; DROP TABLE picture"].enumerated() {
            let turn = Turn.make("t_\(number)", prompt: prompt, at: 1_795_442_102 + Double(number))
            _ = try await scene.stored(Bytes.png(prompt), by: store, turn: turn)
        }
        let own = try scene.write(Bytes.jpeg(), "home/Pictures/easel/mine/holiday.jpeg")
        let time = timespec(tv_sec: 1000, tv_nsec: 0)
        utimensat(AT_FDCWD, own, [time, time], 0)
        _ = try scene.write([1], "home/Pictures/easel/mine/notes.txt")
        _ = try scene.write([1], "home/Pictures/easel/mine/package.json")
        return (scene, store)
    }

    private func prompts(_ entries: [PictureEntry]) -> [String] { entries.map(\.prompt) }
    private let all = ["an owl; DROP TABLE picture", "Füchse im Schnee", "a fox in snow", ""]

    @Test func `newest first, with what the sidecars say`() async throws {
        let (scene, _) = try await filled()
        let index = GalleryIndex(folders: scene.folders)
        #expect(!SafeFile.exists(scene.folders.cache))
        #expect(try await index.refresh() == 4)
        let entries = try await index.recent(limit: 10)
        #expect(prompts(entries) == all)
        #expect(entries[2].model == "google/gemini-3-pro-image")
        #expect(entries[2].session == "foxes")
        #expect(entries[2].cost == 0.134)
        #expect(entries[2].sha256 == FileDigest.sha256(Bytes.png("a fox in snow")))
        var own = entries[3]
        #expect(own.stamp != 0)
        own.stamp = 0
        #expect(
            own
                == PictureEntry(
                    path: "mine/holiday.jpeg", created: 1000, bytes: Bytes.jpeg().count, width: 320, height: 200))
        #expect(prompts(try await index.recent(limit: 2, offset: 1)) == Array(all[1...2]))
        #expect(Scene.mode(scene.folders.index) == 0o600)
    }

    @Test(arguments: [
        ("sno", ["a fox in snow"]), ("SNOW fo", ["a fox in snow"]), ("fuchse", ["Füchse im Schnee"]),
        ("gemini owl", ["an owl; DROP TABLE picture"]),
        ("\"'); DROP TABLE picture; --", ["an owl; DROP TABLE picture"]),
        ("OR", []), ("fox NOT snow", []), ("holi", [""]), ("jpeg", []),
        ("foxes", ["an owl; DROP TABLE picture", "Füchse im Schnee", "a fox in snow"]),
        ("wolf", []), ("*", ["an owl; DROP TABLE picture", "Füchse im Schnee", "a fox in snow", ""]),
    ])
    func `words are searched for, never run`(text: String, expected: [String]) async throws {
        let (scene, _) = try await filled()
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        #expect(prompts(try await index.page(GalleryQuery(text), limit: 10)) == expected)
    }

    @Test func `a stored picture is found at once`() async throws {
        let (scene, _) = try await filled()
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        let asset = try await scene.stored(
            Bytes.png("heron"), by: scene.store(index: index), turn: .make("t_9", prompt: "a heron", at: 1_795_449_000))
        #expect(try await index.page(GalleryQuery("heron"), limit: 10).map(\.path) == [asset.path])
        #expect(try await index.count() == 5)
        let before = try await index.recent(limit: 10)
        #expect(try await index.refresh() == 5)
        #expect(try await index.recent(limit: 10) == before)
        try await index.rebuild()
        #expect(try await index.recent(limit: 10) == before)
    }

    @Test func `one folder alone is looked at again`() async throws {
        let (scene, _) = try await filled()
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh(folders: ["mine"])
        #expect(!SafeFile.exists(scene.folders.index), "an index that was never made is not begun with one folder")
        try await index.refresh()
        _ = try scene.write(Bytes.jpeg(), "home/Pictures/easel/mine/deep/far.jpg")
        _ = try scene.write(Bytes.jpeg(), "home/Pictures/easel/mine/near.jpg")
        _ = try scene.write(Bytes.jpeg(), "home/Pictures/easel/minestrone/soup.jpg")
        _ = try scene.write(Bytes.jpeg(), "home/Pictures/easel/top.jpg")
        unlink(scene.folders.gallery + "/mine/holiday.jpeg")
        func paths() async throws -> [String] {
            try await index.recent(limit: 10).filter { !$0.hasSidecar }.map(\.path).sorted()
        }
        try await index.refresh(folders: ["mine"])
        #expect(try await paths() == ["mine/near.jpg"])
        try await index.refresh(folders: ["", "mine/deep", "no such folder"])
        #expect(try await paths() == ["mine/deep/far.jpg", "mine/near.jpg", "top.jpg"])
        #expect(try await index.count() == 6)
        let before = try await index.recent(limit: 10)
        #expect(try await index.refresh() == 7)
        #expect(try await index.recent(limit: 10).count == before.count + 1)
    }

    @Test func `a picture knows what it came from`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let words = ["a fox", "add snow", "make it night"]
        for (number, prompt) in words.enumerated() {
            var turn = Turn.make("t_\(number)", prompt: prompt, at: 1_795_442_102 + Double(number))
            turn.parent = number == 0 ? nil : TurnID("t_\(number - 1)")
            for variant in 0..<2 {
                _ = try await scene.stored(Bytes.png("\(prompt) \(variant)"), by: store, turn: turn)
            }
        }
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        #expect(try await index.lineage(of: "t_2").map(\.prompt) == ["add snow", "a fox"])
        #expect(try await index.lineage(of: "t_2", limit: 1).map(\.prompt) == ["add snow"])
        #expect(try await index.lineage(of: "t_0").isEmpty)
        #expect(try await index.lineage(of: "").isEmpty)
        #expect(try await index.lineage(of: "t_x").isEmpty)
    }

    @Test func `an index that was never made is not begun with one picture`() async throws {
        let scene = try Scene()
        let index = GalleryIndex(folders: scene.folders)
        _ = try await scene.stored(Bytes.png(), by: scene.store(index: index), turn: .make())
        #expect(!SafeFile.exists(scene.folders.index))
    }

    @Test func `a picture without its sidecar is listed, a sidecar without its picture is shown as missing`()
        async throws
    {
        let (scene, _) = try await filled()
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        let entries = try await index.recent(limit: 10)
        unlink(Sidecar.path(for: "\(scene.folders.gallery)/\(entries[0].path)"))
        unlink("\(scene.folders.gallery)/\(entries[1].path)")
        #expect(try await index.refresh() == 4)
        let after = Dictionary(uniqueKeysWithValues: try await index.recent(limit: 10).map { ($0.path, $0) })
        #expect(after[entries[0].path]?.prompt == "")
        #expect(after[entries[0].path]?.isMissing == false)
        #expect(after[entries[1].path]?.prompt == "Füchse im Schnee")
        #expect(after[entries[1].path]?.isMissing == true)
        unlink(Sidecar.path(for: "\(scene.folders.gallery)/\(entries[1].path)"))
        #expect(try await index.refresh() == 3)
    }

    @Test(arguments: ["garbage", "empty", "cut", "flipped", "newer", "other tables", "other values"])
    func `a damaged index is made again`(damage: String) async throws {
        let (scene, _) = try await filled()
        let path = scene.folders.index
        let good = GalleryIndex(folders: scene.folders)
        try await good.refresh()
        let expected = try await good.recent(limit: 10)
        var bytes = try SafeFile.read(path)
        switch damage {
        case "garbage": bytes = Array(repeating: 0xA5, count: 9000)
        case "empty": bytes = []
        case "cut": bytes = Array(bytes.prefix(bytes.count / 3))
        case "flipped": for offset in stride(from: 100, to: bytes.count, by: 97) { bytes[offset] ^= 0xFF }
        case "newer": bytes[63] = 9
        default: bytes = Array(bytes)
        }
        unlink(path)
        try SafeFile.write(bytes, to: path, .new)
        if damage == "other tables" {
            unlink(path)
            try await DatabaseQueue(path: path).write {
                try $0.execute(sql: "CREATE TABLE x(y); PRAGMA user_version = 1")
            }
        }
        if damage == "other values" {
            try await DatabaseQueue(path: path).write {
                try $0.execute(
                    sql: """
                        PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '');
                        PRAGMA writable_schema = 0
                        """)
            }
            try await DatabaseQueue(path: path).write { try $0.execute(sql: "UPDATE picture SET width = NULL") }
        }
        let index = GalleryIndex(folders: scene.folders)
        if damage == "empty" { try await index.refresh() }
        #expect(try await index.recent(limit: 10) == expected)
        #expect(prompts(try await index.page(GalleryQuery("fox"), limit: 10)).contains("a fox in snow"))
        #expect(SafeFile.exists(path + ".damaged") == (damage != "empty"))
    }

    @Test func `deleted while it is open, it is whole again after a rebuild`() async throws {
        let (scene, _) = try await filled()
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        unlink(scene.folders.index)
        #expect(prompts(try await index.recent(limit: 10)) == all)
        try await index.rebuild()
        #expect(prompts(try await GalleryIndex(folders: scene.folders).recent(limit: 10)) == all)
    }

    @Test func `two studios share one index`() async throws {
        let (scene, _) = try await filled()
        let one = GalleryIndex(folders: scene.folders)
        let two = GalleryIndex(folders: scene.folders)
        try await one.refresh()
        try await two.refresh()
        _ = try await scene.stored(
            Bytes.png("heron"), by: scene.store(index: one), turn: .make("t_9", prompt: "a heron"))
        #expect(prompts(try await two.page(GalleryQuery("heron"), limit: 10)) == ["a heron"])
        async let first = one.refresh()
        async let second = two.refresh()
        #expect(try await [first, second] == [5, 5])
    }

    @Test func `no gallery is an empty one`() async throws {
        let scene = try Scene()
        #expect(try await GalleryIndex(folders: scene.folders).refresh() == 0)
    }
}
