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
    var decoder: any PictureDecoder

    /// Nothing happens when the picture cannot be shown: its path was printed.
    func show(_ path: String) async { try? await show([path]) }

    /// - Throws: which picture cannot be decoded, and why.
    func show(_ paths: [String]) async throws(PixelsError) {
        let probe = TerminalProbe.run(environment: environment.variables, mode: mode)
        let window = probe.size
        let room =
            room ?? Size(width: max(1, window.width - 1), height: min(24, max(1, window.height / 2)))
        let printer = PreviewPrinter(capabilities: probe.capabilities, room: room, decoder: decoder)
        // Numbers of their own, so that pictures of an earlier command stay what they are.
        let first = UInt32(truncatingIfNeeded: getpid()) << 8
        for (index, path) in paths.enumerated() {
            do throws(PixelsError) {
                let bytes = try await printer.bytes(
                    file: path, number: first | UInt32(truncatingIfNeeded: index + 1) & 0xFF)
                Console.write(bytes, to: STDOUT_FILENO)
            } catch {
                throw PixelsError(error.kind, "\(path): \(error.message)")
            }
        }
    }
}
