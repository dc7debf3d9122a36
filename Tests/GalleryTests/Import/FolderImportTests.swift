import FoundationEssentials
import Glibc
import Pixels
import StudioCore
import Synchronization
import Testing

@testable import Gallery

@Suite struct FolderImportTests {
    private func png(_ seed: UInt8, _ chunks: [UInt8] = []) throws -> [UInt8] {
        var picture = Bitmap.filled(.white, width: 8, height: 6)
        picture.pixels[0] = seed
        let png = try PNGEncoder.encode(picture)
        return png[..<33] + chunks + png[33...]
    }

    private func run(_ scene: Scene, isMove: Bool = false, folder: String = "foreign") async throws -> [FolderImport
        .Event]
    {
        let events = Mutex<[FolderImport.Event]>([])
        try await FolderImport(folder: "\(scene.root)/\(folder)", isMove: isMove).run(into: scene.store()) { event in
            events.withLock { $0.append(event) }
        }
        return events.withLock { $0 }.sorted { "\($0)" < "\($1)" }
    }

    private let words = "a fox\nSteps: 20, Seed: 7, Model: dreamer"

    @Test func whatIsForeignBecomesOurs() async throws {
        let scene = try Scene()
        let bytes = try png(1, PNGChunk.text("parameters", words))
        let file = try scene.write(bytes, "foreign/deep/one.png")
        utimes(file, [timeval(tv_sec: 1_795_442_102, tv_usec: 0), timeval(tv_sec: 1_795_442_102, tv_usec: 0)])
        _ = try scene.write(Array("notes".utf8), "foreign/notes.txt")
        _ = try scene.write(bytes, "foreign/.hidden.png")
        let events = try await run(scene)
        guard case .imported("deep/one.png", let path, let settings)? = events.first, events.count == 1 else {
            Issue.record("\(events)")
            return
        }
        // Nine hours east of Greenwich.
        #expect(path.hasPrefix("2026-11-23/225502-a-fox-") && path.hasSuffix(".png"), "\(path)")
        let place = "\(scene.folders.gallery)/\(path)"
        #expect(try SafeFile.read(place) == bytes)
        #expect(Scene.mode(place) == 0o600)
        #expect(settings.prompt == "a fox" && settings.model == "dreamer")
        let sidecar = try #require(try Sidecar.read(beside: place))
        #expect(sidecar.imported == settings)
        #expect(sidecar.prompt == "a fox" && sidecar.sha256 == FileDigest.sha256(bytes) && sidecar.width == 8)
        #expect(sidecar.notes == ["imported from deep/one.png"])
        #expect(try SafeFile.read(file) == bytes, "the original is as it was")
        #expect(Scene.files(scene.folders.gallery).count == 2, "nothing half is left")
    }

    @Test func theSecondTimeNothingIsCopied() async throws {
        let scene = try Scene()
        _ = try scene.write(try png(1), "foreign/a.png")
        _ = try scene.write(try png(1), "foreign/b/same.png")
        _ = try scene.write(try png(2), "foreign/c.png")
        let first = try await run(scene)
        #expect(first.filter { if case .imported = $0 { true } else { false } }.count == 2)
        #expect(first.filter { if case .known = $0 { true } else { false } }.count == 1)
        let before = Scene.files(scene.folders.gallery)
        let second = try await run(scene)
        #expect(second.allSatisfy { if case .known = $0 { true } else { false } } && second.count == 3)
        #expect(Scene.files(scene.folders.gallery) == before)
        // A run that was killed between a picture and its sidecar is made good.
        let sidecar = try #require(before.first { $0.hasSuffix(".json") })
        unlink("\(scene.folders.gallery)/\(sidecar)")
        _ = try await run(scene)
        #expect(Scene.files(scene.folders.gallery) == before)
    }

    @Test func whatIsBadIsToldAndStays() async throws {
        let scene = try Scene()
        let whole = try png(1)
        _ = try scene.write(Array(whole.dropLast(20)), "foreign/half.png")
        _ = try scene.write([], "foreign/empty.jpg")
        _ = try scene.write(Bytes.noise, "foreign/page.webp")
        _ = try scene.write(Array(whole.prefix(20)), "foreign/start.png")
        _ = try scene.write(Bytes.png(width: 100_000, height: 100_000), "foreign/bomb.png")
        mkfifo("\(scene.root)/foreign/pipe.png", 0o600)
        symlink("\(scene.root)/foreign", "\(scene.root)/foreign/round")
        symlink("half.png", "\(scene.root)/foreign/link.png")
        let before = Scene.files(scene.root + "/foreign")
        let events = try await run(scene, isMove: true)
        #expect(
            events.map { event in
                if case .unreadable(let source, let reason) = event { "\(source): \(reason)" } else { "\(event)" }
            }.sorted()
                == [
                    "bomb.png: too large", "empty.jpg: empty", "half.png: it ends too early", "page.webp: no picture",
                    "start.png: its header is damaged",
                ])
        #expect(Scene.files(scene.root + "/foreign") == before)
        #expect(Scene.files(scene.folders.gallery).isEmpty)
    }

    @Test func namesAreBytes() async throws {
        let scene = try Scene()
        _ = try scene.write(try png(1), "foreign/plain.png")
        // Latin-1, and a line break.
        let odd: [UInt8] = Array("\(scene.root)/foreign/f".utf8) + [0xFC] + Array("chse\n.png".utf8) + [0]
        let path = odd.map { CChar(bitPattern: $0) }
        #expect(rename("\(scene.root)/foreign/plain.png", path) == 0)
        let events = try await run(scene, isMove: true)
        guard case .imported(let source, let place, _)? = events.first, events.count == 1 else {
            Issue.record("\(events)")
            return
        }
        #expect(source == "f\u{FFFD}chse\n.png")
        #expect(try SafeFile.read("\(scene.folders.gallery)/\(place)") == png(1))
        #expect(access(path, F_OK) != 0, "it was moved")
    }

    @Test func theGalleryIsNotImportedIntoItself() async throws {
        let scene = try Scene()
        _ = try scene.write(try png(1), "home/Pictures/other.png")
        _ = try await run(scene, folder: "home")
        let once = Scene.files(scene.folders.gallery)
        #expect(once.count == 2)
        let again = try await run(scene, folder: "home")
        #expect(again.count == 1, "only the one outside is met: \(again)")
        await #expect(throws: StoreFailure.self) {
            try await FolderImport(folder: scene.folders.gallery).run(into: scene.store()) { _ in }
        }
    }

    @Test func aFullGalleryLosesNothing() async throws {
        let scene = try Scene()
        let file = try scene.write(try png(1), "foreign/a.png")
        // A file in the gallery's place: nothing can be written there, whoever asks.
        _ = try scene.write([1], "home/Pictures/easel")
        await #expect(throws: StoreFailure.self) {
            try await FolderImport(folder: "\(scene.root)/foreign", isMove: true).run(into: scene.store()) { _ in }
        }
        #expect(try SafeFile.read(file) == png(1))
    }
}
