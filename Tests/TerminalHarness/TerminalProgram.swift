import CVterm
import Glibc

/// A program in a terminal of its own: keys go in, a screen comes out. Nothing here sleeps; every wait is for a condition,
/// with one limit for the whole wait.
///
///     let program = try TerminalProgram([path, "studio"], columns: 80, rows: 24)
///     try program.waitFor { $0.contains("prompt") }
///     program.send("a fox\r")
///     #expect(try program.waitForExit() == .code(0))
package final class TerminalProgram {
    package let screen: VirtualScreen
    /// Everything the program wrote.
    package private(set) var rawOutput: [UInt8] = []
    /// The same, judged.
    package private(set) var audit: OutputAudit
    package let pid: Int32
    /// What has to be there for as long as the program is: the folder it lives in.
    package var home: AnyObject?
    /// The terminal's line modes before the program began.
    package let modesBefore: LineModes

    private let master: Int32
    private let slave: Int32
    private let process: Int32
    private let answers: Answers
    private var status: ExitStatus?
    private var answered = false
    private var isHungUp = false
    private let cell = (width: 8, height: 16)

    /// How the terminal answers questions.
    package enum Answers: Sendable {
        /// As libvterm does: a VT100 with no pictures.
        case vterm
        /// With these bytes, once, as soon as device attributes are asked for.
        case recorded(String)
        case silent
    }

    package enum ExitStatus: Hashable, Sendable {
        case code(Int)
        case signal(Int)
    }

    package struct TimedOut: Error, CustomStringConvertible {
        package let waitingFor: String
        package let screen: String
        package var description: String { "no \(waitingFor) in time; the screen shows:\n\(screen)" }
    }

    package struct SpawnFailed: Error { package let code: Int32 }

    /// - Parameters:
    ///   - arguments: the program's path and its arguments.
    ///   - environment: all of it; TERM, LC_ALL and PATH have useful values unless given.
    ///   - missing: variables that are not even empty.
    package init(
        _ arguments: [String], environment: [String: String] = [:], columns: Int = 80, rows: Int = 24,
        answers: Answers = .vterm, without missing: Set<String> = []
    ) throws {
        let defaults = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
        let all = defaults.merging(environment) { $1 }.filter { !missing.contains($0.key) }
        var master: Int32 = -1
        var slave: Int32 = -1
        var name = [CChar](repeating: 0, count: 128)
        let opened = cpt_open(
            &master, &slave, &name, Int32(columns), Int32(rows), Int32(cell.width), Int32(cell.height))
        guard opened == 0 else { throw SpawnFailed(code: opened) }
        modesBefore = LineModes(slave)
        var pid: pid_t = 0
        let argv = arguments.map { strdup($0) } + [nil]
        let envp = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        let spawned = cpt_spawn(&pid, arguments[0], argv, envp, name)
        guard spawned == 0 else {
            close(master)
            close(slave)
            throw SpawnFailed(code: spawned)
        }
        (self.master, self.slave, self.pid) = (master, slave, pid)
        process = cpt_pidfd(pid)
        screen = VirtualScreen(columns: columns, rows: rows)
        audit = OutputAudit(rows: rows)
        self.answers = answers
    }

    deinit {
        if status == nil {
            Glibc.kill(pid, SIGKILL)
            var ignored: Int32 = 0
            waitpid(pid, &ignored, 0)
        }
        close(process)
        guard !isHungUp else { return }
        close(master)
        close(slave)
    }

    /// Types; escape sequences are keys.
    package func send(_ keys: String) { write(Array(keys.utf8)) }

    private func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(master, $0.baseAddress, min($0.count, 1024)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
            // A program that writes while it is written to must not lock up both.
            _ = pump(milliseconds: 0)
        }
    }

    package func resize(columns: Int, rows: Int) {
        screen.resize(columns: columns, rows: rows)
        audit.resize(rows: rows)
        cpt_resize(master, Int32(columns), Int32(rows), Int32(cell.width), Int32(cell.height))
    }

    package func signal(_ number: Int32) { Glibc.kill(pid, number) }

    /// Says something to the program as its terminal would: an answer that nobody asked for, or a late one.
    package func sayAsTerminal(_ bytes: String) { answer(Array(bytes.utf8)) }

    /// The terminal's window is closed: the line is gone. Nothing can be read or typed after this.
    package func hangUp() {
        close(slave)
        close(master)
        isHungUp = true
    }

    /// Waits until the screen is as described.
    package func waitFor(
        _ what: String = "such screen", seconds: Int = 60, _ condition: (VirtualScreen) -> Bool
    ) throws {
        try wait(what, seconds) { condition(screen) }
    }

    /// Waits until the program has written these bytes.
    package func waitForOutput(_ text: String, seconds: Int = 60) throws {
        try wait("output", seconds) { contains(text) }
    }

    package func contains(_ text: String) -> Bool {
        String(decoding: rawOutput, as: UTF8.self).contains(text)
    }

    /// Waits for the program's end, and takes in everything it still wrote.
    @discardableResult
    package func waitForExit(seconds: Int = 60) throws -> ExitStatus {
        try wait("exit", seconds) { status != nil }
        while pump(milliseconds: 0) {}
        guard let status else { throw TimedOut(waitingFor: "exit", screen: screen.text) }
        return status
    }

    package var exitStatus: ExitStatus? { status }

    /// The line modes as they are now.
    package var modes: LineModes { LineModes(slave) }

    /// The terminal's private modes that the output has left otherwise than they were, for instance 1049, 2004, or 25 when
    /// the cursor is hidden.
    package var modesLeftOn: Set<Int> { audit.modes }

    private func wait(_ what: String, _ seconds: Int, _ condition: () -> Bool) throws {
        let limit = ContinuousClock.now + .seconds(seconds)
        while !condition() {
            let left = limit - ContinuousClock.now
            guard left > .zero else { throw TimedOut(waitingFor: what, screen: screen.text) }
            // Not every condition comes true with output.
            _ = pump(milliseconds: 50)
        }
    }

    /// Waits for output or the end; true when there was output.
    private func pump(milliseconds: Int32) -> Bool {
        var polls = [pollfd(fd: isHungUp ? -1 : master, events: Int16(POLLIN), revents: 0)]
        if status == nil { polls.append(pollfd(fd: process, events: Int16(POLLIN), revents: 0)) }
        guard poll(&polls, nfds_t(polls.count), milliseconds) > 0 else { return false }
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = polls[0].revents & Int16(POLLIN) != 0 ? read(master, &bytes, bytes.count) : 0
        if count > 0 {
            take(Array(bytes.prefix(count)))
            return true
        }
        if polls.count > 1, polls[1].revents != 0 { reap() }
        return false
    }

    private func take(_ bytes: [UInt8]) {
        rawOutput += bytes
        screen.write(audit.take(bytes))
        let own = screen.takeAnswers()
        switch answers {
        case .silent: break
        case .vterm: if !own.isEmpty { answer(own) }
        case .recorded(let text):
            guard !answered, contains("\u{1b}[c") else { return }
            answered = true
            answer(Array(text.utf8))
        }
    }

    private func answer(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
    }

    private func reap() {
        var code: Int32 = 0
        guard waitpid(pid, &code, 0) == pid else { return }
        status = cpt_exited(code) ? .code(Int(cpt_code(code))) : .signal(Int(cpt_signal(code)))
    }
}
