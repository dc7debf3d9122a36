import Glibc
import StudioCore

/// A prompt as it comes from a command line: words, or all of standard input.
enum PromptInput {
    /// More is a mistake: a file that was meant for `-i`.
    static let limit = 1 << 20

    static func prompt(_ words: [String]) throws(TurnFailure) -> String {
        guard words == ["-"] else { return words.joined(separator: " ") }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 16384)
        while bytes.count <= limit {
            let count = read(STDIN_FILENO, &block, block.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { break }
            bytes += block[..<count]
        }
        guard bytes.count <= limit, var text = String(validating: bytes, as: UTF8.self) else {
            throw .usage(
                "Standard input is no prompt: it is not UTF-8 text of at most 1 MiB.",
                advice: "Pass a picture with -i FILE.")
        }
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
