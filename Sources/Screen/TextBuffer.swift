/// A multi-line text with a cursor between characters: the prompt editor as a value.
package struct TextBuffer: Hashable, Sendable {
    /// The text, character by character; every kind of line end is one `\n`.
    package private(set) var characters: [Character] = []
    /// How many of them are not one printable ASCII character.
    private var specials = 0
    /// Between characters, 0…count.
    package private(set) var cursor = 0
    /// The column that up and down keep to, while they follow one another.
    var goal: Int?
    private var history = EditHistory()
    private var lastEdit = Edit.other
    private var killed: [Character] = []

    /// What the last change was: a run of typing is taken back as one, a run of kills is brought back as one.
    private enum Edit: Hashable, Sendable { case typing, deleting, killing, other }

    package init(_ text: String = "") {
        characters = Self.characters(of: text)
        specials = Self.specials(in: characters)
        cursor = characters.count
    }

    /// Whether every character is one printable ASCII character: then all are one column wide, and on one line.
    var isPlain: Bool { specials == 0 }

    private static func specials(in characters: some Sequence<Character>) -> Int {
        characters.count { $0.printableASCII == nil }
    }

    package var text: String { String(characters) }
    package var isEmpty: Bool { characters.isEmpty }

    // MARK: Changes

    /// Types one character or pastes many. A paste is one undo step; a space or a newline begins one that goes on
    /// with the word after it.
    package mutating func insert(_ text: String) {
        let new = Self.characters(of: text)
        guard !new.isEmpty else { return }
        let goesOn = lastEdit == .typing && new.count == 1 && !new[0].isWhitespace
        replace(cursor..<cursor, with: new, joining: goesOn)
        lastEdit = new.count == 1 ? .typing : .other
    }

    /// Another text altogether, as one step that can be taken back; the cursor goes to its end.
    package mutating func replaceAll(_ text: String) {
        let new = Self.characters(of: text)
        guard characters != new else { return }
        replace(0..<characters.count, with: new, joining: false)
        lastEdit = .other
    }

    package mutating func deleteBackward() { delete(max(0, cursor - 1)..<cursor) }
    package mutating func deleteForward() { delete(cursor..<min(characters.count, cursor + 1)) }
    package mutating func deleteWordBackward() { kill(wordStart..<cursor) }
    package mutating func deleteWordForward() { kill(cursor..<wordEnd) }
    package mutating func deleteToLineStart() { kill(lineStart..<cursor) }

    /// To the end of the line; at the end, the newline itself.
    package mutating func deleteToLineEnd() {
        let end = lineEnd
        kill(cursor..<(end == cursor ? min(characters.count, end + 1) : end))
    }

    /// Brings back what the last kills in a row took away.
    package mutating func yank() {
        guard !killed.isEmpty else { return }
        replace(cursor..<cursor, with: killed, joining: false)
        lastEdit = .other
    }

    package mutating func undo() { history.undo().map { apply($0) } }
    package mutating func redo() { history.redo().map { apply($0) } }

    // MARK: Motions

    package mutating func move(to position: Int) {
        cursor = max(0, min(characters.count, position))
        lastEdit = .other
        goal = nil
    }

    package mutating func moveLeft() { move(to: cursor - 1) }
    package mutating func moveRight() { move(to: cursor + 1) }
    package mutating func moveWordLeft() { move(to: wordStart) }
    package mutating func moveWordRight() { move(to: wordEnd) }
    package mutating func moveToLineStart() { move(to: lineStart) }
    package mutating func moveToLineEnd() { move(to: lineEnd) }

    /// A line up or down, keeping to the column it started from. False when there is no such line.
    package mutating func moveLine(_ step: Int) -> Bool {
        let column = goal ?? cursor - lineStart
        let target: Int
        if step < 0 {
            guard lineStart > 0 else { return false }
            target = start(ofLineAt: lineStart - 1)
        } else {
            guard lineEnd < characters.count else { return false }
            target = lineEnd + 1
        }
        move(to: min(target + column, end(ofLineAt: target)))
        goal = column
        return true
    }

    // MARK: Within

    private var lineStart: Int { start(ofLineAt: cursor) }
    private var lineEnd: Int { end(ofLineAt: cursor) }

    private func start(ofLineAt position: Int) -> Int {
        characters[..<position].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    }

    private func end(ofLineAt position: Int) -> Int { characters[position...].firstIndex(of: "\n") ?? characters.count }

    private var wordStart: Int {
        var position = cursor
        while position > 0, !characters[position - 1].isWord { position -= 1 }
        while position > 0, characters[position - 1].isWord { position -= 1 }
        return position
    }

    private var wordEnd: Int {
        var position = cursor
        while position < characters.count, !characters[position].isWord { position += 1 }
        while position < characters.count, characters[position].isWord { position += 1 }
        return position
    }

    private static func characters(of text: String) -> [Character] { text.map { $0.isNewline ? "\n" : $0 } }

    private mutating func kill(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let gone = Array(characters[range])
        if lastEdit != .killing { killed = [] }
        killed = range.lowerBound < cursor ? gone + killed : killed + gone
        replace(range, with: [], joining: false)
        lastEdit = .killing
    }

    private mutating func delete(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        replace(range, with: [], joining: lastEdit == .deleting)
        lastEdit = .deleting
    }

    /// The one way in which the text changes. A mark that comes to stand after a letter becomes one character with it.
    private mutating func replace(_ range: Range<Int>, with new: [Character], joining: Bool) {
        var range = range
        var new = new
        while let left = range.lowerBound > 0 ? characters[range.lowerBound - 1] : nil,
            let right = new.first ?? (range.upperBound < characters.count ? characters[range.upperBound] : nil),
            !left.standsApart(from: right)
        {
            new = Array(String([left] + new))
            range = range.lowerBound - 1..<range.upperBound
        }
        while range.upperBound < characters.count, let left = new.last,
            !left.standsApart(from: characters[range.upperBound])
        {
            new = Array(String(new + [characters[range.upperBound]]))
            range = range.lowerBound..<range.upperBound + 1
        }
        let change = TextChange(at: range.lowerBound, removed: Array(characters[range]), inserted: new, cursor: cursor)
        history.record(change, joining: joining)
        put(new, in: range)
        cursor = range.lowerBound + new.count
        goal = nil
    }

    private mutating func apply(_ change: TextChange) {
        put(change.inserted, in: change.at..<change.at + change.removed.count)
        move(to: change.cursor)
    }

    private mutating func put(_ new: [Character], in range: Range<Int>) {
        specials += Self.specials(in: new) - Self.specials(in: characters[range])
        characters.replaceSubrange(range, with: new)
    }
}

extension Character {
    /// Its one byte, if it is a printable ASCII character.
    var printableASCII: UInt8? {
        guard utf8.count == 1, let byte = utf8.first, (0x20..<0x7F).contains(byte) else { return nil }
        return byte
    }

    fileprivate var isWord: Bool { isLetter || isNumber || self == "_" }

    /// Whether the two stay two characters when one follows the other.
    fileprivate func standsApart(from next: Character) -> Bool {
        if isASCII, next.isASCII { return true }
        return Array(String([self, next])) == [self, next]
    }
}
