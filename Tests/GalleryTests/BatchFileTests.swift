import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct BatchFileTests {
    private let at = Date(timeIntervalSince1970: 1_790_000_000)

    private func fill(_ scene: borrowing Scene) async throws {
        let (file, history) = try BatchFile.open("foxes", scene.folders)
        #expect(history == BatchHistory())
        try await file.append(.batch(file: "/foxes.jsonl", at: at))
        try await file.append(.begun(key: "k 1", turn: TurnID("t_1"), at: at))
        try await file.append(.begun(key: "k 2", turn: TurnID("t_2"), at: at))
        try await file.append(.begun(key: "k 1", turn: TurnID("t_3"), at: at))
        try await file.append(.copied(turn: TurnID("t_3"), output: "/out.png"))
    }

    @Test func `what was begun is known again`() async throws {
        let scene = try Scene()
        try await fill(scene)
        let history = try BatchFile.history("foxes", scene.folders)
        #expect(history.file == "/foxes.jsonl")
        #expect(history.begun == ["k 1": [TurnID("t_1"), TurnID("t_3")], "k 2": [TurnID("t_2")]])
        #expect(history.copies == [TurnID("t_3"): ["/out.png"]])
        let path = BatchFile.path("foxes", scene.folders)
        #expect(Scene.mode(path) == 0o600)
        for line in try SafeFile.read(path).split(separator: 0x0A) {
            #expect(String(decoding: line, as: UTF8.self).contains("\"v\":1"))
        }
        #expect(try BatchFile.history("other", scene.folders) == BatchHistory())
    }

    @Test func `two cannot have it at once`() async throws {
        let scene = try Scene()
        let (file, _) = try BatchFile.open("foxes", scene.folders)
        #expect(throws: StoreFailure.self) { try BatchFile.open("foxes", scene.folders) }
        try await file.append(.begun(key: "k", turn: TurnID("t_1"), at: at))
    }

    @Test func `half a line was never acted on and goes`() async throws {
        let scene = try Scene()
        try await fill(scene)
        let path = BatchFile.path("foxes", scene.folders)
        let whole = try SafeFile.read(path)
        for cut in 1..<40 {
            try SafeFile.write(Array(whole.dropLast(cut)), to: path, .replacing)
            let (file, history) = try BatchFile.open("foxes", scene.folders)
            #expect(history.copies.isEmpty && history.turns.count == 3)
            try await file.append(.begun(key: "k 3", turn: TurnID("t_4"), at: at))
        }
        #expect(try BatchFile.history("foxes", scene.folders).begun["k 3"] == [TurnID("t_4")])
    }

    @Test func `a damaged or newer line stops everything and stays`() async throws {
        for (old, new) in [("\"turn\":\"t_2\"", "\"tern\":\"t_2\""), ("\"v\":1", "\"v\":2")] {
            let scene = try Scene()
            try await fill(scene)
            let path = BatchFile.path("foxes", scene.folders)
            let text = String(decoding: try SafeFile.read(path), as: UTF8.self).replacing(old, with: new)
            try SafeFile.write(Array(text.utf8), to: path, .replacing)
            #expect(throws: StoreFailure.self) { try BatchFile.open("foxes", scene.folders) }
            #expect(throws: StoreFailure.self) { try BatchFile.history("foxes", scene.folders) }
            #expect(try SafeFile.read(path) == Array(text.utf8))
        }
    }

    @Test func `a key is what is asked`() {
        let fox = BatchKey.digest(["prompt": "a fox", "size": "1K"])
        #expect(fox == BatchKey.digest(["size": "1K", "prompt": "a fox"]))
        #expect(fox != BatchKey.digest(["prompt": "a fox size 2 1K"]))
        #expect(fox != BatchKey.digest(["prompt": "a fox\nsize 2 1K"]))
        #expect(BatchKey.key(fox, id: nil, occurrence: 0) != BatchKey.key(fox, id: "1", occurrence: 0))
    }

    @Test func `what turns can have cost at most`() {
        var settled = LedgerEntry.make(.settled, "t_2", amount: 0.2)
        settled.billed = .unknown
        let rows: [LedgerEntry] = [
            .make(.sent, "t_1", amount: 0.1), .make(.sent, "t_2", amount: 0.3), settled, .make(.sent, "t_3", amount: 9),
        ]
        let costs = Spend.atMost(of: [TurnID("t_1"), TurnID("t_2"), TurnID("t_4")], rows)
        #expect(costs == [TurnID("t_1"): 0.1, TurnID("t_2"): 0.3])
    }
}
