import CSandbox
import Glibc

/// A cancelled task as something that `poll` can wait for.
struct CancellationFlag: Sendable {
    let descriptor: Int32

    /// - Returns: nil when there are no descriptors left.
    init?() {
        descriptor = csb_event()
        if descriptor < 0 { return nil }
    }

    func raise() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    var isRaised: Bool {
        var polls = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        return poll(&polls, 1, 0) > 0
    }

    func close() { Glibc.close(descriptor) }
}
