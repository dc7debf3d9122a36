import Foundation
import Gallery
import Glibc
import StudioCore
import Testing

@testable import easel

/// How many points are tried: a part of all, evenly spread; all of them, which takes many minutes, with
/// `EASEL_KILL_POINTS=all`.
/// - Parameter share: 0..<1, where between two of them they lie, so that several runs come by different ones.
private func spread<Point>(_ points: [Point], _ count: Int, share: Double = 0) -> [Point] {
    let isFull = ProcessInfo.processInfo.environment["EASEL_KILL_POINTS"] == "all"
    guard !isFull, points.count > count else { return points }
    return (0..<count).map { points[Int((Double($0) + share) * Double(points.count) / Double(count))] }
}

/// Kill -9 and failing disks at every step of a turn: what had arrived is in the gallery once, byte for byte, and session and
/// ledger say so.
@Suite(.blocking, .serialized) struct KillTests {
    /// The points of a turn, openat and write of the program's start left out of the short run.
    private func points() throws -> [Strace.Point] {
        let place = try KillWorld()
        defer { place.remove() }
        let run = try place.world.run(
            list: KillWorld.command, tracer: Strace.arguments(log: place.log, at: nil, .killed))
        try #require(run.code == 0, "\(run.errors)")
        return Strace.points(place.logText)
    }

    private func parts(_ points: [Strace.Point], durable: Int, other: Int, share: Double = 0) -> [Strace.Point] {
        let usual: Set = ["openat", "write"]
        return spread(points.filter { !usual.contains($0.call) }, durable, share: share)
            + spread(points.filter { usual.contains($0.call) }, other, share: share)
    }

    @Test(.enabled(if: Strace.works, "strace is not there, or tracing is forbidden"))
    func aTurnKilledAtAnyStep() async throws {
        let points = parts(try points(), durable: 36, other: 12)
        #expect(points.count >= 40)
        var kills = 0
        for point in points {
            let place = try KillWorld()
            defer { place.remove() }
            let tracer = Strace.arguments(log: place.log, at: point, .killed)
            let run = try place.world.run(list: KillWorld.command, tracer: tracer)
            if run.code != 0 { kills += 1 }
            // What was only in the memory of a killed process is beyond anybody's help.
            let onDisk = Strace.written(place.logText, toNamesEnding: "-image-1")
            try await place.expectRecovered("killed at \(point)", isThere: onDisk >= place.picture.count)
        }
        #expect(kills > points.count / 2)
    }

    @Test(.enabled(if: Strace.works, "strace is not there, or tracing is forbidden"))
    func aRecoveryKilledAtAnyStep() async throws {
        // The turn is killed where its picture is whole and nothing of it is done.
        let first = Strace.Point(call: "renameat2", number: 2)
        let place = try KillWorld()
        defer { place.remove() }
        let calibration = try killed(place, at: first)
        let doctor = ["doctor", "--recover", "--json"]
        _ = try place.world.run(list: doctor, tracer: Strace.arguments(log: place.log, at: nil, .killed))
        let points = parts(Strace.points(place.logText), durable: 14, other: 4)
        #expect(calibration)
        for point in points {
            let place = try KillWorld()
            defer { place.remove() }
            guard try killed(place, at: first) else { continue }
            _ = try place.world.run(list: doctor, tracer: Strace.arguments(log: place.log, at: point, .killed))
            try await place.expectRecovered("recovery killed at \(point)", isThere: true)
        }
    }

    /// - Returns: whether the picture had been written.
    private func killed(_ place: KillWorld, at point: Strace.Point) throws -> Bool {
        let tracer = Strace.arguments(log: place.log, at: point, .killed)
        _ = try place.world.run(list: KillWorld.command, tracer: tracer)
        return Strace.written(place.logText, toNamesEnding: "-image-1") >= place.picture.count
    }

    @Test(
        .enabled(if: Strace.works, "strace is not there, or tracing is forbidden"),
        arguments: [("ENOSPC", 0), ("EIO", 0.25), ("EROFS", 0.5), ("EDQUOT", 0.75)])
    func aDiskThatFailsAtAnyStep(_ error: String, _ share: Double) async throws {
        // Event loops wake one another with write(2), which no disk makes fail: `FullDiskTests` has those.
        let points = parts(try points().filter { $0.call != "write" }, durable: 10, other: 3, share: share)
        for point in points {
            let place = try KillWorld()
            defer { place.remove() }
            let run = try place.world.run(
                list: KillWorld.command, tracer: Strace.arguments(log: place.log, at: point, .fails(error)))
            let all = Strace.written(place.logText, toNamesEnding: "-image-1") >= place.picture.count
            // A turn that failed before it was sent has its end alone; one whose picture came into the gallery later has two.
            try await place.expectRecovered(
                "\(error) at \(point): \(run.text)\(run.errors)", isThere: all,
                ledger: [[.settled], [.sent, .settled, .settled]])
        }
    }

    /// At bytes of the answer: before it, in its head, in the picture, at the picture's last byte, behind it.
    @Test func anAnswerThatStopsAnywhere() async throws {
        let sample = try KillWorld()
        let base64 = try KillWorld.range(of: sample.picture, in: sample.answer)
        let all = sample.answer.bytes.count
        sample.remove()
        let step = base64.count / 6
        let stops =
            [0, 20, base64.lowerBound - 30, base64.lowerBound]
            + stride(from: base64.lowerBound + 7, to: base64.upperBound, by: step)
            + [base64.upperBound - 1, base64.upperBound, base64.upperBound + 1, base64.upperBound + 900, all - 1]
        for stop in stops {
            let place = try KillWorld(stopsAfter: stop)
            defer { place.remove() }
            let process = try place.world.process(KillWorld.command)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            #expect(arrives(upTo: stop, in: place), "what arrived by byte \(stop) is on disk as it comes")
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let range = try KillWorld.range(of: place.picture, in: place.answer)
            let arrived = min(max(0, stop - range.lowerBound) / 4 * 3, place.picture.count)
            // Less than a header is no picture yet.
            try await place.expectRecovered(
                "stopped after \(stop) of \(all)", isThere: stop >= range.upperBound, least: arrived > 100 ? arrived : 0
            )
        }
    }

    /// Waits until the answer is in the journal up to that byte, which is counted from its head's first.
    private func arrives(upTo byte: Int, in place: KillWorld) -> Bool {
        let head = place.answer.bytes.count - place.answer.body.utf8.count
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            // The whole answer ends the turn, and the journal with it.
            if byte > head ? place.spooled >= byte - head : !Journal(place.folders).requests.isEmpty { return true }
            usleep(2000)
        }
        return false
    }

    @Test func aHundredLeftoversAreHomeInAMoment() async throws {
        let place = try KillWorld(stopsAfter: 2000, kilobytes: 8)
        defer { place.remove() }
        let process = try place.world.process(KillWorld.command)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        #expect(arrives(upTo: 2000, in: place))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        // The same for a hundred turns, in ten sessions.
        let journal = URL(fileURLWithPath: place.folders.journal)
        let folder = try #require(try FileManager.default.contentsOfDirectory(atPath: journal.path).first)
        let turn = String(folder.dropLast(2))
        let source = journal.appendingPathComponent(folder)
        for number in 0..<100 {
            let id = "t_\(1000 + number)"
            let copy = journal.appendingPathComponent("\(id)-0")
            try FileManager.default.copyItem(at: source, to: copy)
            let intent = copy.appendingPathComponent("intent.json")
            let text = try String(contentsOf: intent, encoding: .utf8)
                .replacingOccurrences(of: turn, with: id)
                .replacingOccurrences(of: "\"session\":\"a-fox\"", with: "\"session\":\"s\(number % 10)\"")
            try Data(text.utf8).write(to: intent)
        }
        let start = ContinuousClock.now
        let doctor = try place.world.run("doctor", "--recover", "--json")
        let time = ContinuousClock.now - start
        #expect(doctor.code == 0)
        #expect(try (doctor.json()["recovered"] as? [Any])?.count == 101)
        // About a second in a release build on an idle machine; the rest is room for slow disks and busy ones.
        #expect(time < .seconds(20), "\(time)")
    }
}
