import Dispatch
import Glibc
import Pixels
import Screen
import Terminal

// A program with nothing but a screen, for looking at it and for the tests that run one in a pseudo-terminal:
// a list, pictures (the arguments), a pop-up (p, + and - for its width), marks at both sides of what it leaves of a
// picture (m), a line that is changed on the frame there is (t), also with a picture that changed (r), the last events, and
// several ways to end (q, x, and any signal).

@MainActor
final class Demo {
    let screen: TerminalScreen
    let paths: [String]
    var index = 0
    var hasPopUp = false
    var popUpWidth = 24
    var hasMarks = false
    var log: [String] = []
    var kept: (frame: Frame, pictures: [PictureID: PictureSource])?
    var typed = 0
    var revision = 0

    init(paths: [String], graphics: GraphicsMode) throws {
        self.paths = paths
        var environment: [String: String] = [:]
        for name in ["TERM", "COLORTERM", "TMUX", "NO_COLOR", "LC_ALL", "LANG", "TERM_PROGRAM"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        screen = try TerminalScreen(
            options: TerminalOptions(graphics: graphics, environment: environment, decoder: DirectDecoder()))
    }

    func run() async {
        show()
        await screen.run { [self] batch in
            for event in batch {
                if event == .key(KeyChord(.character("t"))) || event == .key(KeyChord(.character("r"))) {
                    type(isNewPicture: event == .key(KeyChord(.character("r"))))
                } else {
                    guard take(event) else { return false }
                    show()
                }
            }
            return true
        }
        screen.close()
        if let signal = screen.endedBy { TerminalGuardian.end(by: signal) }
    }

    /// False ends the program.
    func take(_ event: InputEvent) -> Bool {
        log.append(describe(event))
        guard case .key(let chord) = event else { return true }
        switch chord {
        case KeyChord(.character("q")): return false
        case KeyChord(.character("p")): hasPopUp.toggle()
        case KeyChord(.character("+")): popUpWidth += 4
        case KeyChord(.character("-")): popUpWidth -= 4
        case KeyChord(.character("m")): hasMarks.toggle()
        case KeyChord(.character("j")): index = (index + 1) % max(1, paths.count)
        case KeyChord(.character("x")): fatalError("asked for")
        case KeyChord(.character("l"), .control): screen.redraw()
        case KeyChord(.character("z"), .control): screen.stop()
        default: break
        }
        return true
    }

    func describe(_ event: InputEvent) -> String {
        switch event {
        case .key(let chord): "key \(chord.key) \(chord.modifiers.rawValue)"
        case .paste(let text):
            "paste \(text.utf8.count) \(text.prefix(20).split(separator: "\n").joined(separator: "|"))"
        case .mouse(let mouse): "mouse \(mouse.kind) \(mouse.x),\(mouse.y)"
        case .resize(let size): "resize \(size.width)x\(size.height)"
        case .redraw: "redraw"
        }
    }

    /// One row is written to; the others are those of the last frame.
    func type(isNewPicture: Bool) {
        guard var (frame, pictures) = kept else { return }
        typed += 1
        if isNewPicture { revision += 1 }
        frame.write("typed \(typed)", x: 1, y: frame.size.height - 2, style: .plain)
        for id in pictures.keys { pictures[id]?.revision = revision }
        kept = (frame, pictures)
        screen.present(frame, pictures: pictures)
    }

    func show() {
        let size = screen.size
        var frame = Frame(size: size)
        frame.write("list", x: 1, y: 0, style: Style(foreground: .rgb(255, 180, 90), attributes: .bold))
        for (row, entry) in log.suffix(max(0, size.height - 4)).enumerated() {
            frame.write(entry, x: 1, y: row + 1, style: .plain, limit: Rect(x: 0, y: 0, width: 28, height: size.height))
        }
        var pictures: [PictureID: PictureSource] = [:]
        let room = Rect(x: 30, y: 1, width: size.width - 31, height: size.height - 3)
        if paths.indices.contains(index), !room.isEmpty {
            let id = PictureID(paths[index])
            frame.place(id, in: room, style: Style(background: .rgb(30, 34, 42)))
            pictures[id] = PictureSource(path: paths[index], revision: revision)
        }
        if hasPopUp {
            let rect = Rect(x: 40, y: 5, width: popUpWidth, height: 6).intersection(frame.bounds)
            frame.fill(rect, Style(background: .rgb(60, 60, 120)))
            for y in rect.y..<rect.y + rect.height where hasMarks {
                frame.write("<", x: rect.x + rect.width - 1, y: y, style: .plain)
                frame.write(">", x: size.width - 1, y: y, style: .plain)
            }
            frame.write("a pop-up", x: 42, y: 7, style: Style(background: .rgb(60, 60, 120)), limit: rect)
        }
        let bar = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
        frame.fill(bar, Style(attributes: .reverse))
        let facts = screen.capabilities
        frame.write(
            "\(facts.name) \(facts.graphics) \(facts.cell.width)x\(facts.cell.height) \(facts.colors) ready",
            x: 1, y: size.height - 1, style: Style(attributes: .reverse))
        frame.cursor = Frame.Cursor(x: 1, y: size.height - 2)
        kept = (frame, pictures)
        screen.present(frame, pictures: pictures)
    }
}

var arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "--guarded" {
    arguments.removeFirst()
    TerminalGuardian.install()
}
var graphics = GraphicsMode.auto
if arguments.first == "--graphics", arguments.count > 1 {
    graphics = GraphicsMode(rawValue: arguments[1]) ?? .auto
    arguments.removeFirst(2)
}
do {
    try await Demo(paths: arguments, graphics: graphics).run()
} catch {
    print(error)
    exit(1)
}
