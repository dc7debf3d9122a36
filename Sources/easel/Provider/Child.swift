import Glibc

/// A program we started, with its output and its complaints on pipes and nothing to read.
struct Child: Sendable {
    struct NotStarted: Error { var reason: String }

    private let pid: pid_t
    private let output: Int32
    private let complaints: Int32

    init(program: String, arguments: [String], environment: Environment) throws(NotStarted) {
        var out: [Int32] = [-1, -1]
        var err: [Int32] = [-1, -1]
        guard pipe(&out) == 0, pipe(&err) == 0 else {
            for end in out where end >= 0 { close(end) }
            throw NotStarted(reason: String(cString: strerror(errno)))
        }
        for end in out + err { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, out[1], 1)
        posix_spawn_file_actions_adddup2(&actions, err[1], 2)
        var argv = arguments.map { strdup($0) } + [nil]
        var envp = environment.variables.map { strdup("\($0)=\($1)") } + [nil]
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, program, &actions, nil, &argv, &envp)
        for pointer in argv + envp { free(pointer) }
        posix_spawn_file_actions_destroy(&actions)
        close(out[1])
        close(err[1])
        guard code == 0 else {
            close(out[0])
            close(err[0])
            throw NotStarted(reason: String(cString: strerror(code)))
        }
        self.pid = pid
        output = out[0]
        complaints = err[0]
    }

    /// Reads until both pipes end, then takes the exit code. Kills what does not end in time.
    /// - Returns: at most 64 KiB of each pipe; nil for the code when it had to be killed.
    func finish(withinSeconds seconds: Int) -> (output: [UInt8], complaints: [UInt8], code: Int32?) {
        var bytes: [[UInt8]] = [[], []]
        var polls = [output, complaints].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let deadline = ContinuousClock.now + .seconds(seconds)
        while polls.contains(where: { $0.fd >= 0 }) {
            let left = (deadline - ContinuousClock.now).components
            let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
            guard milliseconds > 0, poll(&polls, nfds_t(polls.count), Int32(milliseconds)) != 0 else { break }
            for index in polls.indices where polls[index].fd >= 0 && polls[index].revents != 0 {
                var block = [UInt8](repeating: 0, count: 4096)
                let count = read(polls[index].fd, &block, block.count)
                if count > 0 {
                    if bytes[index].count < 1 << 16 { bytes[index] += block[..<count] }
                } else if count == 0 || errno != EINTR {
                    polls[index].fd = -1
                }
            }
        }
        close(output)
        close(complaints)
        let inTime = polls.allSatisfy { $0.fd < 0 }
        if !inTime { kill(pid, SIGKILL) }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return (bytes[0], bytes[1], inTime ? (signal == 0 ? (status >> 8) & 0xff : 128 + signal) : nil)
    }
}
