import Foundation
import Testing

@testable import easel

@Suite(.blocking) struct KeyFileTests {
    private let world: World

    init() throws { world = try World() }

    private func file(_ text: String, mode: Int, name: String = "key") throws -> KeyFile {
        try world.write(text, to: name)
        let path = world.folder.appendingPathComponent(name).path
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return KeyFile(path: path)
    }

    private func failure(_ file: KeyFile) -> KeyFile.Failure? {
        do throws(KeyFile.Failure) {
            _ = try file.key()
            return nil
        } catch {
            return error
        }
    }

    @Test func takesTheFirstLine() throws {
        defer { world.remove() }
        #expect(try file("  one \r\ntwo\n", mode: 0o600).key() == "one")
        #expect(try file("one", mode: 0o400, name: "b").key() == "one")
        #expect(failure(try file(" \nkey\n", mode: 0o600, name: "c")) == .empty)
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o620, 0o610, 0o644, 0o777]) func refusesWhatOthersMayTouch(_ mode: Int)
        throws
    {
        defer { world.remove() }
        let file = try file("one", mode: mode, name: "my key")
        #expect(failure(file) == .exposed(.open))
        #expect(file.message(.exposed(.open)).hasSuffix("type: chmod 600 '\(file.path)'"))
    }

    @Test func refusesALinkToElsewhere() throws {
        defer { world.remove() }
        let target = try file("one", mode: 0o600, name: "there/key").path
        let here = world.folder.appendingPathComponent("link").path
        try FileManager.default.createSymbolicLink(atPath: here, withDestinationPath: target)
        // Below the link's own folder is not elsewhere: so mounted secrets lie.
        #expect(try KeyFile(path: here).key() == "one")
        let outside = world.folder.appendingPathComponent("here/link").path
        try FileManager.default.createDirectory(
            atPath: world.folder.appendingPathComponent("here").path, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: outside, withDestinationPath: "../there/key")
        #expect(failure(KeyFile(path: outside)) == .exposed(.link(to: target)))
    }

    @Test func refusesWhatIsNoFile() throws {
        defer { world.remove() }
        #expect(failure(KeyFile(path: world.folder.path)) == .noFile)
        #expect(failure(KeyFile(path: "/dev/zero")) == .noFile)
        let pipe = world.folder.appendingPathComponent("pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(failure(KeyFile(path: pipe)) == .noFile)
        #expect(failure(KeyFile(path: pipe + "x")) == .unreadable("No such file or directory"))
    }

    @Test func refusesAnothersFile() throws {
        defer { world.remove() }
        guard geteuid() == 0 else { return }
        let file = try file("one", mode: 0o600)
        #expect(chown(file.path, 65534, 65534) == 0)
        #expect(failure(file) == .exposed(.foreign))
    }
}
