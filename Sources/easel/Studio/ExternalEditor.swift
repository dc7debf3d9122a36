import Glibc

/// The person's own editor on a text, without a shell: `$VISUAL` or `$EDITOR`, split like words, then the file's absolute
/// path as its last argument.
struct ExternalEditor {
    struct Trouble: Error { var message: String }

    var environment: Environment
    /// Where the file lies meanwhile; private.
    var folder: String

    func edit(_ text: String) -> Result<String, Trouble> {
        guard let command = environment.first(of: ["VISUAL", "EDITOR"])?.value, let words = Self.words(command),
            let program = words.first
        else { return .failure(Trouble(message: "no editor is set: export EDITOR=vim, or another")) }
        let path = "\(folder)/prompt-\(getpid()).txt"
        mkdir(folder, 0o700)
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
        guard let code = Self.run(program, words + [path], environment) else {
            return .failure(Trouble(message: "cannot start “\(program)”"))
        }
        guard code == 0 else {
            return .failure(Trouble(message: "“\(program)” ended with code \(code); the prompt is unchanged"))
        }
        guard var edited = Self.read(path) else { return .failure(Trouble(message: "cannot read \(path) back")) }
        while edited.hasSuffix("\n") { edited.removeLast() }
        return .success(edited)
    }

    private static func run(_ program: String, _ arguments: [String], _ environment: Environment) -> Int32? {
        var argv = arguments.map { strdup($0) } + [nil]
        // The editor needs no key of ours.
        var envp =
            environment.variables.filter { !$0.key.hasSuffix("API_KEY") }.map { strdup("\($0.key)=\($0.value)") } + [
                nil
            ]
        defer { for pointer in argv + envp { free(pointer) } }
        var child = pid_t()
        guard posix_spawnp(&child, program, nil, nil, &argv, &envp) == 0 else { return nil }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 { if errno != EINTR { return nil } }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    private static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
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

    /// `code --wait`, `'/opt/my editor/bin/ed' -x`: words and quotes, no expansion. nil when a quote is not closed.
    static func words(_ command: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in command {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
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
