import CSandbox
import Glibc

/// What is started as a worker.
struct WorkerProgram: Sendable {
    var path: String
    var arguments: [String]

    func start() throws(WorkerProcess.NotStarted) -> WorkerProcess { try WorkerProcess(self) }
}

/// A process that decodes: started with nothing of ours but one end of a socket, as its standard input.
struct WorkerProcess: Sendable {
    struct NotStarted: Error { var reason: String }

    /// How a worker ended.
    enum End: Equatable {
        /// By itself: it had nothing to do for a while.
        case idle
        case broken
    }

    let pid: pid_t
    let socket: Int32

    /// An empty environment, no signal blocked or ignored, no descriptor but the socket.
    init(_ program: WorkerProgram) throws(NotStarted) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw NotStarted(reason: String(cString: strerror(errno)))
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        csb_close_from(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var argv = ([program.path] + program.arguments).map { strdup($0) } + [nil]
        var nothing: [UnsafeMutablePointer<CChar>?] = [nil]
        var pid: pid_t = 0
        let code = posix_spawn(&pid, program.path, &actions, &attributes, &argv, &nothing)
        for pointer in argv { free(pointer) }
        posix_spawnattr_destroy(&attributes)
        posix_spawn_file_actions_destroy(&actions)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw NotStarted(reason: String(cString: strerror(code)))
        }
        self.pid = pid
        socket = ends[0]
    }

    /// Whether it still listens: false once it has ended.
    var isThere: Bool {
        var polls = [pollfd(fd: socket, events: Int16(POLLIN), revents: 0)]
        return poll(&polls, 1, 0) == 0
    }

    /// Ends it, if it has not ended yet.
    @discardableResult
    func end() -> End {
        close(socket)
        kill(pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status == 0 ? .idle : .broken
    }
}
