import Foundation
import Gallery
import Glibc
import StudioCore
import TerminalHarness
import Testing

@testable import easel

/// A small file system in memory at a folder; needs the right to mount.
private struct SmallDisk: ~Copyable {
    let folder: String

    static let works: Bool = {
        let probe = "/tmp/easel-small-disk-\(getpid())"
        defer { rmdir(probe) }
        guard let disk = try? SmallDisk(at: probe, kilobytes: 64) else { return false }
        disk.remove()
        return true
    }()

    init(at folder: String, kilobytes: Int) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard mount("easel", folder, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
        }
        self.folder = folder
    }

    func grow() { mount("easel", folder, "tmpfs", UInt(MS_REMOUNT), "size=64m") }
    func remove() { umount2(folder, Int32(MNT_DETACH)) }
}

/// A disk that fills up at any byte of a turn: the person is told, and with room again everything is home. All sizes with
/// `EASEL_DISKS=200`.
@Suite(.blocking, .serialized, .enabled(if: SmallDisk.works, "nobody may mount a file system here"))
struct FullDiskTests {
    /// What lies on the small disk.
    enum Place: String, CaseIterable {
        case state = ".local/state/easel"
        case data = ".local/share/easel"
        case gallery = "easel"
        case all = ""
    }

    /// Kilobytes, from nothing to enough for everything, closer together where little is.
    private func sizes(_ count: Int) -> [Int] {
        (0..<count).map { 4 * Int(pow(300, Double($0) / Double(max(1, count - 1)))) }
    }

    private func world(_ server: PictureServer) throws -> World {
        var world = try World()
        world.variables = ["GEMINI_API_KEY": "canary-7f3a91", "GOOGLE_GEMINI_BASE_URL": server.url + "/v1beta"]
        return world
    }

    @Test(arguments: Place.allCases) func aDiskThatFillsUpAnywhere(_ place: Place) async throws {
        var figures = (refused: 0, failed: 0, noted: 0, completed: 0, spared: 0)
        for size in sizes(amount("EASEL_DISKS", usual: 5)) {
            let server = try PictureServer(kilobytes: 200, pause: 0)
            let world = try world(server)
            let disk = try SmallDisk(at: world.folder.path + "/" + place.rawValue, kilobytes: size)
            defer {
                disk.remove()
                server.stop()
                world.remove()
            }
            let what = "\(place) on \(size) KB"
            let run = try world.run(list: KillWorld.command)
            if run.code != 0 {
                let failure = try run.failure()
                #expect((failure["message"] as? String)?.contains("full") == true, "\(what): \(run.text)")
                #expect((failure["advice"] as? String)?.isEmpty == false, "\(what)")
            }
            let folders = Folders(environment: ["HOME": world.folder.path], gallery: world.folder.path + "/easel")
            // Nothing torn has a name, and nothing that was received is in memory alone.
            let sent = server.sent
            for path in FileManager.default.subpaths(atPath: folders.gallery) ?? [] where path.hasSuffix(".png") {
                let bytes = FileManager.default.contents(atPath: folders.gallery + "/" + path).map { [UInt8]($0) }
                #expect(sent.contains { $0.picture == bytes }, "\(what): \(path) is torn")
            }
            if run.code == 0 {
                let notes = try run.json()["notes"] as? [String] ?? []
                if notes.contains(where: { $0.contains("full") }) { figures.noted += 1 } else { figures.completed += 1 }
            } else if sent.isEmpty {
                figures.refused += 1
            } else {
                figures.failed += 1
            }
            figures.spared += sharedSpares(folders).count
            disk.grow()
            let doctor = try world.run("doctor", "--recover", "--json")
            #expect(doctor.code == 0, "\(what): \(doctor.text)\(doctor.errors)")
            let aftermath = Aftermath(folders: folders, sent: sent)
            try await aftermath.expect(
                what, whole: Set(sent.filter(\.isAll).map { Aftermath.digest($0.picture) }),
                ledger: [[.sent, .settled], [.settled], [.sent, .settled, .settled], [.sent]])
            #expect(Set(sharedSpares(folders)) == [], "\(what): what was in the spare place is home")
            let again = try world.run(list: KillWorld.command)
            #expect(again.code == 0, "\(what): with room it works again: \(again.text)")
        }
        print("full disk, \(place):", figures)
        #expect(figures.refused + figures.failed + figures.noted > 0)
    }

    /// The spool goes when its disk is full, the picture goes on elsewhere, and then the program is killed: all that is known
    /// is said, and nothing else.
    @Test func aSpoolGivenUpAndThenKilled() async throws {
        for stop in [150_000, nil] as [Int?] {
            let place = try KillWorld(stopsAfter: stop ?? .max, kilobytes: 300)
            let disk = try SmallDisk(at: place.folders.state, kilobytes: 64)
            defer {
                disk.remove()
                place.remove()
            }
            let process = try place.world.process(KillWorld.command)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let deadline = ContinuousClock.now + .seconds(60)
            while sharedSpares(place.folders).isEmpty, process.isRunning, ContinuousClock.now < deadline {
                usleep(1000)
            }
            usleep(200_000)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            disk.grow()
            let doctor = try place.world.run("doctor", "--recover", "--json")
            let turns = try #require(try doctor.json()["recovered"] as? [[String: Any]])
            guard stop != nil || !turns.isEmpty else { continue }
            let turn = try #require(turns.first)
            let picture = try #require((turn["images"] as? [[String: Any]])?.first, "\(turn)")
            #expect(picture["cut"] as? Bool == (stop != nil))
            #expect(turn["billed"] as? String == "yes")
            if stop != nil {
                #expect(turn["outcome"] as? String == "interrupted")
                let message = (turn["failure"] as? [String: Any])?["message"] as? String
                #expect(message?.contains("while the answer") == true, "\(turn)")
            }
            #expect(sharedSpares(place.folders) == [])
        }
    }

    /// What a full disk had refused is brought home by the studio itself, once a turn shows that there is room.
    @Test func theStudioTriesAgainWhenThereIsRoom() throws {
        let server = try PictureServer(kilobytes: 100, pause: 0)
        let world = try world(server)
        let disk = try SmallDisk(at: world.folder.path + "/" + Place.gallery.rawValue, kilobytes: 40)
        defer {
            disk.remove()
            server.stop()
            world.remove()
        }
        let studio = try TerminalProgram(
            [try World.binary().path, "studio", "--ascii"], environment: world.environment)
        try studio.waitFor("the first frame", seconds: 60) { $0.contains("Prompt") }
        studio.send("a fox")
        try studio.waitFor("the prompt", seconds: 60) { $0.contains("| a fox") }
        studio.send("\r")
        try studio.waitFor("what is wrong", seconds: 60) { $0.contains("full") }
        disk.grow()
        studio.send("an owl")
        try studio.waitFor("the prompt", seconds: 60) { $0.contains("| an owl") }
        studio.send("\r")
        try studio.waitFor("the news", seconds: 60) { $0.contains("recovered") }
        let folders = Folders(environment: ["HOME": world.folder.path], gallery: world.folder.path + "/easel")
        let pictures = (FileManager.default.subpaths(atPath: folders.gallery) ?? []).filter { $0.hasSuffix(".png") }
        #expect(pictures.count == 2)
        #expect(Journal(folders).requests == [])
        kill(studio.pid, SIGKILL)
        _ = try studio.waitForExit(seconds: 60)
    }

    /// Pictures of this home that went on in memory.
    private func sharedSpares(_ folders: Folders) -> [String] {
        let open = (FileManager.default.subpaths(atPath: folders.journal) ?? []).map { String($0.prefix(28)) }
        let turns = Set(open + ((try? LedgerFile.read(folders).entries) ?? []).map(\.turn.rawValue))
        return (FileManager.default.subpaths(atPath: "/dev/shm") ?? []).filter { name in
            turns.contains { name.hasPrefix("easel-journal-\($0)-") }
        }
    }
}
