import Foundation
import TerminalHarness
import Testing

/// `$EDITOR` and the studio on one terminal.
@Suite(.blocking, .serialized) struct EditorProgramTests {
    /// - Parameter body: what the editor does with the file, `$1`.
    private func editor(_ body: String, in place: Place, name: String = "my editor") throws -> [String: String] {
        // Given to a shell as its file: one that was just written may not be started while another test starts a program.
        let path = try place.write(body + "\n", to: name)
        return [
            "EDITOR": "/bin/bash '\(path)'", "GEMINI_API_KEY": "canary-7f3a91",
            "GOOGLE_GEMINI_BASE_URL": "http://127.0.0.1:9",
        ]
    }

    private func open(_ studio: TerminalProgram) throws {
        studio.send("\u{18}")
        try studio.waitFor("the editor") { $0.contains("EDITING") }
    }

    @Test func whatWasEditedIsThePrompt() throws {
        let place = try Place()
        let environment = try editor(
            "env > \"$HOME/env\"; cat /proc/$PPID/cmdline > \"$HOME/cmdline\"; echo \"$1\" > \"$HOME/path\"\n"
                + "echo EDITING; read; printf 'a hare\\033]52;c;AAAA\\007 \\xe2\\x80\\xae\\xc2\\x9bm\\n' > \"$1\"",
            in: place)
        let studio = try place.studio(environment: environment)
        studio.send("a fox")
        try open(studio)
        studio.send("\r")
        try studio.waitFor("the new prompt") { $0.rows(of: .prompt).contains("a hare") }
        #expect(!studio.screen.rows(of: .prompt).contains("a fox"))
        try studio.leave()
        let given = try String(contentsOf: place.folder.appendingPathComponent("env"), encoding: .utf8)
        #expect(given.contains("EDITOR=") && !given.contains("canary"))
        let path = try String(contentsOf: place.folder.appendingPathComponent("path"), encoding: .utf8)
        #expect(path.hasPrefix(place.folder.path + "/state/easel/prompt-"))
        #expect(!place.files("state").keys.contains { $0.contains("prompt-") }, "gone afterwards")
    }

    /// Ctrl-C belongs to the editor, and is no wish that the studio ends.
    @Test func itsInterruptIsItsOwn() throws {
        let place = try Place()
        let environment = try editor(
            "trap 'echo CAUGHT' INT QUIT; echo EDITING\n"
                // Interrupted, `read` may have taken a part of the line, or all of it.
                + "until [ \"$x\" = 'an owl' ]; do IFS= read -r part; x=$x$part; done; echo \"$x\" > \"$1\"",
            in: place)
        let studio = try place.studio(environment: environment)
        try open(studio)
        // The guardian hears of all this late.
        studio.signal(SIGSTOP)
        studio.send("\u{03}")
        try studio.waitFor("the trap") { $0.contains("CAUGHT") }
        studio.send("\u{1c}")
        studio.send("an owl\r")
        try studio.waitFor("the studio") { $0.rows(of: .prompt).contains("an owl") }
        studio.signal(SIGCONT)
        // And neither is one that comes later taken for a second wish: it is waited for as the first.
        kill(try #require(studio.child), SIGTERM)
        #expect(try studio.waitForExit() == .signal(Int(SIGTERM)))
        studio.expectGivenBack()
    }

    @Test func aWishToEndIsNotForgotten() throws {
        let place = try Place()
        let environment = try editor("echo EDITING; read; exit 0", in: place)
        let studio = try place.studio(environment: environment)
        try open(studio)
        studio.signal(SIGTERM)
        studio.send("\r")
        #expect(try studio.waitForExit() == .signal(Int(SIGTERM)))
        studio.expectGivenBack()
    }

    /// What an editor had switched on is off again when the studio below it is killed.
    @Test func killedBelowAnEditor() throws {
        let place = try Place()
        let environment = try editor(
            "stty raw -echo; printf '\\033[?1049h\\033[?2004h\\033[?25lEDITING'; read", in: place)
        let studio = try place.studio(environment: environment)
        try open(studio)
        kill(try #require(studio.child), SIGKILL)
        #expect(try studio.waitForExit() == .signal(Int(SIGKILL)))
        studio.expectGivenBack()
    }

    /// Ctrl-Z in an editor stops the whole job; nobody would have the terminal otherwise.
    @Test func stoppedInAnEditor() throws {
        let place = try Place()
        let environment = try editor("echo EDITING; kill -STOP $$; echo AGAIN; read x; echo \"$x\" > \"$1\"", in: place)
        let shell = try place.start(
            ["/bin/bash", "--norc", "--noprofile", "--noediting", "-i"],
            environment: ["PS1": "READY> "].merging(environment) { $1 })
        try shell.waitFor("the shell") { $0.contains("READY>") }
        shell.send("\(TerminalProgram.built("easel"))\r")
        try shell.waitFor("the first frame") { $0.row(0).contains("easel") && $0.contains("Prompt") }
        shell.send("\u{18}")
        try shell.waitFor("the job is stopped") { $0.contains("EDITING") && $0.contains("Stopped") }
        shell.send("fg\r")
        try shell.waitFor("the editor again") { $0.contains("AGAIN") }
        shell.send("a heron\r")
        try shell.waitFor("the studio") { $0.row(0).contains("easel") && $0.rows(of: .prompt).contains("a heron") }
        shell.send("\u{11}")
        try shell.waitUntilGivenBack()
        shell.send("echo bye$((6*7))\r")
        try shell.waitFor("the shell again") { $0.contains("bye42") }
        #expect(shell.audit.left == [])
    }
}
