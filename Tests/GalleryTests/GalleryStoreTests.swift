import FoundationEssentials
import Glibc
import Pixels
import StudioCore
import Testing

@testable import Gallery

struct GalleryStoreTests {
    @Test func `a picture keeps its bytes and gets a name by day, hour, prompt and hash`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let bytes = Bytes.png("0000") + Bytes.chunk("IEND")
        let image = try await scene.received(bytes, by: store)
        let asset = try await store.store(image, of: .make(), variant: 0)
        let sha256 = FileDigest.sha256(bytes)
        #expect(
            asset
                == ImageAsset(
                    path: "2026-11-23/225502-a-fox-in-snow-\(sha256.prefix(4)).png", mime: "image/png", width: 640,
                    height: 480, bytes: bytes.count, sha256: sha256, role: .final))
        #expect(try SafeFile.read(store.path(of: asset)) == bytes)
        #expect(!SafeFile.exists(image.file.path))
        #expect(Scene.files(scene.folders.gallery) == [asset.path])
    }

    @Test(arguments: [
        (Bytes.png(), "png", "image/png", 640), (Bytes.jpeg(), "jpg", "image/jpeg", 320),
        (Bytes.gif, "gif", "image/gif", 64),
        (Bytes.heic, "heic", "image/heic", 0), (Bytes.noise, "bin", "application/octet-stream", 0),
        ([], "bin", "application/octet-stream", 0), (Array(Bytes.png().prefix(20)), "png", "image/png", 0),
    ])
    func `the ending comes from the bytes`(bytes: [UInt8], ending: String, mime: String, width: Int) async throws {
        let scene = try Scene()
        let store = scene.store()
        let asset = try await store.store(try await scene.received(bytes, by: store), of: .make(), variant: 0)
        #expect(asset.path.hasSuffix("." + ending))
        #expect(asset.mime == mime)
        #expect(asset.width == width)
        #expect(try SafeFile.read(store.path(of: asset)) == bytes)
    }

    @Test func `the same picture again gets more digits, then numbers, and replaces nothing`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let bytes = Bytes.png()
        var paths: [String] = []
        for number in 0..<8 {
            let image = try await scene.received(bytes, by: store, name: "\(number)")
            paths.append(try await store.store(image, of: .make(), variant: 0).path)
        }
        let sha256 = FileDigest.sha256(bytes)
        let stem = "2026-11-23/225502-a-fox-in-snow-"
        #expect(
            paths
                == [4, 8, 16, 32, 64].map { "\(stem)\(sha256.prefix($0)).png" }
                + [2, 3, 4].map { "\(stem)\(sha256)-\($0).png" })
        #expect(Set(Scene.files(scene.folders.gallery)) == Set(paths))
    }

    @Test func `a stem that another kind of picture or a sidecar has is taken`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let digits = FileDigest.sha256(Bytes.png()).prefix(8)
        let taken = "home/Pictures/easel/2026-11-23/225502-a-fox-in-snow-"
        let foreign = try scene.write([1], "\(taken)\(digits.prefix(4)).jpg")
        _ = try scene.write([2], "\(taken)\(digits).json")
        let asset = try await store.store(try await scene.received(Bytes.png(), by: store), of: .make(), variant: 0)
        #expect(asset.path.hasSuffix("-\(FileDigest.sha256(Bytes.png()).prefix(16)).png"))
        #expect(try SafeFile.read(foreign) == [1])
    }

    @Test func `variants are numbered`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let turn = Turn.make(count: 4)
        let image = try await scene.received(Bytes.png(), by: store, turn: turn, variant: 1)
        let asset = try await store.store(image, of: turn, variant: 1)
        #expect(asset.path.hasSuffix("-\(asset.sha256.prefix(4))-02.png"))
        #expect(asset.variant == 1)
    }

    @Test(arguments: [
        "../../../etc/passwd", "a\nb\r\u{1B}]0;x\u{7}", "🦊🦊🦊", "--output=x -o", String(repeating: "fox ", count: 2560),
        "",
        "..", "\u{202E}gnp.exe", "a/b\\c:d*e?f\"g<h>i|j", String(repeating: "語", count: 300), "e\u{301}\u{301}\u{301}x",
        "\0",
    ])
    func `no prompt gets out of the day's folder`(prompt: String) async throws {
        let scene = try Scene()
        let store = scene.store()
        let turn = Turn.make(prompt: prompt)
        let asset = try await store.store(
            try await scene.received(Bytes.png(), by: store, turn: turn), of: turn, variant: 0)
        let parts = asset.path.split(separator: "/", omittingEmptySubsequences: false)
        #expect(parts.count == 2)
        #expect(parts[0] == "2026-11-23")
        #expect(parts[1].utf8.count <= 200)
        #expect(parts[1].hasPrefix("225502-"))
        #expect(
            !asset.path.unicodeScalars.contains {
                $0.value < 0x20 || $0 == "\\" || $0.properties.generalCategory == .format
            })
        #expect(Scene.files(scene.folders.gallery) == [asset.path])
    }

    @Test func `a wrong size or hash from the provider is set right`() async throws {
        let scene = try Scene()
        let store = scene.store()
        var image = try await scene.received(Bytes.png(), by: store)
        image.file.bytes = 3
        image.file.sha256 = "../../x"
        let asset = try await store.store(image, of: .make(), variant: 0)
        #expect(asset.sha256 == FileDigest.sha256(Bytes.png()))
        #expect(asset.bytes == Bytes.png().count)
    }

    @Test func `a link in staging is not followed`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let secret = try scene.write(Bytes.png(), "secret")
        let link = try await store.makeStaging(for: .make()) + "/0"
        symlink(secret, link)
        let file = ImageFile(path: link, mime: "", bytes: Bytes.png().count, sha256: FileDigest.sha256(Bytes.png()))
        await #expect(throws: StoreFailure.self) {
            try await store.store(ReceivedImage(file: file, role: .final), of: .make(), variant: 0)
        }
        #expect(SafeFile.exists(secret))
        #expect(Scene.files(scene.folders.gallery) == [])
    }

    @Test func `a picture from another disk is copied and the original goes`() async throws {
        guard Scene.disk != "/tmp" else { return }
        let scene = try Scene()
        let staged = "/tmp/easel-gallery-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try SafeFile.write(Bytes.png(), to: staged, .new)
        defer { unlink(staged) }
        let store = scene.store()
        let file = ImageFile(path: staged, mime: "", bytes: Bytes.png().count, sha256: FileDigest.sha256(Bytes.png()))
        let asset = try await store.store(ReceivedImage(file: file, role: .draft), of: .make(), variant: 0)
        #expect(try SafeFile.read(store.path(of: asset)) == Bytes.png())
        #expect(!SafeFile.exists(staged))
        #expect(Scene.files(scene.folders.gallery) == [asset.path])
        #expect(asset.role == .draft)
    }

    @Test func `a picture that was moved is found by its bytes, one that changed is not it`() async throws {
        let scene = try Scene()
        let store = scene.store(index: GalleryIndex(folders: scene.folders))
        let asset = try await scene.stored(Bytes.png(), by: store, turn: .make())
        #expect(try await store.file(of: asset).path == store.path(of: asset))
        try SafeFile.makeFolder(scene.folders.gallery + "/best")
        rename(store.path(of: asset), scene.folders.gallery + "/best/fox.png")
        let moved = try await store.file(of: asset)
        #expect(moved.path == scene.folders.gallery + "/best/fox.png")
        #expect(moved.sha256 == asset.sha256)
        unlink(moved.path)
        let failure = await #expect(throws: StoreFailure.self) { try await store.file(of: asset) }
        #expect(failure?.kind == .missing)
    }

    @Test func `two studios storing at once never take each other's names`() async throws {
        let scene = try Scene()
        let folders = scene.folders
        var images: [ReceivedImage] = []
        for number in 0..<24 {
            images.append(try await scene.received(Bytes.png(), by: scene.store(), name: "\(number)"))
        }
        let assets = try await withThrowingTaskGroup(of: [ImageAsset].self) { group in
            for studio in 0..<2 {
                let share = images.enumerated().filter { $0.offset % 2 == studio }.map(\.element)
                group.addTask {
                    let store = GalleryStore(folders: folders, decoder: DirectDecoder(), time: .fixed(0))
                    var assets: [ImageAsset] = []
                    for image in share { assets.append(try await store.store(image, of: .make(), variant: 0)) }
                    return assets
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(assets.map(\.path)).count == 24)
        #expect(Set(Scene.files(folders.gallery)) == Set(assets.map(\.path)))
    }
}
