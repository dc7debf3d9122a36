/// What a person did, as the terminal tells it.
package enum InputEvent: Hashable, Sendable {
    case key(KeyChord)
    /// A bracketed paste (or a burst that is taken for one), control bytes already removed, newlines as "\n".
    case paste(String)
    case mouse(MouseEvent)
    case resize(Size)
    /// The program was suspended and is back, or asked to paint everything anew.
    case redraw
}

/// One key with its modifiers.
package struct KeyChord: Hashable, Sendable {
    package enum Key: Hashable, Sendable {
        /// A grapheme that was typed ("a", "ß", "漢"). Shift is in the character itself.
        case character(Character)
        case enter, tab, escape, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        case function(Int)
    }

    package struct Modifiers: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        package static let control = Modifiers(rawValue: 1)
        package static let alt = Modifiers(rawValue: 2)
        package static let shift = Modifiers(rawValue: 4)
    }

    package var key: Key
    package var modifiers: Modifiers

    package init(_ key: Key, _ modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }
}

package struct MouseEvent: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case press, release, drag, scrollUp, scrollDown }
    package var kind: Kind
    package var x: Int
    package var y: Int
    package init(_ kind: Kind, x: Int, y: Int) {
        self.kind = kind
        self.x = x
        self.y = y
    }
}
