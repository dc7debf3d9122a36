// The normalisation is the standard library's own; Foundation's, which is public, costs every start milliseconds.
@_spi(_Unicode) import Swift

/// Names of sessions and stems of picture files: short, lower case, safe on every file system.
package enum SessionName {
    /// `a lighthouse at dusk, snow` → `a-lighthouse-at-dusk-snow`. Letters of all scripts stay, composed (NFC); everything
    /// else becomes a hyphen. Never empty, at most `limit` characters and `3 * limit` bytes.
    package static func slug(_ text: String, limit: Int = 32) -> String {
        var slug = ""
        func fits(_ text: String) -> Bool { text.count <= limit && text.utf8.count <= 3 * limit }
        for word in words(text) {
            let next = slug.isEmpty ? word : slug + "-" + word
            guard fits(next) else {
                if slug.isEmpty {
                    slug = String(next.prefix(limit))
                    while !fits(slug) { slug.removeLast() }
                }
                break
            }
            slug = next
        }
        if slug.isEmpty { return "untitled" }
        return isReserved(slug) ? slug + "-1" : slug
    }

    /// What is written of each word: letters, numbers, and up to four marks on each, none of them invisible. Only the
    /// beginning of a very long text is looked at.
    private static func words(_ text: String) -> [String] {
        var beginning = ""
        beginning.unicodeScalars.append(contentsOf: text.unicodeScalars.prefix(1000))
        var words: [String] = []
        var word = ""
        var marks = 0
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for scalar in beginning.lowercased()._nfc {
            let properties = scalar.properties
            switch properties.generalCategory {
            case .nonspacingMark, .spacingMark:
                marks += 1
                if !word.isEmpty, marks <= 4, !properties.isDefaultIgnorableCodePoint {
                    word.unicodeScalars.append(scalar)
                }
            // Joiners stand inside of words, and cannot be seen.
            case .format where scalar == "\u{200C}" || scalar == "\u{200D}": break
            default:
                let isWritten = properties.isAlphabetic || properties.numericType != nil
                guard isWritten, !properties.isDefaultIgnorableCodePoint else {
                    end()
                    continue
                }
                word.unicodeScalars.append(scalar)
                marks = 0
            }
        }
        end()
        return words
    }

    /// Names that some systems keep for devices, whatever they end in.
    private static func isReserved(_ name: String) -> Bool {
        if ["con", "prn", "aux", "nul"].contains(name) { return true }
        guard name.count == 4, let last = name.last else { return false }
        return (name.hasPrefix("com") || name.hasPrefix("lpt")) && "0123456789¹²³".contains(last)
    }

    /// The first of `name`, `name-2`, `name-3`… that is not taken.
    package static func unique(_ name: String, taken: (String) -> Bool) -> String {
        guard taken(name) else { return name }
        var number = 2
        while taken("\(name)-\(number)") { number += 1 }
        return "\(name)-\(number)"
    }

    /// Whether a person's `--session NAME` can be a file name: no separators, no control characters, not hidden.
    package static func isValid(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 120 && !name.hasPrefix(".") && !name.hasPrefix("-")
            && !name.unicodeScalars.contains {
                $0 == "/" || $0 == "\\" || $0.properties.generalCategory == .control
                    || $0.properties.generalCategory == .format
            }
    }
}
