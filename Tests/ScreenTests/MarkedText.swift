@testable import Screen

/// Text with the cursor drawn in it, `a |cat`: what editor tests are written in.
extension TextBuffer {
    init(marked text: String) {
        let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(parts.joined())
        move(to: parts[0].count)
    }

    var marked: String { String(characters[..<cursor]) + "|" + String(characters[cursor...]) }

    /// Presses keys, written as in a key file.
    mutating func press(_ keys: String) {
        for chord in KeyChord.sequence(keys) ?? [] { _ = handle(chord) }
    }
}
