import FoundationEssentials
import GRDB
import Glibc
import StudioCore
import Testing

@testable import Gallery

/// The index is a cache: whatever happens to its file, also under the hands of a studio that has it open, the gallery is
/// the same.
struct IndexDamageTests {
    enum Damage: String, CaseIterable {
        case deleted, emptied, cut, garbage, flipped, replaced, otherTables, folder, lostFolder, foreignJournal,
            foreignLog
    }

    private func three(_ scene: Scene) async throws {
        for (number, prompt) in ["a fox", "an owl", "a heron"].enumerated() {
            let turn = Turn.make("t_\(number)", prompt: prompt, at: 1_795_442_102 + Double(number))
            _ = try await scene.stored(Bytes.png(prompt), by: scene.store(), turn: turn)
        }
    }

    /// Damages the file in place, as something else than SQLite does.
    private func apply(_ damage: Damage, to folders: Folders) async throws {
        let path = folders.index
        func overwrite(_ bytes: [UInt8]) throws {
            let file = try OpenFile(path: path, flags: O_WRONLY)
            ftruncate(file.descriptor, 0)
            try file.write(bytes)
        }
        let bytes = try SafeFile.read(path)
        switch damage {
        case .deleted: unlink(path)
        case .emptied: truncate(path, 0)
        case .cut: truncate(path, off_t(bytes.count / 3))
        case .garbage: try overwrite(Array(repeating: 0xA5, count: 9000))
        case .flipped:
            try overwrite(bytes.enumerated().map { index, byte in index > 99 && index % 97 == 3 ? byte ^ 0xFF : byte })
        case .replaced:
            let other = folders.cache + "/other.sqlite"
            _ = try IndexDatabase(path: other)
            rename(other, path)
        case .otherTables:
            unlink(path)
            try await DatabaseQueue(path: path).write {
                try $0.execute(sql: "CREATE TABLE x(y); PRAGMA user_version = 1")
            }
        case .folder:
            unlink(path)
            mkdir(path, 0o700)
        case .lostFolder:
            unlink(path)
            for entry in SafeFile.list(folders.cache) { unlink("\(folders.cache)/\(entry.name)") }
            rmdir(folders.cache)
        case .foreignJournal, .foreignLog:
            let name = path + (damage == .foreignLog ? "-wal" : "-journal")
            unlink(name)
            try SafeFile.write(
                [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7] + Array(repeating: 0x5A, count: 4000), to: name, .new)
        }
    }

    @Test(arguments: Damage.allCases) func `damaged while it is open`(_ damage: Damage) async throws {
        let scene = try Scene()
        try await three(scene)
        let index = GalleryIndex(folders: scene.folders)
        let store = scene.store(index: index)
        try await index.refresh()
        try await apply(damage, to: scene.folders)
        let turn = Turn.make("t_9", prompt: "a wolf", at: 1_795_449_000)
        let asset = try await scene.stored(Bytes.png("wolf"), by: store, turn: turn)
        let all = ["a wolf", "a heron", "an owl", "a fox"]
        #expect(try await index.refresh() == 4, "\(damage)")
        #expect(try await index.recent(limit: 10).map(\.prompt) == all, "\(damage)")
        #expect(try await index.page(GalleryQuery("wolf"), limit: 10).map(\.path) == [asset.path], "\(damage)")
        // Who starts now finds the same.
        let other = GalleryIndex(folders: scene.folders)
        #expect(try await other.refresh() == 4, "\(damage)")
        #expect(try await other.recent(limit: 10).map(\.prompt) == all, "\(damage)")
        try await index.rebuild()
        #expect(try await index.recent(limit: 10).map(\.prompt) == all, "\(damage)")
        #expect(Scene.files(scene.folders.gallery).count == 8, "\(damage): the pictures are not touched")
    }

    @Test(arguments: Damage.allCases) func `damaged while nobody has it open`(_ damage: Damage) async throws {
        let scene = try Scene()
        try await three(scene)
        try await GalleryIndex(folders: scene.folders).refresh()
        try await apply(damage, to: scene.folders)
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        #expect(try await index.recent(limit: 10).map(\.prompt) == ["a heron", "an owl", "a fox"], "\(damage)")
        #expect(try await index.page(GalleryQuery("heron"), limit: 10).count == 1, "\(damage)")
    }

    @Test func `bits that flip anywhere cost nothing that reading the folder does not bring back`() async throws {
        let scene = try Scene()
        try await three(scene)
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        let good = try SafeFile.read(scene.folders.index)
        let expected = try await index.recent(limit: 10)
        var state: UInt64 = 20_261_123
        for round in 0..<60 {
            var bytes = good
            for _ in 0...(round % 4) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] ^= UInt8(1 << (state >> 60 & 7))
            }
            try SafeFile.write(bytes, to: scene.folders.index, .replacing)
            let fresh = GalleryIndex(folders: scene.folders)
            // Which words it finds is the index's own affair; that it answers, and is whole again afterwards, is ours.
            _ = try await fresh.refresh()
            _ = try await fresh.page(GalleryQuery("fox"), limit: 10)
            try await fresh.rebuild()
            #expect(try await fresh.recent(limit: 10) == expected, "round \(round)")
        }
    }
}
