/// Pasted bytes as text that is only text: no control characters but line ends and tabs.
enum PasteText {
    /// What is more is cut off: a prompt has no use for a whole book.
    static let limit = 1 << 20

    static func clean(_ bytes: [UInt8]) -> String {
        clean(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    }

    static func clean(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in scalars {
            defer { afterReturn = scalar == "\r" }
            switch scalar.value {
            case 0x0d: text.append("\n")
            case 0x0a: if !afterReturn { text.append("\n") }
            case 0x09: text.append("\t")
            case 0..<0x20, 0x7f...0x9f: break
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
