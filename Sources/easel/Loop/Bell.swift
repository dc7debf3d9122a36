import Glibc

/// A pipe that wakes who sleeps in `poll` or `read`: one byte a ring.
struct Bell: Sendable {
    /// Readable when it was rung.
    let descriptor: Int32
    private let end: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        // A process that cannot have a pipe cannot do anything else either.
        precondition(pipe(&ends) == 0, "a pipe could not be made")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        end = ends[1]
    }

    func ring() {
        var byte: UInt8 = 1
        while write(end, &byte, 1) < 0, errno == EINTR {}
    }

    /// Waits for one ring, and takes it.
    func await() {
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) < 0, errno == EINTR {}
    }

    /// Takes what was rung; only to be called when there was something.
    func silence() {
        var bytes: (UInt64, UInt64) = (0, 0)
        _ = read(descriptor, &bytes, 16)
    }
}
