import Fuzzing

@testable import easel

/// What must be true of words that are shown, wherever they come from.
enum Checks {
    /// - Parameter text: as it reaches a terminal or a pipe.
    static func isSafe(_ text: String, _ what: String) throws {
        let safe = Console.safe(text)
        for scalar in safe.unicodeScalars where scalar != "\n" {
            let value = scalar.value
            let isControl =
                value < 0x20 || (0x7F...0x9F).contains(value) || (0x202A...0x202E).contains(value)
                || (0x2066...0x2069).contains(value) || (0xE0000...0xE007F).contains(value) || value == 0x2028
            try hold(!isControl, "\(what) reaches the terminal with U+\(String(value, radix: 16))")
        }
        try hold(Console.safe(safe) == safe, "\(what) is not safe the second time")
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
