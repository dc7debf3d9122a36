import Foundation
import Gallery
import Glibc
import StudioCore
import Testing

@testable import easel

/// Ctrl-C and what it leaves; two programs at one gallery; leftovers that nobody can read.
@Suite(.blocking, .serialized) struct InterruptionTests {
    /// A turn whose answer has stopped in the middle of its picture.
    private func running(_ place: KillWorld) throws -> (Process, Pipe) {
        let process = try place.world.process(KillWorld.command)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = ContinuousClock.now + .seconds(20)
        while place.spooled < 50_000, ContinuousClock.now < deadline { usleep(2000) }
        return (process, output)
    }

    @Test func anInterruptCancelsTheTurnAndClosesItsJournal() async throws {
        let place = try KillWorld(stopsAfter: 100_000)
        defer { place.remove() }
        let (process, output) = try running(place)
        kill(process.processIdentifier, SIGINT)
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 130)
        let json = try #require(try JSONSerialization.jsonObject(with: said) as? [String: Any])
        #expect(json["outcome"] as? String == "cancelled")
        #expect((json["failure"] as? [String: Any])?["billed"] as? String == "unknown")
        #expect(Journal(place.folders) == Journal(Folders(environment: ["HOME": "/nowhere"])))
        #expect(try LedgerFile.read(place.folders).entries.map(\.outcome) == [nil, .cancelled])
        let tree = try await SessionShelf(folders: place.folders).tree("a-fox")
        #expect(tree.order.compactMap { tree[$0]?.result?.outcome } == [.cancelled])
    }

    /// Nor does a machine that shuts down, or whoever asks the program to end.
    @Test(arguments: [SIGHUP, SIGTERM]) func aTerminalThatClosesCutsNothingOff(_ number: Int32) throws {
        let bytes = KillWorld.answer(KillWorld.png(300)).bytes
        let gate = Pipe()
        let server = try LoopbackServer { connection in
            defer { close(connection) }
            guard LoopbackServer.takeRequest(from: connection) else { return }
            for part in [bytes[..<100_000], bytes[100_000...]] {
                _ = part.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if part.startIndex == 0 { _ = try? gate.fileHandleForReading.read(upToCount: 1) }
            }
        }
        defer { server.stop() }
        var world = try World()
        defer { world.remove() }
        world.variables = ["GEMINI_API_KEY": "canary-7f3a91", "GOOGLE_GEMINI_BASE_URL": server.url]
        let process = try world.process(KillWorld.command)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        var said = Data()
        while !said.contains(Data("receiving".utf8)) {
            let more = errors.fileHandleForReading.availableData
            if more.isEmpty { break }
            said += more
        }
        kill(process.processIdentifier, number)
        try gate.fileHandleForWriting.write(contentsOf: [1])
        let report = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let json = try #require(try JSONSerialization.jsonObject(with: report) as? [String: Any])
        #expect(json["outcome"] as? String == "completed")
    }

    @Test func oneWishInTwoSignalsIsOne() throws {
        let place = try KillWorld(stopsAfter: 100_000)
        defer { place.remove() }
        let (process, output) = try running(place)
        for _ in 0..<2 { kill(process.processIdentifier, SIGINT) }
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let json = try #require(try JSONSerialization.jsonObject(with: said) as? [String: Any])
        #expect(json["outcome"] as? String == "cancelled")
    }

    @Test func whatAnotherEaselIsAtIsLeftAlone() async throws {
        let place = try KillWorld(stopsAfter: 100_000)
        defer { place.remove() }
        let (process, _) = try running(place)
        let before = Journal(place.folders)
        #expect(before.requests.count == 1)
        let doctor = try place.world.run("doctor", "--recover", "--json")
        #expect(doctor.code == 0)
        let json = try doctor.json()
        #expect((json["recovered"] as? [Any])?.isEmpty == true)
        let left = try #require((json["left"] as? [[String: Any]])?.first)
        #expect(left["place"] as? String == "a-fox")
        #expect(Journal(place.folders).requests.map(\.folder) == before.requests.map(\.folder))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try await place.expectRecovered("killed at last", isThere: false, least: 50_000)
    }

    @Test func aSessionFileThatIsGoneIsMadeAgain() async throws {
        let place = try KillWorld(stopsAfter: 100_000)
        defer { place.remove() }
        let (process, _) = try running(place)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try FileManager.default.removeItem(atPath: place.folders.sessions)
        try FileManager.default.removeItem(atPath: place.folders.ledger)
        try await place.expectRecovered("session gone", isThere: false, least: 50_000, ledger: [[.settled]])
        let tree = try await SessionShelf(folders: place.folders).tree("a-fox")
        #expect(tree.order.compactMap { tree[$0]?.prompt } == ["a fox"])
    }

    @Test func noKeyIsNeededToReadWhatHadArrived() async throws {
        var place = try KillWorld(stopsAfter: 100_000)
        defer { place.remove() }
        let (process, _) = try running(place)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        place.world.variables["GEMINI_API_KEY"] = nil
        try await place.expectRecovered("without a key", isThere: false, least: 50_000)
    }

    @Test func whatCannotBeReadIsKeptAsideAndNamed() throws {
        let place = try KillWorld()
        defer { place.remove() }
        let folder = place.folders.journal + "/t_1-0"
        try place.world.write("{\"v\":1,", to: ".local/state/easel/journal/t_1-0/intent.json")
        try place.world.write("picture", to: ".local/state/easel/journal/t_1-0/1-image-1")
        let doctor = try place.world.run("doctor", "--recover")
        #expect(doctor.code == 1)
        #expect(doctor.text.contains("kept aside, unreadable: \(place.folders.journal)/broken/t_1-0"))
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(FileManager.default.fileExists(atPath: place.folders.journal + "/broken/t_1-0/1-image-1"))
        #expect(try place.world.run("doctor", "--recover", "--json").code == 0, "once is enough")
    }
}
