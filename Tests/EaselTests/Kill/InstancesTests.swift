import Foundation
import Gallery
import Glibc
import StudioCore
import TerminalHarness
import Testing

@testable import easel

/// Several programs at one gallery and one session, some of them killed: none harms another. `EASEL_INSTANCES=8` and
/// `EASEL_RUNS=200` for long.
@Suite(.blocking, .serialized) struct InstancesTests {
    private static let commands = [
        ["generate", "a fox", "-m", "nano-banana-pro", "--session", "foxes", "--json"],
        ["generate", "a fox", "-m", "nano-banana-pro", "--json"],
        ["generate", "a fox", "-m", "nano-banana-pro", "-n", "2", "--json"],
        ["doctor", "--recover", "--json"], ["gallery", "list", "--json"], ["gallery", "reindex"],
        ["sessions", "list"],
    ]

    /// A program that runs, and when it is stopped.
    private struct Slot {
        var process: Process
        var command: [String]
        var errors: URL
        var end: ContinuousClock.Instant?
        var isKilled = false
    }

    @Test func severalAtOneGallery() async throws {
        let server = try PictureServer(kilobytes: 60)
        var world = try World()
        defer {
            server.stop()
            world.remove()
        }
        world.variables = ["GEMINI_API_KEY": "canary-7f3a91", "GOOGLE_GEMINI_BASE_URL": server.url + "/v1beta"]
        let folders = Folders(environment: ["HOME": world.folder.path], gallery: world.folder.path + "/easel")

        let instances = amount("EASEL_INSTANCES", usual: 4)
        let studios = try (0..<max(1, instances / 4)).map { _ in
            let studio = try TerminalProgram(
                [try World.binary().path, "studio", "--session", "foxes", "--ascii"], environment: world.environment)
            try studio.waitFor("the first frame", seconds: 60) { $0.contains("Prompt") }
            return studio
        }
        for (number, studio) in studios.enumerated() { studio.send("studio fox \(number)\r") }

        let (kills, refusals) = try drive(world, instances)
        for studio in studios {
            kill(try #require(studio.child), SIGKILL)
            _ = try studio.waitForExit(seconds: 60)
        }
        let aftermath = Aftermath(folders: folders, sent: server.sent)
        let whole = aftermath.wholeOnDisk
        let doctor = try world.run("doctor", "--recover", "--json")
        #expect(doctor.code == 0, "\(doctor.text) \(doctor.errors)")
        let found = try await aftermath.expect("many", whole: whole)
        #expect(refusals == [], "only a session that is in use may be refused")
        print(
            "\(instances) at once, \(kills) killed: \(server.sent.count) requests, \(whole.count) whole pictures on disk, "
                + "\(found) in the gallery, each once")

        // The index says what the folder says, before it is made anew and after.
        let before =
            try world.run("gallery", "list", "--limit", "10000", "--json").json()["pictures"] as? [[String: Any]]
        _ = try world.run("gallery", "reindex")
        let after =
            try world.run("gallery", "list", "--limit", "10000", "--json").json()["pictures"] as? [[String: Any]]
        func paths(_ list: [[String: Any]]?) -> [String] { (list ?? []).compactMap { $0["path"] as? String }.sorted() }
        #expect(paths(before) == paths(after))
        #expect(
            paths(after).count == FileManager.default.subpaths(atPath: folders.gallery)?.count { $0.hasSuffix(".png") })
    }

    /// - Returns: how many were killed, and what was said by those that were not and failed.
    private func drive(_ world: World, _ instances: Int) throws -> (kills: Int, refusals: [String]) {
        var random = SmallRandom(seed: SmallRandom.seed)
        var left = amount("EASEL_RUNS", usual: 24)
        var slots: [Slot] = []
        var kills = 0
        var refusals: [String] = []
        while left > 0 || !slots.isEmpty {
            while left > 0, slots.count < instances {
                left -= 1
                let command = Self.commands.randomElement(using: &random) ?? []
                let process = try world.process(command)
                process.standardOutput = FileHandle.nullDevice
                let errors = world.folder.appendingPathComponent("errors-\(left)")
                try Data().write(to: errors)
                process.standardError = try FileHandle(forWritingTo: errors)
                try process.run()
                let isKilled = Int.random(in: 0..<5, using: &random) < 2
                let time = Duration.microseconds(Int.random(in: 0..<600_000, using: &random))
                slots.append(
                    Slot(process: process, command: command, errors: errors, end: isKilled ? .now + time : nil))
            }
            for index in slots.indices.reversed() {
                let slot = slots[index]
                if slot.process.isRunning {
                    if let end = slot.end, end < .now, !slot.isKilled {
                        kill(slot.process.processIdentifier, SIGKILL)
                        slots[index].isKilled = true
                        kills += 1
                    }
                    continue
                }
                slots.remove(at: index)
                guard slot.process.terminationReason == .exit, slot.process.terminationStatus != 0 else { continue }
                // The studio has the session.
                if slot.command.contains("foxes") { continue }
                let words = try String(contentsOf: slot.errors, encoding: .utf8)
                refusals.append("\(slot.command.joined(separator: " ")): \(slot.process.terminationStatus) \(words)")
            }
            usleep(2000)
        }
        return (kills, refusals)
    }
}
