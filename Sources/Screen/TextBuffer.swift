/// A multi-line text with a cursor between characters: the prompt editor as a value.
package struct TextBuffer: Hashable, Sendable {
    /// The text, character by character (newlines are characters).
    package private(set) var characters: [Character] = []
    /// Between characters, 0…count.
    package private(set) var cursor = 0
    /// The column that up and down keep to, while they follow one another.
    var goal: Int?
    private var undoStack: [Snapshot] = []
    private var redoStack: [Snapshot] = []
    private var lastEdit = Edit.other
    private var killed = ""

    private struct Snapshot: Hashable, Sendable {
        var characters: [Character]
        var cursor: Int
    }

    /// What the last change was: a run of typing is taken back as one.
    private enum Edit: Hashable, Sendable { case typing, deleting, other }

    /// Most steps that can be taken back.
    private static let depth = 200

    package init(_ text: String = "") {
        characters = Array(text)
        cursor = characters.count
    }

    package var text: String { String(characters) }
    package var isEmpty: Bool { characters.isEmpty }

    // MARK: Changes

    /// Types one character or pastes many; a paste, a space and a newline each begin a new undo step.
    package mutating func insert(_ text: String) {
        let new = Array(text)
        guard !new.isEmpty else { return }
        let typing = new.count == 1 && !new[0].isWhitespace
        remember(typing ? .typing : .other)
        characters.insert(contentsOf: new, at: cursor)
        cursor += new.count
        if new.count == 1 && !typing { lastEdit = .typing }
    }

    package mutating func replaceAll(_ text: String) {
        guard self.text != text else { return }
        remember(.other)
        characters = Array(text)
        cursor = characters.count
    }

    package mutating func deleteBackward() { delete(max(0, cursor - 1)..<cursor, .deleting) }
    package mutating func deleteForward() { delete(cursor..<min(characters.count, cursor + 1), .deleting) }
    package mutating func deleteWordBackward() { kill(wordStart..<cursor) }
    package mutating func deleteWordForward() { kill(cursor..<wordEnd) }
    package mutating func deleteToLineStart() { kill(lineStart..<cursor) }

    /// To the end of the line; at the end, the newline itself.
    package mutating func deleteToLineEnd() {
        let end = lineEnd
        kill(cursor..<(end == cursor ? min(characters.count, end + 1) : end))
    }

    package mutating func yank() { insert(killed) }

    package mutating func undo() {
        guard let last = undoStack.popLast() else { return }
        redoStack.append(Snapshot(characters: characters, cursor: cursor))
        restore(last)
    }

    package mutating func redo() {
        guard let next = redoStack.popLast() else { return }
        undoStack.append(Snapshot(characters: characters, cursor: cursor))
        restore(next)
    }

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

    var lineStart: Int { start(ofLineAt: cursor) }
    var lineEnd: Int { end(ofLineAt: cursor) }

    private func start(ofLineAt position: Int) -> Int {
        characters[..<position].lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
    }

    private func end(ofLineAt position: Int) -> Int {
        characters[position...].firstIndex(where: \.isNewline) ?? characters.count
    }

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

    private mutating func kill(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        killed = String(characters[range])
        delete(range, .other)
    }

    private mutating func delete(_ range: Range<Int>, _ edit: Edit) {
        guard !range.isEmpty else { return }
        remember(edit)
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    private mutating func remember(_ edit: Edit) {
        goal = nil
        redoStack = []
        defer { lastEdit = edit }
        if edit != .other, edit == lastEdit { return }
        undoStack.append(Snapshot(characters: characters, cursor: cursor))
        if undoStack.count > Self.depth { undoStack.removeFirst() }
    }

    private mutating func restore(_ snapshot: Snapshot) {
        characters = snapshot.characters
        cursor = snapshot.cursor
        lastEdit = .other
        goal = nil
    }
}

extension Character {
    fileprivate var isWord: Bool { isLetter || isNumber || self == "_" }
}
