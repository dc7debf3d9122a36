import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct ModeTests {
    /// The umask is the whole process's; what other tests make meanwhile has explicit modes too.
    @Test(arguments: [mode_t(0), 0o077, 0o277])
    func `all that is made is private, whatever the umask`(mask: mode_t) async throws {
        let earlier = umask(mask)
        defer { umask(earlier) }
        let scene = try Scene()
        let index = GalleryIndex(folders: scene.folders)
        let store = scene.store(index: index)
        try await index.refresh()
        _ = try await scene.stored(Bytes.png(), by: store, turn: .make())
        let left = try await scene.received(Bytes.png(), by: store, turn: .make("t_2"))
        chmod(left.file.path, 0o666)
        _ = try await store.store(left, of: .make("t_2"), variant: 0)
        let path = try scene.write(Bytes.png(), "den.png")
        chmod(path, 0o644)
        _ = try await store.importReference(path: path)
        chmod(path, 0o600)
        let session = try await SessionFile.open(
            name: "foxes", folders: scene.folders, now: Date(timeIntervalSince1970: 0))
        try await session.file.append(.selected(nil))
        try await LedgerFile(folders: scene.folders).append(.make(.sent, "t_1"))
        try await index.rebuild()
        let files = Scene.files(scene.root)
        #expect(files.count == 8)
        #expect(files.filter { Scene.mode("\(scene.root)/\($0)") != 0o600 } == [])
        #expect(Scene.folderTree(scene.root).filter { Scene.mode($0) != 0o700 } == [])
        // Closed last, so that the session's lock is held throughout.
        #expect(session.file.name == "foxes")
    }
}
