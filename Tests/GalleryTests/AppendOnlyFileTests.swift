import Glibc
import Testing

@testable import Gallery

struct AppendOnlyFileTests {
    private func opened(_ text: String, isTorn: Bool, in scene: Scene) throws -> AppendOnlyFile {
        let path = try scene.write(Array(text.utf8), "lines")
        let handle = try OpenFile(path: path, flags: O_RDWR | O_APPEND)
        flock(handle.descriptor, LOCK_EX)
        return AppendOnlyFile(handle: handle, end: text.utf8.count, isTorn: isTorn)
    }

    private func text(_ scene: Scene) throws -> String {
        String(decoding: try SafeFile.read(scene.root + "/lines"), as: UTF8.self)
    }

    @Test func `a torn line is ended once`() throws {
        let scene = try Scene()
        var file = try opened("one\ntw", isTorn: true, in: scene)
        try file.append(Array("three\n".utf8))
        try file.append(Array("four\n".utf8))
        #expect(try text(scene) == "one\ntw\nthree\nfour\n")
    }

    @Test func `after a disk error the whole is written to a new file, locked as the old one was`() throws {
        let scene = try Scene()
        var file = try opened("one\n", isTorn: false, in: scene)
        var before = stat()
        stat(scene.root + "/lines", &before)
        file.isDoubtful = true
        try file.append(Array("two\n".utf8))
        let isDoubtful = file.isDoubtful
        #expect(!isDoubtful)
        try file.append(Array("three\n".utf8))
        #expect(try text(scene) == "one\ntwo\nthree\n")
        var after = stat()
        stat(scene.root + "/lines", &after)
        #expect(before.st_ino != after.st_ino)
        let other = try OpenFile(path: scene.root + "/lines", flags: O_RDWR)
        #expect(flock(other.descriptor, LOCK_EX | LOCK_NB) != 0)
        #expect(Scene.files(scene.root) == ["lines"])
    }

    @Test func `what cannot be trusted to be on disk is not written behind`() throws {
        let scene = try Scene()
        var file = try opened("one\n", isTorn: false, in: scene)
        // A line that was written while its fsync failed is not part of the file that is made anew.
        let stray = try OpenFile(path: scene.root + "/lines", flags: O_WRONLY | O_APPEND)
        try stray.write(Array("lost\n".utf8))
        file.isDoubtful = true
        try file.append(Array("two\n".utf8))
        #expect(try text(scene) == "one\ntwo\n")
    }
}
