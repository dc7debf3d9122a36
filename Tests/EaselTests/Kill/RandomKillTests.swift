import Foundation
import Gallery
import Glibc
import StudioCore
import TerminalHarness
import Testing

@testable import easel

/// Kill -9 at any time, without a tracer: at the command line and in the studio, while a server sends pictures slowly.
/// `EASEL_KILLS=500` tries so many points, `EASEL_SEED` others, `EASEL_BINARY` another build.
@Suite(.blocking, .serialized) struct RandomKillTests {
    /// When a program is stopped.
    private enum Moment: String, CaseIterable {
        /// Any time from its start.
        case start
        /// While the answer comes.
        case answer
        /// About when its last byte has come.
        case end
    }

    /// What came of all.
    private struct Figures: CustomStringConvertible {
        var kills = 0
        var endedBefore = 0
        var sent = 0
        var wholeAtTheKill = 0
        var wholeAfterwards = 0
        var sentToTheEnd = 0

        var description: String {
            "\(kills) killed, \(endedBefore) had ended before; \(sent) pictures sent, \(sentToTheEnd) to their last byte, "
                + "\(wholeAtTheKill) whole on disk at the kill, \(wholeAfterwards) in the gallery afterwards, each once"
        }
    }

    private func world(_ server: PictureServer) throws -> World {
        var world = try World()
        world.variables = [
            "GEMINI_API_KEY": "canary-7f3a91", "GOOGLE_GEMINI_BASE_URL": server.url + "/v1beta",
            "EASEL_SKETCH_SECONDS": "0.3",
        ]
        return world
    }

    /// Waits for the moment, then so many microseconds more, as long as the program lives.
    private func wait(
        for moment: Moment, of answers: Int, _ server: PictureServer, more: UInt32, while lives: () -> Bool
    ) {
        let deadline = ContinuousClock.now + .seconds(60)
        while lives(), ContinuousClock.now < deadline {
            let sent = server.sent
            switch moment {
            case .start: break
            case .answer where sent.count >= answers: break
            case .end where sent.count { $0.isAll } >= answers: break
            default:
                usleep(300)
                continue
            }
            break
        }
        usleep(more)
    }

    private func recover(_ world: World, _ server: PictureServer, _ what: String, _ figures: inout Figures) async throws
    {
        let folders = Folders(environment: ["HOME": world.folder.path], gallery: world.folder.path + "/easel")
        let aftermath = Aftermath(folders: folders, sent: server.sent)
        let whole = aftermath.wholeOnDisk
        let doctor = try world.run("doctor", "--recover", "--json")
        #expect(doctor.code == 0, "\(what): \(doctor.text) \(doctor.errors)")
        let found = try await aftermath.expect(what, whole: whole)
        figures.sent += aftermath.sent.count
        figures.sentToTheEnd += aftermath.sent.count { $0.isAll }
        figures.wholeAtTheKill += whole.count
        figures.wholeAfterwards += found
        #expect(try world.run("doctor", "--recover", "--json").json()["recovered"] as? [String] == [], "\(what)")
    }

    @Test func aTurnKilledAtAnyTime() async throws {
        var random = SmallRandom(seed: SmallRandom.seed)
        var figures = Figures()
        for number in 0..<amount("EASEL_KILLS", usual: 20) {
            let server = try PictureServer()
            let world = try world(server)
            defer {
                server.stop()
                world.remove()
            }
            let variants = number % 5 == 3 ? 2 : 1
            let isSketch = number % 5 == 4
            let moment = isSketch ? .start : Moment.allCases.randomElement(using: &random) ?? .end
            let most: UInt32 =
                switch moment {
                case .start: isSketch ? 900_000 : 120_000;
                case .answer: 60_000;
                case .end: 25_000
                }
            let more = UInt32.random(in: 0..<most, using: &random)
            let what = "kill \(number), \(more) µs after \(moment)"
            let model = isSketch ? ["-m", "sketch", "--size", "512"] : ["-m", "nano-banana-pro"]
            let process = try world.process(["generate", "a fox", "-n", "\(variants)", "--json"] + model)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            wait(for: moment, of: variants, server, more: more) { process.isRunning }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .exit { figures.endedBefore += 1 } else { figures.kills += 1 }
            try await recover(world, server, what, &figures)
        }
        print("command line:", figures)
        #expect(figures.wholeAfterwards >= figures.wholeAtTheKill)
    }

    @Test func aStudioKilledAtAnyTime() async throws {
        var random = SmallRandom(seed: SmallRandom.seed)
        var figures = Figures()
        for number in 0..<amount("EASEL_STUDIO_KILLS", usual: 5) {
            let server = try PictureServer()
            let world = try world(server)
            defer {
                server.stop()
                world.remove()
            }
            let turns = 1 + number % 3
            let moment = number % 2 == 0 ? Moment.end : .answer
            let more = UInt32.random(in: 0..<40_000, using: &random)
            let what = "studio kill \(number), \(more) µs after \(moment) of \(turns)"
            let studio = try TerminalProgram(
                [try World.binary().path, "studio", "--ascii"], environment: world.environment)
            try studio.waitFor("the first frame", seconds: 60) { $0.contains("Prompt") }
            for turn in 0..<turns {
                studio.send("fox \(turn)")
                try studio.waitFor("the prompt", seconds: 60) { $0.contains("| fox \(turn)") }
                studio.send("\r")
                // Each goes on from the one before, so only the last one's answer may still be on its way.
                wait(for: turn == turns - 1 ? moment : .end, of: turn + 1, server, more: 0) { studio.child != nil }
            }
            usleep(more)
            // The studio itself is below the process that gives the terminal back.
            let child = try #require(studio.child)
            if number % 4 == 3 {
                kill(studio.pid, SIGKILL)
                usleep(more / 2)
            }
            kill(child, SIGKILL)
            _ = try studio.waitForExit(seconds: 60)
            figures.kills += 1
            try await recover(world, server, what, &figures)
        }
        print("studio:", figures)
        #expect(figures.wholeAfterwards >= figures.wholeAtTheKill)
    }
}
