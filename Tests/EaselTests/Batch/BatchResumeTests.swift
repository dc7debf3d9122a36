import Foundation
import Gallery
import Glibc
import StudioCore
import Testing

@testable import easel

/// A batch that is ended in whatever way goes on: no line is sent twice, no picture is lost.
@Suite(.blocking, .serialized) struct BatchResumeTests {
    /// The first two are answered, the next two never.
    @Test func afterAKillNothingIsSentTwice() throws {
        let server = try BatchServer { word, time in
            ["fox-3", "fox-4"].contains(word) && time == 1 ? .silence : .answer(.picture())
        }
        defer { server.stop() }
        let world = try World(server, foxes: 1...8)
        defer { world.remove() }
        let (process, _) = try world.batchProcess("--concurrency", "2")
        server.wait(for: 4)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()

        let result = try world.batch("--concurrency", "2")
        #expect(result.code == 6, "\(result.errors)")
        let json = try result.json()
        #expect(json.int("completed") == 6 && json.int("interrupted") == 2 && json.int("left") == 0)
        #expect(json.outcomes[2...3] == ["interrupted", "interrupted"])
        #expect(server.seen.sorted() == (1...8).map { "fox-\($0)" })
        #expect(world.pictures == 6)
        #expect(result.errors.contains("“--retry interrupted” sends lines 3, 4 again, which may have been billed"))
        let again = try world.batch()
        #expect(again.code == 6)
        #expect(server.seen.count == 8)
        let retried = try world.batch("--retry", "interrupted")
        #expect(retried.code == 0, "\(retried.errors)")
        #expect(server.seen.sorted().suffix(8).count == 8 && server.seen.count == 10)
        #expect(world.pictures == 8)
    }

    /// At any time, again and again, until all is done. `EASEL_KILLS` for long.
    @Test func killsAtAnyTime() async throws {
        let pictures = (1...12).map { _ in KillWorld.png(40) }
        let server = try BatchServer { word, _ in
            let number = Int(word.dropFirst(4)) ?? 1
            // So slow that most kills come in time.
            usleep(80_000)
            return .answer(KillWorld.answer(pictures[number - 1]))
        }
        defer { server.stop() }
        let world = try World(server, foxes: 1...12)
        defer { world.remove() }
        var random = SmallRandom(seed: SmallRandom.seed)
        var kills = 0
        for _ in 0..<amount("EASEL_KILLS", usual: 10) {
            let (process, output) = try world.batchProcess("--concurrency", "3")
            let isKilled = Int.random(in: 0..<4, using: &random) > 0
            usleep(UInt32.random(in: 60_000..<500_000, using: &random))
            if isKilled, process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                kills += 1
            }
            _ = try output.fileHandleForReading.readToEnd()
            process.waitUntilExit()
        }
        let json = try world.batch().json()
        #expect(json.int("left") == 0 && json.int("failed") == 0)
        #expect((json.int("completed") ?? 0) + (json.int("interrupted") ?? 0) == 12)
        #expect(Set(server.seen).count == server.seen.count, "\(server.seen): a line was sent twice")
        // What was completed is the line's own picture, once in the gallery.
        for (request, picture) in zip(json.requests, pictures) where request["outcome"] as? String == "completed" {
            let image = (request["images"] as? [[String: Any]])?.last
            let path = try #require(image?["path"] as? String)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(picture))
        }
        print(
            "a batch of 12, killed \(kills) times: \(json.int("completed") ?? 0) completed, \(server.seen.count) sent")
    }

    /// At every step that outlives the program, or a part of them: `EASEL_KILL_POINTS=all` for all.
    @Test(.enabled(if: Strace.works, "strace is not there, or tracing is forbidden"))
    func killsAtAnyStep() throws {
        func world(_ body: (World, BatchServer, URL) throws -> Void) throws {
            let server = try BatchServer()
            defer { server.stop() }
            let world = try World(server, foxes: 1...3)
            defer { world.remove() }
            try body(world, server, world.folder.appendingPathComponent("strace.log"))
        }
        let command = ["batch", "foxes.jsonl", "-m", "nano-banana-pro", "-o", ".", "--concurrency", "2", "--json"]
        var points: [Strace.Point] = []
        try world { world, _, log in
            let run = try world.run(list: command, tracer: Strace.arguments(log: log, at: nil, .killed))
            #expect(run.code == 0, "\(run.errors)")
            points = Strace.points(try String(contentsOf: log, encoding: .utf8))
        }
        let isFull = ProcessInfo.processInfo.environment["EASEL_KILL_POINTS"] == "all"
        let durable = points.filter { !["openat", "write"].contains($0.call) }
        #expect(durable.count > 20)
        let step = isFull ? 1 : max(1, durable.count / 16)
        for point in stride(from: 0, to: durable.count, by: step).map({ durable[$0] }) {
            try world { world, server, log in
                _ = try world.run(list: command, tracer: Strace.arguments(log: log, at: point, .killed))
                let result = try world.run(list: command)
                let json = try result.json()
                let completed = json.int("completed") ?? 0
                #expect(json.int("left") == 0 && json.int("failed") == 0, "\(point): \(result.text)")
                #expect(completed + (json.int("interrupted") ?? 0) == 3, "\(point): \(result.text)")
                #expect(Set(server.seen).count == server.seen.count, "\(point): \(server.seen)")
                #expect(world.pictures == completed, "\(point)")
                // Every one of them was copied, once killed in the middle of that or not.
                let copies = try FileManager.default.contentsOfDirectory(atPath: world.folder.path)
                #expect(copies.count { $0.hasSuffix(".png") } == completed, "\(point): \(copies)")
            }
        }
    }

    @Test func sketchesThatWereKilledAreDrawnAgain() throws {
        var world = try World()
        defer { world.remove() }
        world.variables["EASEL_SKETCH_SECONDS"] = "60"
        try world.write(
            "{\"prompt\":\"a fox\",\"size\":\"512\"}\n{\"prompt\":\"an owl\",\"size\":\"512\"}\n", to: "two.jsonl")
        let process = try world.process(["batch", "two.jsonl", "-m", "sketch", "--json"])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let folders = Folders(environment: ["HOME": world.folder.path])
        let deadline = ContinuousClock.now + .seconds(30)
        while Journal(folders).requests.count < 2, ContinuousClock.now < deadline { usleep(2000) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        world.variables["EASEL_SKETCH_SECONDS"] = "0"
        let result = try world.run("batch", "two.jsonl", "-m", "sketch", "--json")
        #expect(result.code == 0, "\(result.errors)")
        #expect(try result.json().int("completed") == 2)
    }

    @Test func anEditedFileSendsWhatIsNew() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...3)
        defer { world.remove() }
        #expect(try world.batch().code == 0)
        try world.write(
            """
            {"prompt":"fox-3", "aspect":null}
            {"prompt":"fox-4"}

              {"prompt":"fox-1"}
            {"prompt":"fox-1"}
            {"prompt":"fox-2","aspect":"16:9"}
            """, to: "foxes.jsonl")
        let json = try world.batch().json()
        #expect(json.int("completed") == 5)
        // A new one, a second one of a kind, and one that asks something else.
        #expect(server.seen.dropFirst(3).sorted() == ["fox-1", "fox-2", "fox-4"])
        // Another default is not another request; another flag is.
        try world.write("[defaults]\naspect = \"1:1\"\nsize = \"2K\"\n", to: ".config/easel/config.toml")
        #expect(try world.batch().code == 0)
        #expect(server.seen.count == 6)
        #expect(try world.batch("--size", "2K").code == 0)
        #expect(server.seen.count == 11)
    }

    @Test func aNameKeepsALineApart() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...1)
        defer { world.remove() }
        try world.write("{\"prompt\":\"fox-1\",\"id\":\"a\"}\n", to: "foxes.jsonl")
        #expect(try world.batch().code == 0)
        try world.write("{\"prompt\":\"fox-1\",\"id\":\"b\"}\n{\"prompt\":\"fox-1\",\"id\":\"a\"}\n", to: "foxes.jsonl")
        #expect(try world.batch().json().int("completed") == 2)
        #expect(server.seen.count == 2)
    }

    @Test func aSecondOneIsTold() throws {
        let server = try BatchServer { _, _ in .gate(.picture()) }
        defer { server.stop() }
        let world = try World(server, foxes: 1...2)
        defer { world.remove() }
        let (process, output) = try world.batchProcess()
        server.wait(for: 2)
        let second = try world.batch()
        #expect(second.code == 1)
        #expect(try (second.failure()["message"] as? String)?.contains("is running in another Easel") == true)
        server.open()
        _ = try output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(server.seen.count == 2)
    }

    @Test func aFileOfTheSameNameIsAnotherBatch() throws {
        let world = try World()
        defer { world.remove() }
        try world.write("{\"prompt\":\"a fox\",\"size\":\"512\"}\n", to: "a/p.jsonl")
        try world.write("{\"prompt\":\"a fox\",\"size\":\"512\"}\n", to: "b/p.jsonl")
        #expect(try world.run("batch", "a/p.jsonl", "-m", "sketch").code == 0)
        let other = try world.run("batch", "b/p.jsonl", "-m", "sketch", "--json")
        #expect(other.code == 2)
        #expect(
            try (other.failure()["advice"] as? String)?.contains("--session p. Begin another: --session p-2") == true)
        let joined = try world.run("batch", "b/p.jsonl", "-m", "sketch", "--session", "p", "--json").json()
        #expect(joined.int("completed") == 1)
        #expect(try world.run("batch", "b/p.jsonl", "-m", "sketch", "--session", "q").code == 0)
    }

    /// The first signal ends the sending and nothing else.
    @Test func ctrlCFinishesWhatRuns() throws {
        let server = try BatchServer { word, _ in
            ["fox-1", "fox-2"].contains(word) ? .gate(.picture()) : .answer(.picture())
        }
        defer { server.stop() }
        let world = try World(server, foxes: 1...6)
        defer { world.remove() }
        let process = try world.process([
            "batch", "foxes.jsonl", "-m", "nano-banana-pro", "--json", "--concurrency", "2",
        ])
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        server.wait(for: 2)
        kill(process.processIdentifier, SIGINT)
        var words = Data()
        while !words.contains(Data("No more is sent".utf8)) {
            let more = errors.fileHandleForReading.availableData
            if more.isEmpty { break }
            words += more
        }
        server.open()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let json = try #require(try JSONSerialization.jsonObject(with: said) as? [String: Any])
        #expect(json["outcome"] as? String == "cancelled")
        #expect(json.int("completed") == 2 && json.int("left") == 4)
        #expect(server.seen.count == 2)
        #expect(try world.batch().code == 0)
        #expect(server.seen.count == 6)
    }

    /// The second gives up what runs; what that may have cost is on record, and is not paid again unasked.
    @Test func ctrlCTwiceCancelsWhatRuns() throws {
        let server = try BatchServer { word, time in
            ["fox-1", "fox-2"].contains(word) && time == 1 ? .silence : .answer(.picture())
        }
        defer { server.stop() }
        let world = try World(server, foxes: 1...4)
        defer { world.remove() }
        let process = try world.process([
            "batch", "foxes.jsonl", "-m", "nano-banana-pro", "--json", "--concurrency", "2",
        ])
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        server.wait(for: 2)
        var words = Data()
        for sign in ["No more is sent", "Cancelling"] {
            // Two signals in one moment are one wish.
            if sign == "Cancelling" { usleep(400_000) }
            kill(process.processIdentifier, SIGINT)
            while !words.contains(Data(sign.utf8)) {
                let more = errors.fileHandleForReading.availableData
                if more.isEmpty { break }
                words += more
            }
        }
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let json = try #require(try JSONSerialization.jsonObject(with: said) as? [String: Any])
        #expect(json.outcomes == ["cancelled", "cancelled", "-", "-"])
        #expect(json.int("cancelled") == 2 && json.int("left") == 2)
        #expect(try LedgerFile.read(Folders(environment: ["HOME": world.folder.path])).entries.count == 4)
        // The rest goes, these do not; they are asked for by name.
        #expect(try world.batch("--concurrency", "2", "--budget", "0").code == 5)
        _ = try world.batchProcess("--retry", "cancelled").output.fileHandleForReading.readToEnd()
        #expect(server.seen.count { $0 == "fox-1" } == 2)
    }

    /// What a disk refuses to write down is not sent.
    @Test(.enabled(if: Strace.works, "strace is not there, or tracing is forbidden"))
    func aDiskThatIsFullSendsNothing() throws {
        let server = try BatchServer()
        defer { server.stop() }
        let world = try World(server, foxes: 1...3)
        defer { world.remove() }
        let log = world.folder.appendingPathComponent("strace.log")
        let file = world.folder.path + "/.local/state/easel/batches/foxes.jsonl"
        // The first line of the file is written, the next is not.
        let tracer = [
            Strace.path, "-f", "-qq", "-o", log.path, "-P", file, "-e", "trace=write", "-e",
            "inject=write:error=ENOSPC:when=2+",
        ]
        let result = try world.run(
            list: ["batch", "foxes.jsonl", "-m", "nano-banana-pro", "--json"], tracer: tracer)
        #expect(result.code == 1, "\(result.text)\(result.errors)")
        #expect(server.seen == [])
        #expect(try result.json().int("left") == 3)
        #expect(result.errors.contains("is full"))
        #expect(try world.batch().code == 0)
        #expect(server.seen.count == 3)
    }
}
