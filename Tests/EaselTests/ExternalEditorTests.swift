import Foundation
import StudioCore
import Testing

@testable import easel

@Suite(.blocking) struct ExternalEditorTests {
    @Test(arguments: [
        ("vim", ["vim"]), ("code --wait", ["code", "--wait"]),
        ("'/opt/my editor/bin/ed' -x", ["/opt/my editor/bin/ed", "-x"]), (#"/opt/my\ editor"#, ["/opt/my editor"]),
        (#""a\"b" 'c\d'"#, [#"a"b"#, #"c\d"#]), ("ed ''", ["ed", ""]), ("  ", []),
        ("ed;id $(id) `id` | x > y & *", ["ed;id", "$(id)", "`id`", "|", "x", ">", "y", "&", "*"]),
    ])
    func wordsAreNotExpanded(_ command: String, _ words: [String]) {
        #expect(ExternalEditor.words(command) == words)
    }

    @Test(arguments: ["'open", #""open"#, #"end\"#]) func whatIsNotClosedIsRefused(_ command: String) {
        #expect(ExternalEditor.words(command) == nil)
    }

    /// An editor that writes down its arguments and environment, one a line.
    private func edit(named name: String, _ words: String, text: String = "before", mode: Int = 0o700) throws -> (
        result: String?, trouble: String?, seen: [String], environment: [String], folder: URL
    ) {
        let world = try World()
        defer { world.remove() }
        let script =
            "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$HOME/seen\"; env > \"$HOME/env\"\n"
            + "for last; do :; done; cat \"$last\" > \"$HOME/was\"; printf 'after\\n\\n' > \"$last\"\n"
        try world.write(script, to: "script")
        let program = world.folder.appendingPathComponent(name).path
        // By another program: a file that this one has open for writing goes to what other tests start, and is busy.
        let copy = try Process.run(
            URL(fileURLWithPath: "/bin/cp"), arguments: [world.folder.appendingPathComponent("script").path, program])
        copy.waitUntilExit()
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: program)
        let environment = Environment([
            "HOME": world.folder.path, "PATH": "/usr/bin:/bin", "MINE": "c4nary-key", "GEMINI_API_KEY": "c4nary-too",
            "COPY": "Bearer c4nary-key", "EDITOR": "'\(program)' \(words)", "VAULT_TOKEN": "t",
        ])
        var mine = ProviderConfig(name: "mine", dialect: .gemini, baseURL: nil, auth: .bearer, keys: [])
        mine.keys = [.environment(["MINE"])]
        let editor = ExternalEditor(
            environment: environment, childEnvironment: environment.withoutKeys(of: [mine]),
            folder: world.folder.path + "/state of/easel", stop: {})
        func lines(_ name: String) -> [String] {
            let text = try? String(contentsOf: world.folder.appendingPathComponent(name), encoding: .utf8)
            return text?.split(separator: "\n").map(String.init) ?? []
        }
        switch editor.edit(text) {
        case .success(let edited):
            #expect(lines("was") == [text])
            return (edited, nil, lines("seen"), lines("env"), world.folder)
        case .failure(let trouble): return (nil, trouble.message, lines("seen"), lines("env"), world.folder)
        }
    }

    @Test(arguments: ["my editor", "a;touch hacked", "$(touch hacked)", "`id`", "quo\"te", "-x"])
    func aProgramsNameIsOnlyAName(_ name: String) throws {
        let done = try edit(named: name, "--wait '$(id)' ;")
        #expect(done.result == "after")
        #expect(done.seen.dropLast() == ["--wait", "$(id)", ";"])
        let path = try #require(done.seen.last)
        #expect(path.hasPrefix(done.folder.path + "/state of/easel/prompt-"), "absolute")
    }

    @Test func aKeyStaysHere() throws {
        let done = try edit(named: "ed", "")
        #expect(!done.environment.contains { $0.contains("c4nary") })
        #expect(done.environment.contains("VAULT_TOKEN=t"))
    }

    @Test func whatCannotBeStartedIsSaid() throws {
        let done = try edit(named: "ed", "", mode: 0o600)
        #expect(done.result == nil)
        #expect(done.trouble?.hasSuffix("Permission denied") == true)
    }

    @Test func nothingIsTakenFromTheWorkingFolder() {
        let environment = Environment(["EDITOR": "bin/ed"])
        let editor = ExternalEditor(environment: environment, childEnvironment: environment, folder: "/nowhere")
        guard case .failure(let trouble) = editor.edit("") else { return #expect(Bool(false)) }
        #expect(trouble.message.contains("relative"))
    }
}
