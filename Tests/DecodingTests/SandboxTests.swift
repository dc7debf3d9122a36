import Glibc
import Pixels
import TerminalHarness
import Testing

@testable import Decoding

/// What is left to a worker.
@Suite(.blocking) struct SandboxTests {
    private static func text(_ path: String) -> String {
        guard let stream = fopen(path, "r") else { return "" }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, stream)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    @Test func aWorkerHasNothingButTheSocket() async throws {
        setenv("EASEL_TEST_CANARY", "canary", 1)
        let client = DecodeClient(
            program: TerminalProgram.built("easel"), arguments: [DecodeServer.flag, "3600"])
        _ = try await client.decode(PictureFile(), fitting: nil)
        let pid = try #require(await client.pid)
        defer { withExtendedLifetime(client) {} }
        let status = Self.text("/proc/\(pid)/status")
        #expect(status.contains("NoNewPrivs:\t1"))
        #expect(status.contains("Seccomp:\t2"))
        #expect(status.contains("Threads:\t1"))
        #expect(Self.text("/proc/\(pid)/environ").isEmpty)
        let limits = Self.text("/proc/\(pid)/limits").split(separator: "\n")
        func limit(_ name: String) -> String? {
            limits.first { $0.hasPrefix(name) }.map { String($0.dropFirst(26).prefix { $0 != " " }) }
        }
        #expect(limit("Max core file size") == "0")
        #expect(limit("Max file size") == "0")
        #expect(limit("Max processes") == "0")
        #expect(limit("Max open files") == "8")
        #expect(limit("Max address space") == "1073741824")
        func open() -> Int { (0..<64).count { isLink(pid, $0) } }
        // The picture's own goes when its pixels have been sent.
        let limit = ContinuousClock.now + .seconds(60)
        while open() != 3, ContinuousClock.now < limit { await Task.yield() }
        #expect(open() == 3, "the socket, and nowhere twice")
    }

    @Test func aWorkerEndsWithWhoStartedIt() throws {
        let worker = try WorkerProgram(path: TerminalProgram.built("easel"), arguments: [DecodeServer.flag, "3600"])
            .start()
        // As when the other end is closed: by the system, whatever way the program ended.
        shutdown(worker.socket, Int32(SHUT_RDWR))
        var ended = siginfo_t()
        waitid(P_PID, id_t(worker.pid), &ended, WEXITED | WNOWAIT)
        #expect(worker.end() == .idle)
    }

    private func isLink(_ pid: Int32, _ descriptor: Int) -> Bool {
        var target = [CChar](repeating: 0, count: 256)
        return readlink("/proc/\(pid)/fd/\(descriptor)", &target, target.count) > 0
    }
}
