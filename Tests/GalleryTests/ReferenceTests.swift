import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct ReferenceTests {
    @Test(arguments: [
        (Bytes.png(), "png", 640, 480), (Bytes.jpeg(), "jpg", 320, 200), (Bytes.heic, "heic", 0, 0),
    ])
    func `a picture is copied in by its content`(bytes: [UInt8], ending: String, width: Int, height: Int) async throws {
        let scene = try Scene()
        let store = scene.store()
        let path = try scene.write(bytes, "holiday/den.txt")
        let reference = try await store.importReference(path: path)
        let sha256 = FileDigest.sha256(bytes)
        #expect(reference.sha256 == sha256)
        #expect([reference.width, reference.height, reference.bytes] == [width, height, bytes.count])
        #expect(reference.name == "den.txt")
        unlink(path)
        let file = try await store.file(of: reference)
        #expect(file.path == "\(scene.folders.references)/\(sha256).\(ending)")
        #expect(try SafeFile.read(file.path) == bytes)
        _ = try await store.importReference(path: file.path)
        #expect(Scene.files(scene.folders.references) == ["\(sha256).\(ending)"])
    }

    @Test(arguments: [
        (Bytes.gif, StoreFailure.Kind.notAPicture), (Bytes.noise, .notAPicture), ([], .notAPicture),
        (Array(Bytes.png().prefix(20)), .notAPicture), (Bytes.png(width: 50_000, height: 50_000), .tooLarge),
        (Bytes.png(width: 40_000, height: 1), .tooLarge), (Bytes.png(width: 0, height: 9), .notAPicture),
    ])
    func `what cannot be sent is refused`(bytes: [UInt8], kind: StoreFailure.Kind) async throws {
        let scene = try Scene()
        let path = try scene.write(bytes, "den.png")
        let failure = await #expect(throws: StoreFailure.self) { try await scene.store().importReference(path: path) }
        #expect(failure?.kind == kind)
        #expect(failure?.message.contains(path) == true)
        #expect(Scene.files(scene.folders.data) == [])
    }

    @Test func `more than 50 MB is refused without reading it`() async throws {
        let scene = try Scene()
        let path = try scene.write(Bytes.png(), "den.png")
        truncate(path, 50_000_001)
        let failure = await #expect(throws: StoreFailure.self) { try await scene.store().importReference(path: path) }
        #expect(failure?.kind == .tooLarge)
    }

    @Test func `folders, pipes and nothing are refused and not waited for`() async throws {
        let scene = try Scene()
        mkfifo(scene.root + "/pipe", 0o600)
        for (name, kind) in [("home", StoreFailure.Kind.notAPicture), ("pipe", .notAPicture), ("none", .missing)] {
            let failure = await #expect(throws: StoreFailure.self) {
                try await scene.store().importReference(path: "\(scene.root)/\(name)")
            }
            #expect(failure?.kind == kind)
        }
    }

    @Test func `a signature is kept byte for byte, by its content`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let bytes = Array("CiQB/+==\u{0}opaque".utf8)
        let path = try scene.write(bytes, "sig")
        let blob = BlobFile(path: path, bytes: bytes.count, sha256: FileDigest.sha256(bytes))
        try await store.keep(blob)
        try await store.keep(blob)
        unlink(path)
        let kept = try await store.signature(blob.sha256)
        #expect(kept.path == "\(scene.folders.references)/\(blob.sha256).signature")
        #expect(kept.bytes == bytes.count)
        #expect(try SafeFile.read(kept.path) == bytes)
        #expect(Scene.mode(kept.path) == 0o600)
    }

    @Test func `a signature that is not what was received is not kept`() async throws {
        let scene = try Scene()
        let path = try scene.write([1, 2], "sig")
        let blob = BlobFile(path: path, bytes: 3, sha256: FileDigest.sha256([1, 2, 3]))
        await #expect(throws: StoreFailure.self) { try await scene.store().keep(blob) }
        #expect(Scene.files(scene.folders.data) == [])
    }

    @Test(arguments: ["../../../../etc/passwd", "", "ABC", String(repeating: "a", count: 64)])
    func `a name from a session file is never a path`(name: String) async throws {
        let scene = try Scene()
        let failure = await #expect(throws: StoreFailure.self) { try await scene.store().signature(name) }
        #expect(failure?.kind == .missing)
        let reference = Reference(sha256: name, mime: "image/png", bytes: 1, width: 1, height: 1, name: "x")
        await #expect(throws: StoreFailure.self) { try await scene.store().file(of: reference) }
    }
}
