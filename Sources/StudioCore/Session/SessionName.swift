/// Names of sessions and stems of picture files: short, lower case, safe on every file system.
package enum SessionName {
    /// `a lighthouse at dusk, snow` → `a-lighthouse-at-dusk-snow`. Letters of all scripts stay; everything else becomes a
    /// hyphen. Never empty, at most `limit` characters and `3 * limit` bytes.
    package static func slug(_ text: String, limit: Int = 32) -> String {
        var slug = ""
        var words = 0
        for word in text.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber) }) {
            let clean = String(
                word.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
            guard !clean.isEmpty else { continue }
            let next = slug.isEmpty ? clean : slug + "-" + clean
            if next.count > limit { break }
            slug = next
            words += 1
        }
        if slug.isEmpty {
            slug = String(text.lowercased().filter { $0.isLetter || $0.isNumber }.prefix(limit))
        }
        while slug.utf8.count > 3 * limit || slug.hasSuffix("-") { slug.removeLast() }
        return slug.isEmpty ? "untitled" : slug
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
