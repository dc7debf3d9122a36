import Glibc
import Pixels
import Screen

/// The terminal as a file: opened by its own name, so that redirected standard streams do not matter, and so that its
/// flags are ours alone.
struct TerminalDevice: Sendable {
    let descriptor: Int32

    init() throws(TerminalError) {
        descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0, isatty(descriptor) == 1 else { throw .notATerminal }
    }

    func close() { _ = Glibc.close(descriptor) }

    /// The window in cells and in pixels (0 × 0 pixels where the terminal does not tell).
    var window: (cells: Size, pixels: PixelSize) {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (Size(width: 80, height: 24), PixelSize(width: 0, height: 0))
        }
        return (
            Size(width: Int(size.ws_col), height: Int(size.ws_row)),
            PixelSize(width: Int(size.ws_xpixel), height: Int(size.ws_ypixel))
        )
    }

    /// Whether this job is the one that has the terminal.
    var isForeground: Bool { tcgetpgrp(descriptor) == getpgrp() }

    /// Whether there is something to read, waiting at most so long.
    func isReadable(within milliseconds: Int32 = 0) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, milliseconds) > 0
    }

    /// Everything that can be read without waiting. Nil when the terminal is gone.
    func readAvailable() -> [UInt8]? {
        var bytes: [UInt8] = []
        let size = 4096
        return withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { buffer in
            while bytes.count < 1 << 20, isReadable() {
                let count = read(descriptor, buffer.baseAddress, size)
                if count > 0 { bytes += buffer.prefix(count) }
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                if count <= 0 { return bytes.isEmpty ? nil : bytes }
                if count < size { break }
            }
            return bytes
        }
    }

    /// Writes all of it; false when the terminal is gone.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if count > 0 {
                    done += count
                } else if errno == EAGAIN {
                    var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = Glibc.poll(&poll, 1, 1000)
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }
}
