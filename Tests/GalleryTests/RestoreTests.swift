import FoundationEssentials
import Glibc
import Pixels
import StudioCore
import Testing

@testable import Gallery

/// Pictures that an earlier run had received: into the gallery once, however far that run came.
struct RestoreTests {
    /// A store that has taken over the folder of an earlier run.
    private func later(_ scene: Scene, time: LocalTime = .fixed(9 * 3600)) async throws -> GalleryStore {
        let first = scene.store()
        let folder = try await first.makeStaging(for: .make())
        await first.leaveStaging(folder)
        let store = GalleryStore(folders: scene.folders, decoder: DirectDecoder(), time: time)
        #expect(await store.claimStaging(folder))
        #expect(await !store.claimStaging(folder))
        return store
    }

    private func again(_ scene: Scene, _ store: GalleryStore, _ bytes: [UInt8], isWhole: Bool = true) async throws
        -> ImageAsset
    {
        var image = try await scene.received(bytes, by: store, name: "recovered-\(UInt64.random(in: 0 ... .max))")
        image.isWhole = isWhole
        return try await store.store(image, of: .make(), variant: 0)
    }

    @Test func `a picture that is not there yet is put there`() async throws {
        let scene = try Scene()
        let store = try await later(scene)
        let whole = Bytes.png("0000") + Bytes.chunk("IEND")
        let asset = try await again(scene, store, whole)
        #expect(try SafeFile.read(store.path(of: asset)) == whole)
        #expect(asset.isCut == nil)
    }

    @Test(
        arguments: [
            ("its beginning", Bytes.png("0000"), true),
            ("no last chunk", Bytes.png("0000") + Bytes.chunk("IDAT", 100), true),
            ("half a chunk", Bytes.png("0000") + Bytes.chunk("IDAT", 100).dropLast(20), true),
            ("whole", Bytes.png("0000") + Bytes.chunk("IDAT", 100) + Bytes.chunk("IEND"), false),
            ("more behind its end", Bytes.png("0000") + Bytes.chunk("IEND") + Bytes.noise, false),
            ("JPEG without end", Bytes.jpeg(), true), ("JPEG", Bytes.jpeg() + [0xFF, 0xD9], false),
            ("JPEG, more behind its end", Bytes.jpeg() + [0xFF, 0xD9] + Bytes.noise, false),
            ("a format not looked into", Bytes.gif, false), ("no picture", Bytes.noise, false),
        ] as [(String, [UInt8], Bool)])
    func `a picture that ends too early is marked, whatever was said of it`(
        _ what: String, _ bytes: [UInt8], _ isCut: Bool
    ) async throws {
        let scene = try Scene()
        let asset = try await again(scene, try await later(scene), bytes)
        #expect((asset.isCut == true) == isCut, "\(what)")
    }

    @Test func `one that is there, with its sidecar or without, is not put there again`() async throws {
        let scene = try Scene()
        let run = scene.store()
        let first = try await run.store(try await scene.received(Bytes.png(), by: run), of: .make(), variant: 0)
        let store = try await later(scene)
        #expect(try await again(scene, store, Bytes.png()) == first)
        var turn = Turn.make()
        turn.result = .make(images: [first])
        try await store.writeSidecars(of: turn, session: "foxes")
        #expect(try await again(scene, store, Bytes.png()) == first)
        #expect(Scene.files(scene.folders.gallery).filter { $0.hasSuffix(".png") } == [first.path])
    }

    @Test func `the same picture of another turn is another's`() async throws {
        let scene = try Scene()
        let store = try await later(scene)
        let other = try await scene.stored(Bytes.png(), by: store, turn: .make("t_2"))
        let asset = try await again(scene, store, Bytes.png())
        #expect(asset.path != other.path)
        #expect(asset.sha256 == other.sha256)
    }

    @Test func `it is looked for on the clock it was named by`() async throws {
        let scene = try Scene()
        let east = scene.store()
        let first = try await east.store(try await scene.received(Bytes.png(), by: east), of: .make(), variant: 0)
        let west = try await later(scene, time: .fixed(-8 * 3600))
        #expect(try await again(scene, west, Bytes.png()) == first)
    }

    @Test func `in a folder of its own a run stores what it is given, twice the same too`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let first = try await store.store(try await scene.received(Bytes.png(), by: store), of: .make(), variant: 0)
        let second = try await again(scene, store, Bytes.png())
        #expect(second.path != first.path)
    }

    @Test func `half a picture is marked as that, in its sidecar too`() async throws {
        let scene = try Scene()
        let store = try await later(scene)
        let asset = try await again(scene, store, Bytes.png(), isWhole: false)
        #expect(asset.isCut == true)
        var turn = Turn.make()
        turn.result = .make(images: [asset])
        try await store.writeSidecars(of: turn, session: "foxes")
        #expect(try Sidecar.read(beside: store.path(of: asset))?.isCut == true)
        let record = try JSONCoding.line(SessionRecord.result(turn.id, try #require(turn.result)))
        let read = try JSONCoding.decoder().decode(SessionRecord.self, from: Data(record))
        #expect(read == .result(turn.id, try #require(turn.result)))
    }

    @Test func `pictures without an answer are found, and whether they are whole`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let folder = try await store.makeStaging(for: .make())
        let whole = Bytes.png() + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
        try SafeFile.write(Bytes.png(), to: folder + "/1-image-1", .new)
        try SafeFile.write(whole, to: folder + "/1-image-2", .new)
        try SafeFile.write(whole, to: folder + "/answer.1-image-2", .new)
        try SafeFile.write(Bytes.noise, to: folder + "/1-signature-3", .new)
        try SafeFile.write(Bytes.jpeg() + [0xFF, 0xD9], to: folder + "/1-image-4", .new)
        let found = try await store.loosePictures(in: folder)
        #expect(found.map { $0.file.path.split(separator: "/").last } == ["1-image-1", "1-image-2", "1-image-4"])
        #expect(found.map(\.isWhole) == [false, true, true])
        #expect(found.allSatisfy { $0.role == .draft })
        #expect(found[1].file.sha256 == FileDigest.sha256(whole))
        #expect(await store.continuation(of: found[0], in: folder) == found[1])
        #expect(await store.continuation(of: found[1], in: folder) == nil)
    }

    @Test func `a picture that had moved to the spare place is found there`() async throws {
        guard access("/dev/shm", W_OK) == 0 else { return }
        let scene = try Scene()
        let store = scene.store()
        let id = "t_\(UInt64.random(in: 0 ... .max))"
        let folder = try await store.makeStaging(for: .make(.make(id)))
        let spare = "/dev/shm/easel-journal-\(id)-0-1-image-1"
        defer { unlink(spare) }
        try SafeFile.write(Bytes.png(), to: spare, .new)
        #expect(try await store.loosePictures(in: folder).map(\.file.path) == [spare])
        await store.discardStaging(folder)
        #expect(!SafeFile.exists(spare))
    }
}
