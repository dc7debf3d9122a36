import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

/// A gallery on a disk that is full or cannot be written. Needs a small file system of its own, so the right to mount;
/// skipped where that is missing.
@Suite(.serialized, .enabled(if: Disk.canMount)) struct DiskTests {
    @Test func `full: the picture stays in staging, nothing torn has a name, and it works again`() async throws {
        let scene = try Scene()
        let disk = try Disk(at: scene.folders.gallery, kilobytes: 64)
        let store = scene.store()
        let filler = scene.folders.gallery + "/.filler"
        try? SafeFile.write(Array(repeating: 1, count: 40 << 10), to: filler, .new)
        let bytes = Bytes.png(String(repeating: "x", count: 100 << 10).prefix(30 << 10).description)
        let image = try await scene.received(bytes, by: store)
        let failure = await #expect(throws: StoreFailure.self) { try await store.store(image, of: .make(), variant: 0) }
        #expect(failure?.kind == .diskFull)
        #expect(failure?.message.contains("is full") == true)
        #expect(failure?.message.contains(image.file.path) == true)
        #expect(failure?.message.contains("/.\(getpid())-") == false, "no hidden name")
        #expect(try SafeFile.read(image.file.path) == bytes)
        #expect(Scene.files(scene.folders.gallery) == [".filler"])
        unlink(filler)
        let asset = try await store.store(image, of: .make(), variant: 0)
        #expect(try SafeFile.read(store.path(of: asset)) == bytes)
        disk.unmount()
    }

    @Test func `read-only: the same`() async throws {
        let scene = try Scene()
        let disk = try Disk(at: scene.folders.gallery, kilobytes: 64)
        let store = scene.store()
        let image = try await scene.received(Bytes.png(), by: store)
        disk.setReadOnly(true)
        let failure = await #expect(throws: StoreFailure.self) { try await store.store(image, of: .make(), variant: 0) }
        #expect(failure?.kind == .readOnly)
        // And no other is asked for, nor paid, meanwhile.
        let refusal = await #expect(throws: StoreFailure.self) { try await store.makeStaging(for: .make()) }
        #expect(refusal?.kind == .readOnly)
        #expect(refusal?.message.contains(scene.folders.gallery) == true)
        #expect(try SafeFile.read(image.file.path) == Bytes.png())
        disk.setReadOnly(false)
        let asset = try await store.store(image, of: .make(), variant: 0)
        #expect(Scene.files(scene.folders.gallery) == [asset.path])
        disk.unmount()
    }

    @Test func `a session on a full disk keeps what it has, and goes on when there is room`() async throws {
        let scene = try Scene()
        let disk = try Disk(at: scene.folders.sessions, kilobytes: 16)
        let now = Date(timeIntervalSince1970: 0)
        let long = Turn.make("t_2", prompt: String(repeating: "fox ", count: 4000))
        do {
            let file = try await SessionFile.open(name: "foxes", folders: scene.folders, now: now).file
            try await file.append(.turn(.make("t_1")))
            let before = try SafeFile.read(file.path)
            let failure = await #expect(throws: SessionFailure.self) { try await file.append(.turn(long)) }
            #expect(failure?.message.contains("is full") == true)
            #expect(try SafeFile.read(file.path) == before)
            try await file.append(.turn(.make("t_3")))
        }
        let opened = try await SessionFile.open(name: "foxes", folders: scene.folders, now: now)
        #expect(opened.tree.order == [TurnID("t_1"), TurnID("t_3")])
        #expect(opened.notes == [])
        disk.unmount()
    }

    @Test func `a ledger on a full disk says so before anything is sent, and keeps whole lines`() async throws {
        let scene = try Scene()
        let disk = try Disk(at: scene.folders.state, kilobytes: 8)
        let ledger = LedgerFile(folders: scene.folders)
        var written = 0
        while written < 100, (try? await ledger.append(.make(.sent, "t_\(written)"))) != nil { written += 1 }
        #expect((1..<100).contains(written))
        let read = try LedgerFile.read(scene.folders)
        #expect(read.entries.count == written)
        #expect(read.notes == [])
        disk.unmount()
    }
}

/// What needs no disk of its own.
struct UnwritableTests {
    @Test func `something else where the gallery should be: the picture stays, and it works again`() async throws {
        let scene = try Scene()
        let file = try scene.write([1], "home/Pictures")
        let store = scene.store()
        let image = try await scene.received(Bytes.png(), by: store)
        let failure = await #expect(throws: StoreFailure.self) { try await store.store(image, of: .make(), variant: 0) }
        #expect(failure?.kind == .permission)
        #expect(failure?.message.contains(image.file.path) == true)
        unlink(file)
        _ = try await store.store(image, of: .make(), variant: 0)
        #expect(!SafeFile.exists(image.file.path))
    }

    @Test(arguments: [
        (ENOSPC, StoreFailure.Kind.diskFull), (EDQUOT, .diskFull), (EROFS, .readOnly), (EACCES, .permission),
        (EIO, .io), (ENOENT, .missing), (EFBIG, .tooLarge),
    ])
    func `every trouble has words and advice`(code: Int32, kind: StoreFailure.Kind) {
        let failure = StoreFailure.from(code, doing: "write", "/x/y")
        #expect(failure.kind == kind)
        #expect(failure.message.contains("/x/y"))
        #expect(failure.advice.hasSuffix("."))
    }
}

/// A file system of a few kilobytes, in memory.
final class Disk {
    static let canMount: Bool = {
        let probe = "/tmp/easel-mount-\(getpid())"
        guard mkdir(probe, 0o700) == 0 else { return false }
        defer { rmdir(probe) }
        guard mount("tmpfs", probe, "tmpfs", 0, "size=4k") == 0 else { return false }
        return umount2(probe, Int32(MNT_DETACH)) == 0
    }()

    private let path: String
    private var isMounted = true

    init(at path: String, kilobytes: Int) throws {
        self.path = path
        try SafeFile.makeFolder(path)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k,mode=0700") == 0 else {
            throw StoreFailure.from(errno, doing: "mount", path)
        }
    }

    deinit { unmount() }

    func setReadOnly(_ isReadOnly: Bool) {
        mount("tmpfs", path, nil, UInt(MS_REMOUNT) | (isReadOnly ? UInt(MS_RDONLY) : 0), nil)
    }

    func unmount() {
        if isMounted { umount2(path, Int32(MNT_DETACH)) }
        isMounted = false
    }
}
