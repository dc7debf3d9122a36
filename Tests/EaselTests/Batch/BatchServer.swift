import Foundation
import Glibc
import Synchronization

/// A provider on this machine that knows its requests by a word of their prompts (`fox-3`), and how many it had at once.
final class BatchServer: Sendable {
    /// What happens to a request.
    enum Turn: Sendable {
        case answer(LoopbackServer.Answer)
        /// It is held until its client is gone.
        case silence
        /// It is held until the gate opens.
        case gate(LoopbackServer.Answer)
    }

    private struct State {
        var seen: [String] = []
        var running = 0
        var most = 0
        var isOpen = false
    }

    private final class Record: Sendable {
        let state = Mutex(State())
        let arrived = Pipe()
    }

    private let record = Record()
    private let server: LoopbackServer

    /// - Parameter turn: by the word and how often it has come, from 1.
    init(_ turn: @escaping @Sendable (_ word: String, _ time: Int) -> Turn = { _, _ in .answer(.picture()) }) throws {
        let record = record
        server = try LoopbackServer { connection in
            defer { close(connection) }
            guard let request = LoopbackServer.request(from: connection) else { return }
            let text = String(decoding: request, as: UTF8.self)
            let word = text.firstMatch(of: #/fox-[0-9]+/#).map { String($0.output) } ?? "?"
            let time = record.state.withLock { state in
                state.seen.append(word)
                state.running += 1
                state.most = max(state.most, state.running)
                return state.seen.count { $0 == word }
            }
            try? record.arrived.fileHandleForWriting.write(contentsOf: [1])
            var answer: LoopbackServer.Answer?
            switch turn(word, time) {
            case .answer(let given): answer = given
            case .gate(let given):
                while !record.state.withLock({ $0.isOpen }) { usleep(1000) }
                answer = given
            case .silence:
                var block = [UInt8](repeating: 0, count: 64)
                while read(connection, &block, block.count) > 0 {}
            }
            // Before the last byte: with it the client may send the next.
            record.state.withLock { $0.running -= 1 }
            guard let answer else { return }
            _ = answer.bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
    }

    var url: String { server.url }
    /// In the order they came.
    var seen: [String] { record.state.withLock { $0.seen } }
    /// Requests at once.
    var most: Int { record.state.withLock { $0.most } }

    /// Waits for so many requests more.
    func wait(for count: Int) {
        for _ in 0..<count { _ = try? record.arrived.fileHandleForReading.read(upToCount: 1) }
    }

    func open() { record.state.withLock { $0.isOpen = true } }
    func stop() {
        open()
        server.stop()
    }
}

extension World {
    /// One that asks a server, with a file of requests `fox-1`, `fox-2`….
    init(_ server: BatchServer, foxes: ClosedRange<Int>) throws {
        try self.init()
        variables = ["GEMINI_API_KEY": "canary-7f3a91", "GOOGLE_GEMINI_BASE_URL": server.url + "/v1beta"]
        try write(foxes.map { "{\"prompt\":\"fox-\($0)\"}\n" }.joined(), to: "foxes.jsonl")
    }

    func batch(_ more: String...) throws -> Result {
        try run(list: ["batch", "foxes.jsonl", "-m", "nano-banana-pro", "--json"] + more)
    }

    /// Started, not waited for.
    func batchProcess(_ more: String...) throws -> (process: Process, output: Pipe) {
        let process = try process(["batch", "foxes.jsonl", "-m", "nano-banana-pro", "--json"] + more)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, output)
    }

    var pictures: Int {
        (FileManager.default.subpaths(atPath: folder.path + "/easel") ?? []).count { $0.hasSuffix(".png") }
    }
}

extension [String: Any] {
    var requests: [[String: Any]] { self["requests"] as? [[String: Any]] ?? [] }
    var outcomes: [String] { requests.map { $0["outcome"] as? String ?? "-" } }
    func int(_ key: String) -> Int? { self[key] as? Int }
}
