import CSandbox
import Glibc

/// Starts a program without a shell, found in `PATH` by its bare name: its words are given as they are, it has the given
/// environment and no other, no descriptor of ours but its three streams, and no signal blocked or ignored.
struct Launch {
    struct NotStarted: Error { var reason: String }

    var program: String
    /// Its name first, as for every program.
    var arguments: [String]
    var environment: Environment

    /// - Parameter streams: what standard input, output and error lead to; nil: to where ours do.
    func start(streams: [Int32]? = nil) throws(NotStarted) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        for (index, stream) in (streams ?? []).enumerated() {
            posix_spawn_file_actions_adddup2(&actions, stream, Int32(index))
        }
        csb_close_from(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var argv = arguments.map { strdup($0) } + [nil]
        var envp = environment.variables.map { strdup("\($0)=\($1)") } + [nil]
        defer {
            for pointer in argv + envp { free(pointer) }
            posix_spawnattr_destroy(&attributes)
            posix_spawn_file_actions_destroy(&actions)
        }
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, program, &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw NotStarted(reason: String(cString: strerror(code))) }
        return pid
    }
}

/// How a process that was waited for ended, or that it was stopped.
enum ChildState: Hashable, Sendable {
    case ended(code: Int32)
    case killed(signal: Int32)
    case stopped

    /// From `waitpid`.
    init(status: Int32) {
        let signal = status & 0x7f
        self =
            status & 0xff == 0x7f
            ? .stopped : signal == 0 ? .ended(code: status >> 8 & 0xff) : .killed(signal: signal)
    }

    /// As shells count.
    var code: Int32 {
        switch self {
        case .ended(let code): code
        case .killed(let signal): 128 + signal
        case .stopped: 128
        }
    }
}
