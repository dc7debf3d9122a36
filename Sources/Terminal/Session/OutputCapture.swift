import CNcurses
import Glibc

/// What curses writes, as a value.
///
/// Curses flushes at every movement of the cursor: a first frame is more than a hundred small writes, each of which may
/// wake the terminal. It knows its output only by descriptor, so for the length of one update that descriptor leads into
/// memory instead.
struct OutputCapture {
    /// The one curses writes to.
    let descriptor: Int32
    private let terminal: Int32
    private let memory: Int32

    /// - Parameter descriptor: an open terminal; it is left open by ``close()``.
    init(_ descriptor: Int32) throws(TerminalError) {
        self.descriptor = descriptor
        terminal = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        memory = cn_memory_file()
        guard terminal >= 0, memory >= 0 else { throw .system("buffered", errno) }
    }

    func callAsFunction(_ body: () -> Void) -> [UInt8] {
        lseek(memory, 0, SEEK_SET)
        guard cn_redirect(descriptor, memory) >= 0 else {
            body()
            return []
        }
        body()
        _ = cn_redirect(descriptor, terminal)
        let count = lseek(memory, 0, SEEK_CUR)
        return [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            filled = max(0, pread(memory, buffer.baseAddress, buffer.count, 0))
        }
    }

    func close() {
        Glibc.close(terminal)
        Glibc.close(memory)
    }
}
