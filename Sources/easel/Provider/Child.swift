import Glibc

/// A program we started, with its output and its complaints on pipes and nothing to read.
struct Child: Sendable {
    private let pid: pid_t
    private let output: Int32
    private let complaints: Int32

    /// Of each pipe.
    static let mostBytes = 1 << 16

    init(program: String, arguments: [String], environment: Environment) throws(Launch.NotStarted) {
        var out: [Int32] = [-1, -1]
        var err: [Int32] = [-1, -1]
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0, pipe(&out) == 0, pipe(&err) == 0 else {
            let reason = String(cString: strerror(errno))
            for end in out + [nothing] where end >= 0 { close(end) }
            throw Launch.NotStarted(reason: reason)
        }
        for end in out + err { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        for end in [out[0], err[0]] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        defer { for end in [out[1], err[1], nothing] { close(end) } }
        do throws(Launch.NotStarted) {
            pid = try Launch(program: program, arguments: arguments, environment: environment)
                .start(streams: [nothing, out[1], err[1]])
        } catch {
            close(out[0])
            close(err[0])
            throw error
        }
        output = out[0]
        complaints = err[0]
    }

    /// Reads until the program ends, and kills what does not end in time. What it has left running in the background
    /// (an agent that holds a password) may keep the pipes open; that is not waited for.
    /// - Returns: at most 64 KiB of each pipe; nil for the code when it had to be killed.
    func finish(withinSeconds seconds: Int) -> (output: [UInt8], complaints: [UInt8], code: Int32?) {
        var bytes: [[UInt8]] = [[], []]
        var polls = [output, complaints].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let deadline = ContinuousClock.now + .seconds(seconds)
        var state: ChildState?
        while state == nil, ContinuousClock.now < deadline {
            let isOpen = polls.contains { $0.fd >= 0 }
            _ = poll(&polls, nfds_t(polls.count), isOpen ? 50 : 5)
            Self.drain(&polls, &bytes)
            state = ended(WNOHANG)
        }
        if state == nil {
            kill(pid, SIGKILL)
            _ = ended(0)
        }
        Self.drain(&polls, &bytes)
        close(output)
        close(complaints)
        return (bytes[0], bytes[1], state?.code)
    }

    private func ended(_ options: Int32) -> ChildState? {
        var status: Int32 = 0
        while true {
            let result = waitpid(pid, &status, options)
            if result == pid { return ChildState(status: status) }
            if result == 0 || errno != EINTR { return nil }
        }
    }

    private static func drain(_ polls: inout [pollfd], _ bytes: inout [[UInt8]]) {
        var block = [UInt8](repeating: 0, count: 4096)
        for index in polls.indices {
            // A program that never stops talking is stopped by its time.
            for _ in 0..<64 where polls[index].fd >= 0 {
                let count = read(polls[index].fd, &block, block.count)
                if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { polls[index].fd = -1 }
                guard count > 0 else { break }
                bytes[index] += block[..<min(count, mostBytes - bytes[index].count)]
            }
        }
    }
}
