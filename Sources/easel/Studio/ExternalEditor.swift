import Glibc
import Terminal

/// The person's own editor on a text, without a shell: `$VISUAL` or `$EDITOR`, split like words, then the file's absolute
/// path as its last argument.
struct ExternalEditor {
    struct Trouble: Error { var message: String }

    /// That names the editor.
    var environment: Environment
    /// That it gets: without keys.
    var childEnvironment: Environment
    /// Where the file lies meanwhile; private.
    var folder: String
    /// Stops this program with an editor that was stopped (Ctrl-Z), and returns when both are to go on.
    var stop: () -> Void = { TerminalGuardian.stop() }

    func edit(_ text: String) -> Result<String, Trouble> {
        guard let command = environment.first(of: ["VISUAL", "EDITOR"])?.value, let words = Self.words(command),
            let program = words.first
        else { return .failure(Trouble(message: "no editor is set: export EDITOR=vim, or another")) }
        if program.contains("/"), !program.hasPrefix("/") {
            return .failure(Trouble(message: "“\(program)” is a relative path; write the editor's in full"))
        }
        let path = "\(folder)/prompt-\(getpid()).txt"
        Self.makeFolder(folder)
        unlink(path)
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            return .failure(Trouble(message: "cannot write \(path): \(String(cString: strerror(errno)))"))
        }
        defer { unlink(path) }
        var bytes = Array(text.utf8)
        let written = write(descriptor, &bytes, bytes.count)
        close(descriptor)
        guard written == bytes.count else {
            return .failure(Trouble(message: "cannot write \(path): the disk is full"))
        }
        do throws(Launch.NotStarted) {
            let code = try run(Launch(program: program, arguments: words + [path], environment: childEnvironment))
            guard code == 0 else {
                return .failure(Trouble(message: "“\(program)” ended with code \(code); the prompt is unchanged"))
            }
        } catch {
            return .failure(Trouble(message: "cannot start “\(program)”: \(error.reason)"))
        }
        guard var edited = Self.read(path) else { return .failure(Trouble(message: "cannot read \(path) back")) }
        while edited.hasSuffix("\n") { edited.removeLast() }
        return .success(edited)
    }

    private func run(_ launch: Launch) throws(Launch.NotStarted) -> Int32 {
        let child = try launch.start()
        var status: Int32 = 0
        while true {
            if waitpid(child, &status, WUNTRACED) < 0 {
                if errno == EINTR { continue }
                return 127
            }
            let state = ChildState(status: status)
            guard state == .stopped else { return state.code }
            stop()
            kill(child, SIGCONT)
        }
    }

    private static func makeFolder(_ path: String) {
        guard mkdir(path, 0o700) != 0, errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex
        else { return }
        makeFolder(String(path[..<slash]))
        mkdir(path, 0o700)
    }

    private static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 1 << 20 {
            let count = Glibc.read(descriptor, &block, block.count)
            if count <= 0 { break }
            bytes += block[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `code --wait`, `'/opt/my editor/bin/ed' -x`, `my\ editor`: words, quotes and backslashes as shells read them, and
    /// nothing is expanded. nil when a quote is not closed.
    static func words(_ command: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = command[...]
        while let character = rest.popFirst() {
            if let open = quote {
                if character == open {
                    quote = nil
                } else if character == "\\", open == "\"", let next = rest.first, "\\\"$`".contains(next) {
                    word = (word ?? "") + String(rest.removeFirst())
                } else {
                    word = (word ?? "") + String(character)
                }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == "\\" {
                guard let next = rest.popFirst() else { return nil }
                word = (word ?? "") + String(next)
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        return quote == nil ? words : nil
    }
}
