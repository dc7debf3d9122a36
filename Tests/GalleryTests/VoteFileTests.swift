import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

@Suite struct VoteFileTests {
    private func vote(_ number: Int) -> Vote {
        Vote(
            at: Date(timeIntervalSince1970: 1_795_442_102.12), session: "foxes",
            entrants: ["a", "b"].map {
                Vote.Entrant(
                    turn: TurnID("t_\($0)\(number)"), model: ModelReference(provider: "p", model: $0),
                    cost: Cost(amount: 0.134, basis: .tokens, pricedOn: "2026-11-23"))
            }, winner: number % 2 == 0 ? nil : TurnID("t_b\(number)"), tags: ["text in the picture"], isBlind: true)
    }

    @Test func votesComeBackInTheirOrder() throws {
        let scene = try Scene()
        let file = VoteFile(folders: scene.folders)
        #expect(try file.read().votes.isEmpty)
        let votes = (0..<3).map { vote($0) }
        for vote in votes { try file.append(vote) }
        let (read, notes) = try file.read()
        #expect(read == votes)
        #expect(notes.isEmpty)
        var status = stat()
        #expect(stat(scene.folders.votes, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func aTornLineCostsOnlyItself() throws {
        let scene = try Scene()
        let file = VoteFile(folders: scene.folders)
        try file.append(vote(0))
        let descriptor = open(scene.folders.votes, O_WRONLY | O_APPEND)
        _ = write(descriptor, "{\"v\":1,\"at", 10)
        close(descriptor)
        try file.append(vote(1))
        let (votes, notes) = try file.read()
        #expect(votes == [vote(0), vote(1)])
        #expect(
            notes == [
                "Line 2 of \(scene.folders.votes) cannot be read (or is of a newer Easel) and is not counted."
            ])
    }

    @Test func aNewerLineStaysAndIsNotCounted() throws {
        let scene = try Scene()
        let file = VoteFile(folders: scene.folders)
        try file.append(vote(0))
        let bytes = try SafeFile.read(scene.folders.votes)
        let newer = Array(String(decoding: bytes, as: UTF8.self).replacing("\"v\":1", with: "\"v\":2").utf8)
        try SafeFile.write(newer, to: scene.folders.votes, .replacing)
        try file.append(vote(1))
        #expect(try file.read().votes == [vote(1)])
        #expect(try SafeFile.read(scene.folders.votes).starts(with: newer))
    }

    @Test func whatIsNoVoteIsNotWritten() throws {
        let scene = try Scene()
        var stranger = vote(1)
        stranger.winner = TurnID("t_x")
        #expect(throws: StoreFailure.self) { try VoteFile(folders: scene.folders).append(stranger) }
        #expect(!SafeFile.exists(scene.folders.votes))
    }

    @Test func manyWriteAtOnce() async throws {
        let scene = try Scene()
        let folders = scene.folders
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<16 { group.addTask { try? VoteFile(folders: folders).append(vote(number)) } }
        }
        let (votes, notes) = try VoteFile(folders: folders).read()
        #expect(Set(votes) == Set((0..<16).map { vote($0) }))
        #expect(votes.count == 16 && notes.isEmpty)
    }
}
