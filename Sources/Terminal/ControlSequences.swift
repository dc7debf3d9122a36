package import Pixels

/// Every escape sequence this program writes of its own accord; all others come from the terminal's own description,
/// through curses. Nothing outside this file spells one, so the list can be checked against what was really sent.
package enum ControlSequences {
    static let escape: UInt8 = 0x1b

    // Strings inside strings: an unfinished one (a picture cut off by a signal) is ended by the terminator alone.
    package static let stringTerminator = "\u{1b}\\"

    // Asked once at the start; the last is answered by every terminal, so its answer ends the wait.
    package static let askVersion = "\u{1b}[>0q"
    package static let askColorRegisters = "\u{1b}[?1;1;0S"
    package static let askSixelSize = "\u{1b}[?2;1;0S"
    package static let askSixelLimit = "\u{1b}[?2;4;0S"
    package static let askCellSize = "\u{1b}[16t"
    package static let askKitty = "\u{1b}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1b}\\"
    package static let askSynchronized = "\u{1b}[?2026$p"
    package static let askAttributes = "\u{1b}[c"
    /// All questions, the one every terminal answers last.
    /// - Parameter isMultiplexed: tmux and screen take the kitty question for a window title (`ESC _ … ESC \\`).
    package static func probe(isMultiplexed: Bool) -> String {
        askVersion + askColorRegisters + askSixelSize + askSixelLimit + askCellSize + (isMultiplexed ? "" : askKitty)
            + askSynchronized + askAttributes
    }
    package static let probeGeometry = askSixelSize + askCellSize + askAttributes

    // Modes: switched on while the studio has the terminal, off when it gives it back.
    package static let pasteOn = "\u{1b}[?2004h"
    package static let pasteOff = "\u{1b}[?2004l"
    package static let mouseOn = "\u{1b}[?1000h\u{1b}[?1002h\u{1b}[?1006h"
    package static let mouseOff = "\u{1b}[?1006l\u{1b}[?1002l\u{1b}[?1000l"
    package static let synchronizedBegin = "\u{1b}[?2026h"
    package static let synchronizedEnd = "\u{1b}[?2026l"
    package static let cursorShow = "\u{1b}[?25h"
    /// For what another program has left, and the terminal's own word would do more.
    package static let leaveAlternate = "\u{1b}[?1049l"
    package static let plain = "\u{1b}[0m"

    // Around a picture: the cursor comes back to where curses believes it is.
    package static let saveCursor = "\u{1b}7"
    package static let restoreCursor = "\u{1b}8"

    /// Moves the cursor; column and row count from 0.
    package static func move(x: Int, y: Int) -> String { "\u{1b}[\(y + 1);\(x + 1)H" }

    package static func up(_ rows: Int) -> String { "\u{1b}[\(rows)A" }
    package static func down(_ rows: Int) -> String { "\u{1b}[\(rows)B" }

    // kitty's pictures, by number.
    package static let kittyDeleteAll = "\u{1b}_Ga=d,d=A,q=2\u{1b}\\"
    /// Takes every placement of a picture off the screen; its data stays with the terminal.
    package static func kittyHide(_ id: UInt32) -> String { "\u{1b}_Ga=d,d=i,i=\(id),q=2\u{1b}\\" }
    /// Takes a picture off the screen and out of the terminal's memory.
    package static func kittyForget(_ id: UInt32) -> String { "\u{1b}_Ga=d,d=I,i=\(id),q=2\u{1b}\\" }

    /// Shows a part of a picture, in its own pixels, at the cursor, which stays.
    package static func kittyPlace(_ id: UInt32, placement: UInt32, _ part: PixelRect) -> String {
        "\u{1b}_Ga=p,i=\(id),p=\(placement),x=\(part.x),y=\(part.y),w=\(part.width),h=\(part.height),C=1,z=0,q=2\u{1b}\\"
    }

    /// SGR for colours beside curses; nil leaves one as it is. Cell by cell of every picture: so bytes, not strings.
    static func addStyle(foreground: CellPainter.Ink?, background: CellPainter.Ink?, to bytes: inout [UInt8]) {
        bytes.append(escape)
        bytes.append(UInt8(ascii: "["))
        if let foreground { addColor(foreground, 30, to: &bytes) }
        if foreground != nil, background != nil { bytes.append(UInt8(ascii: ";")) }
        if let background { addColor(background, 40, to: &bytes) }
        bytes.append(UInt8(ascii: "m"))
    }

    private static func addColor(_ ink: CellPainter.Ink, _ base: Int, to bytes: inout [UInt8]) {
        switch ink {
        case .standard: addNumber(base + 9, to: &bytes)
        case .index(let index) where index < 8: addNumber(base + Int(index), to: &bytes)
        case .index(let index) where index < 16: addNumber(base + 52 + Int(index), to: &bytes)
        case .index(let index):
            addNumber(base + 8, to: &bytes)
            addNext(5, to: &bytes)
            addNext(Int(index), to: &bytes)
        case .rgb(let color):
            addNumber(base + 8, to: &bytes)
            addNext(2, to: &bytes)
            addNext(Int(color.red), to: &bytes)
            addNext(Int(color.green), to: &bytes)
            addNext(Int(color.blue), to: &bytes)
        }
    }

    private static func addNext(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: ";"))
        addNumber(number, to: &bytes)
    }

    /// In decimal; from 0 to 999.
    private static func addNumber(_ number: Int, to bytes: inout [UInt8]) {
        let zero = UInt8(ascii: "0")
        if number >= 100 { bytes.append(zero + UInt8(number / 100)) }
        if number >= 10 { bytes.append(zero + UInt8(number / 10 % 10)) }
        bytes.append(zero + UInt8(number % 10))
    }

    /// What undoes everything above, for the moment when nobody knows what was on. `kitty` only where the terminal
    /// is known to speak it: others would print the picture command.
    package static func restore(kitty: Bool) -> String {
        stringTerminator + synchronizedEnd + (kitty ? kittyDeleteAll : "") + mouseOff + pasteOff + plain + cursorShow
    }
}
