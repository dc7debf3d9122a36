import CSandbox
import Glibc

/// The studio's side of the socket to a worker: never waits longer than allowed, and hears when nobody waits any more.
struct WorkerChannel {
    let socket: Int32
    let cancellation: CancellationFlag
    /// What is left of the waiting. Counted in short waits, not read from a clock: the time a stopped program sleeps
    /// (Ctrl-Z) is not the picture's fault.
    private var milliseconds: Int32

    private static let wait: Int32 = 250

    init(socket: Int32, cancellation: CancellationFlag, patience: Duration) {
        self.socket = socket
        self.cancellation = cancellation
        milliseconds = Int32(clamping: Int((patience / .milliseconds(1)).rounded(.up)))
    }

    func send(_ bytes: [UInt8], file: Int32) throws(Mishap) {
        // So few bytes that the socket takes them all, or the worker is gone.
        guard csb_send(socket, bytes, bytes.count, file) == bytes.count else { throw .ended }
    }

    mutating func receive(_ count: Int) throws(Mishap) -> [UInt8] {
        guard count > 0 else { return [] }
        var mishap: Mishap?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            // Not empty: checked above.
            let start = UnsafeMutableRawPointer(buffer.baseAddress!)
            while filled < count, mishap == nil {
                let got = recv(socket, start + filled, count - filled, Int32(MSG_DONTWAIT))
                if got > 0 {
                    filled += got
                } else if got == 0 || (errno != EAGAIN && errno != EINTR) {
                    mishap = .ended
                } else {
                    mishap = waitForMore()
                }
            }
        }
        if let mishap { throw mishap }
        return bytes
    }

    /// Nil when there is something to read.
    private mutating func waitForMore() -> Mishap? {
        while milliseconds > 0 {
            var polls = [socket, cancellation.descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let time = min(milliseconds, Self.wait)
            let found = poll(&polls, 2, time)
            if found > 0 { return polls[1].revents != 0 ? .cancelled : nil }
            if found == 0 { milliseconds -= time }
        }
        return .tooLate
    }
}
