import Glibc

extension TerminalProgram {
    /// The first process that the program started, such as the studio below its guardian; nil when there is none.
    package var child: Int32? { Self.child(of: pid) }

    package static func child(of pid: Int32) -> Int32? { children(of: pid).first }

    /// What a process's main thread started and has not waited for.
    package static func children(of pid: Int32) -> [Int32] {
        let descriptor = open("/proc/\(pid)/task/\(pid)/children", O_RDONLY)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: " ").compactMap {
            Int32($0)
        }
    }
}
