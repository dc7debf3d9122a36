import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

/// Stars, tags, trash, and whether all is as it was received.
struct MarksTests {
    @Test func `marks go into the sidecar, and everything else in it stays to the byte`() async throws {
        let scene = try Scene()
        let index = GalleryIndex(folders: scene.folders)
        let store = scene.store(index: index)
        let asset = try await scene.stored(Bytes.png(), by: store, turn: .make())
        let path = Sidecar.path(for: store.path(of: asset))
        let before = String(decoding: try SafeFile.read(path), as: UTF8.self)
        try SafeFile.write(
            Array(before.replacing("{\n", with: "{\n  \"zebra\" : [1,   2],\n", maxReplacements: 1).utf8), to: path,
            .replacing)
        try await index.refresh()
        let outcome = await store.mark(
            [asset.path], MarkChange(add: ["night", " snow  fox "], rating: 4, isStarred: true, note: "the best"))
        #expect(outcome.done == [asset.path])
        let after = String(decoding: try SafeFile.read(path), as: UTF8.self)
        #expect(after.contains("\"zebra\" : [1,   2]"))
        let marks = try #require(try Sidecar.read(beside: store.path(of: asset))?.marks)
        #expect(marks == Marks(rating: 4, isStarred: true, tags: ["night", "snow fox"], note: "the best"))
        let found = try await index.page(try GalleryQuery("tag:night rating:>=4 is:starred"), limit: 10)
        #expect(found.map(\.path) == [asset.path])
        _ = await store.mark(
            [asset.path], MarkChange(remove: ["night", "snow fox"], rating: 0, isStarred: false, note: ""))
        #expect(try await index.page(try GalleryQuery("is:untagged"), limit: 10).count == 1)
        let unmarked = String(decoding: try SafeFile.read(path), as: UTF8.self)
        #expect(unmarked.contains("zebra") && !unmarked.contains("marks"))
    }

    @Test func `a picture that nobody described gets a sidecar that says what the file tells`() async throws {
        let scene = try Scene()
        try SafeFile.makeFolder(scene.folders.gallery)
        try SafeFile.write(Bytes.png(), to: scene.folders.gallery + "/den.png", .new)
        let store = scene.store()
        #expect(await store.mark(["den.png"], MarkChange(add: ["den"])).failed.isEmpty)
        let sidecar = try #require(try Sidecar.read(beside: scene.folders.gallery + "/den.png"))
        #expect(sidecar.sha256 == FileDigest.sha256(Bytes.png()))
        #expect(sidecar.marks?.tags == ["den"])
        #expect(sidecar.prompt.isEmpty && sidecar.width > 0)
    }

    @Test func `a newer sidecar, a broken one and a picture that is gone are left as they are, and said`() async throws
    {
        let scene = try Scene()
        let store = scene.store()
        let asset = try await scene.stored(Bytes.png(), by: store, turn: .make())
        let path = Sidecar.path(for: store.path(of: asset))
        for text in ["{\"schema\": 99}", "no sidecar"] {
            try SafeFile.write(Array(text.utf8), to: path, .replacing)
            let outcome = await store.mark([asset.path], MarkChange(rating: 1))
            #expect(outcome.done.isEmpty && outcome.failed.count == 1)
            #expect(try SafeFile.read(path) == Array(text.utf8))
        }
        #expect(await store.mark(["no/such.png"], MarkChange(rating: 1)).failed.count == 1)
    }

    @Test func `to the trash and back, with the sidecar, over nothing`() async throws {
        let scene = try Scene()
        let index = GalleryIndex(folders: scene.folders)
        let store = scene.store(index: index)
        let asset = try await scene.stored(Bytes.png(), by: store, turn: .make())
        try await index.refresh()
        let before = Scene.files(scene.folders.gallery)
        let moved = await store.moveToTrash([asset.path])
        #expect(moved.done == [".trash/" + asset.path])
        #expect(Scene.files(scene.folders.gallery) == before.map { ".trash/" + $0 })
        #expect(try await index.page(.all, limit: 10).isEmpty)
        #expect(try await index.page(try GalleryQuery("is:trashed"), limit: 10).map(\.path) == moved.done)
        try await index.refresh()
        #expect(try await index.page(try GalleryQuery("is:trashed"), limit: 10).map(\.path) == moved.done)
        // Something else lies there by now.
        try SafeFile.makeFolder(SafeFile.folder(of: store.path(of: asset)))
        try SafeFile.write([1, 2, 3], to: store.path(of: asset), .new)
        let back = await store.restoreFromTrash(moved.done)
        let place = try #require(back.done.first)
        #expect(place != asset.path && place.hasSuffix("-2.png"))
        #expect(try SafeFile.read(store.path(of: asset)) == [1, 2, 3])
        #expect(try SafeFile.read(scene.folders.gallery + "/" + place) == Bytes.png())
        #expect(try Sidecar.read(beside: scene.folders.gallery + "/" + place)?.sha256 == asset.sha256)
        #expect(await store.moveToTrash(["../../etc/passwd"]).failed.count == 1)
    }

    @Test func `two pictures of one name share their words, and neither takes them away`() async throws {
        let scene = try Scene()
        let store = scene.store()
        _ = try scene.write(Bytes.png(), "home/Pictures/easel/mine/sea.png")
        _ = try scene.write(Bytes.jpeg(), "home/Pictures/easel/mine/sea.jpg")
        #expect(await store.mark(["mine/sea.png"], MarkChange(rating: 4)).failed.isEmpty)
        let before = Scene.files(scene.folders.gallery)
        let moved = await store.moveToTrash(["mine/sea.png"])
        #expect(moved.done == [".trash/mine/sea.png"])
        for place in ["/mine/sea.jpg", "/.trash/mine/sea.png"] {
            #expect(try Sidecar.read(beside: scene.folders.gallery + place)?.marks?.rating == 4, "\(place)")
        }
        #expect(await store.restoreFromTrash(moved.done).done == ["mine/sea.png"])
        #expect(Scene.files(scene.folders.gallery) == before)
        // What was said of the other one meanwhile is not overwritten.
        _ = await store.moveToTrash(["mine/sea.png"])
        #expect(await store.mark(["mine/sea.jpg"], MarkChange(rating: 1)).failed.isEmpty)
        #expect(await store.restoreFromTrash(moved.done).done == ["mine/sea-2.png"])
        #expect(try Sidecar.read(beside: scene.folders.gallery + "/mine/sea-2.png")?.marks?.rating == 4)
        #expect(try Sidecar.read(beside: scene.folders.gallery + "/mine/sea.jpg")?.marks?.rating == 1)
    }

    @Test func `what is not as it was received is found`() async throws {
        let scene = try Scene()
        let store = scene.store()
        var assets: [ImageAsset] = []
        for number in 0..<4 {
            assets.append(try await scene.stored(Bytes.png(), by: store, turn: .make("t_\(number)")))
        }
        #expect(await GalleryCheck.run(scene.folders).findings.isEmpty)
        #expect(await GalleryCheck.run(scene.folders).whole == 4)
        var bytes = Bytes.png()
        bytes[bytes.count / 2] ^= 1
        try SafeFile.write(bytes, to: store.path(of: assets[0]), .replacing)
        unlink(store.path(of: assets[1]))
        unlink(Sidecar.path(for: store.path(of: assets[2])))
        try SafeFile.write(Array("{".utf8), to: Sidecar.path(for: store.path(of: assets[3])), .replacing)
        let check = await GalleryCheck.run(scene.folders)
        #expect(check.whole == 0)
        #expect(
            Dictionary(uniqueKeysWithValues: check.findings.map { ($0.path, $0.trouble) })
                == [
                    assets[0].path: .changed, assets[1].path: .missing, assets[2].path: .undescribed,
                    assets[3].path: .unreadableSidecar,
                ])
    }
}
