import Glibc
import Pixels
import Screen
import Terminal

/// Shows pictures between the lines of a command's output, as well as the terminal can.
struct Thumbnail {
    var environment: Environment
    var mode: GraphicsMode
    /// Cells for a picture; nil: half the window, at most 24 rows.
    var room: Size?

    /// Nothing happens when the picture cannot be shown: its path was printed.
    func show(_ path: String) { try? show([path]) }

    /// - Throws: why a picture cannot be decoded.
    func show(_ paths: [String]) throws(PixelsError) {
        let probe = TerminalProbe.run(environment: environment.variables, mode: mode)
        let window = probe.size
        let room =
            room ?? Size(width: max(1, window.width - 1), height: min(24, max(1, window.height / 2)))
        let printer = PreviewPrinter(capabilities: probe.capabilities, room: room)
        // Numbers of their own, so that pictures of an earlier command stay what they are.
        let first = UInt32(truncatingIfNeeded: getpid()) << 8
        for (index, path) in paths.enumerated() {
            let bytes = try printer.bytes(file: path, number: first | UInt32(truncatingIfNeeded: index + 1) & 0xFF)
            Console.write(bytes, to: STDOUT_FILENO)
        }
    }
}
