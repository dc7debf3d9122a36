import CNcurses
import Glibc
import Screen

/// The one owner of curses: it holds curses' screen while it lives, and turns frames into curses' cells.
@MainActor
final class CursesSession {
    private let screen: OpaquePointer
    private let output: UnsafeMutablePointer<FILE>
    private let input: UnsafeMutablePointer<FILE>
    private let capture: OutputCapture
    private var pen = PenFilter()
    private let cells: CursesCells
    /// How a theme's colours are shown here.
    var colors: ColorMap { cells.colors }
    private var shown: Frame?
    private var cursorShown: Bool?
    private(set) var isActive = true

    /// - Parameter colors: no more than these, whatever the terminal's description says.
    init(
        device: TerminalDevice, term: String, colors limit: ColorDepth, environment: [String: String]
    ) throws(TerminalError) {
        let isUTF8 = Self.chooseLocale()
        func copy() -> Int32 { fcntl(device.descriptor, F_DUPFD_CLOEXEC, 0) }
        guard let output = fdopen(copy(), "w"), let input = fdopen(copy(), "r") else {
            throw .system("opened", errno)
        }
        self.output = output
        self.input = input
        do {
            capture = try OutputCapture(fileno(output))
        } catch {
            fclose(output)
            fclose(input)
            throw error
        }
        // LINES and COLUMNS in the environment are somebody's past.
        use_env(false)
        use_tioctl(true)
        func open(_ name: String) -> OpaquePointer? {
            guard let entry = TerminfoEntry.find(name, environment) else { return nil }
            let description = limit == .trueColor ? entry.withDirectColor().bytes : entry.tamed
            // Only for this one call: other programs read the variable too.
            setenv("TERMINFO", TerminfoEntry.inEnvironment(description), 1)
            defer { if let own = environment["TERMINFO"] { setenv("TERMINFO", own, 1) } else { unsetenv("TERMINFO") } }
            return newterm(name, output, input)
        }
        var made = open(term)
        if made == nil, !term.isEmpty { made = newterm(nil, output, input) }
        // A terminal too new for this machine's database; nearly all of them speak xterm's language.
        if made == nil, !term.isEmpty, term != "dumb" {
            let usual = "xterm-256color"
            made = open(usual) ?? newterm(usual, output, input)
        }
        guard let made else {
            fclose(output)
            fclose(input)
            throw .unsupported(term: term)
        }
        screen = made
        guard cn_capability("cup") != nil else {
            endwin()
            delscreen(made)
            fclose(output)
            fclose(input)
            throw .unsupported(term: term)
        }
        raw()
        noecho()
        nonl()
        typeahead(-1)
        idcok(cn_stdscr(), false)
        leaveok(cn_stdscr(), false)
        var count = 0
        if limit > .mono, has_colors() {
            start_color()
            use_default_colors()
            count = Int(cn_colors())
        }
        cells = CursesCells(colors: ColorMap(count: limit == .ansi16 ? min(count, 16) : count), isUTF8: isUTF8)
    }

    /// What gives this terminal back, in its own words, for when curses cannot be asked any more.
    var restoreBytes: [UInt8] {
        var bytes: [UInt8] = []
        for name in ["sgr0", "op", "cnorm", "rmcup"] {
            guard let value = cn_capability(name) else { continue }
            bytes += Self.withoutPadding(String(cString: value))
        }
        return bytes
    }

    /// Delays, written `$<5>`, are for terminals on a line of a hundred characters a second.
    nonisolated static func withoutPadding(_ capability: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(capability.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
                let end = rest.firstIndex(of: UInt8(ascii: ">"))
            {
                rest = rest[(end + 1)...]
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// Without a UTF-8 locale every width is unknown and cells break; Debian always has this one.
    /// - Returns: whether the person's own was one.
    private static func chooseLocale() -> Bool {
        setlocale(LC_ALL, "")
        let isUTF8 = cn_codeset().map { String(cString: $0) == "UTF-8" } ?? true
        if !isUTF8 { setlocale(LC_CTYPE, "C.UTF-8") }
        // Numbers are written by us and read by terminals.
        setlocale(LC_NUMERIC, "C")
        return isUTF8
    }

    /// Forgets what is on the screen: the next frame is written whole.
    func invalidate() {
        pen.forget()
        shown = nil
        clearok(cn_curscr(), true)
    }

    func resize(to size: Size) {
        resizeterm(Int32(size.height), Int32(size.width))
        invalidate()
    }

    /// Whether a frame will be written whole, and with it everything that lies on the screen.
    func isWhole(for frame: Frame) -> Bool { shown?.size != frame.size }

    /// Sends the terminal to its alternate screen now, instead of with the first frame: what we ask it next may leave
    /// marks on the screen of a terminal that does not understand, and the first frame wipes them off.
    func begin() {
        cursorShown = false
        // The one call that writes out what is waiting.
        curs_set(0)
    }

    /// What has to be written for a frame, given the last one.
    ///
    /// Where little stays between two changes of a line, curses writes it again sooner than it moves the cursor.
    /// - Returns: the bytes, and whether they paint over picture cells that had not changed.
    func update(to frame: Frame) -> (bytes: [UInt8], isTorn: Bool) {
        guard isActive else { return ([], false) }
        if isWhole(for: frame) {
            werase(cn_stdscr())
            clearok(cn_curscr(), true)
            shown = nil
        }
        let width = min(frame.size.width, Int(getmaxx(cn_stdscr())))
        let height = min(frame.size.height, Int(getmaxy(cn_stdscr())))
        var changed = 0
        for y in 0..<height {
            if let shown, shown.shares(row: y, with: frame) { continue }
            changed += cells.put(frame.rows[y].prefix(width), y, last: shown?.rows[y])
        }
        shown = frame
        let bytes = capture {
            if frame.cursor == nil { showCursor(false) }
            if let cursor = frame.cursor { wmove(cn_stdscr(), Int32(cursor.y), Int32(cursor.x)) }
            wnoutrefresh(cn_stdscr())
            doupdate()
            if frame.cursor != nil { showCursor(true) }
        }
        return (pen.filter(bytes), Sentinel.count(in: bytes) > changed)
    }

    private func showCursor(_ isShown: Bool) {
        guard cursorShown != isShown else { return }
        cursorShown = isShown
        curs_set(isShown ? 1 : 0)
    }

    /// Gives the screen to somebody else for a while.
    func leave() {
        guard isActive else { return }
        isActive = false
        curs_set(1)
        endwin()
    }

    /// Takes it back; the next frame is written whole.
    func enter() {
        guard !isActive else { return }
        isActive = true
        cursorShown = nil
        // The first update after endwin switches the modes on again.
        raw()
        noecho()
        nonl()
        invalidate()
    }

    /// After the process was stopped and continued from outside: the modes may be the shell's.
    func wake() {
        reset_prog_mode()
        cursorShown = nil
        invalidate()
    }

    func close() {
        leave()
        delscreen(screen)
        capture.close()
        fclose(output)
        fclose(input)
    }
}
