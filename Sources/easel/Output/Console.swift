import Glibc
import Screen

/// The two streams of a headless command: results on standard output, everything else on standard error.
struct Console: Sendable {
    var outputIsTerminal = isatty(STDOUT_FILENO) == 1
    var errorIsTerminal = isatty(STDERR_FILENO) == 1

    func out(_ line: String) { Self.write(Array((line + "\n").utf8), to: STDOUT_FILENO) }
    func note(_ line: String) { Self.write(Array((line + "\n").utf8), to: STDERR_FILENO) }

    /// Without a newline, for the progress bar.
    func note(raw text: String) { Self.write(Array(text.utf8), to: STDERR_FILENO) }

    /// Columns of the terminal on standard error; 80 when it does not say.
    var columns: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// All bytes, or as many as the other end takes: a reader that went away ends the program through SIGPIPE.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Said each time: it is not to be forgotten.
    func warn(_ provider: ProviderConfig?) {
        guard let provider, provider.isUnprotected, let url = provider.baseURL else { return }
        let what = provider.auth == .none ? "Prompts and pictures" : "The key, prompts and pictures"
        note(Self.safe("easel: warning: \(what) for \(provider.name) travel to \(url) unencrypted."))
    }

    /// Foreign words as the terminal may see them: line by line, every control character a visible token.
    static func safe(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Grapheme.safe(String($0)).map(\.text).joined() }
            .joined(separator: "\n")
    }

    /// The same on one line, also where the words have several: a name with a line break in it is no second result.
    static func line(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { safe(String($0)) }
            .joined(separator: "\u{240A}")
    }
}
