import Foundation
import TerminalHarness
import Testing

/// Every string that comes from elsewhere, full of control sequences: none of it reaches the terminal as it is, and what
/// stands for it can be seen.
@Suite(.blocking, .serialized) struct HostileTextTests {
    private let easel = TerminalProgram.built("easel")

    private static func replies() throws -> [String: ScriptedServer.Reply] {
        let venom = Venom.text
        let headers = "x-request-id: r\u{202e}\u{9b}1m\r\n"
        return [
            "picture": try .stream([
                ["text": venom, "thought": true], ["text": "said \(venom) said"], ScriptedServer.Reply.picture,
            ]),
            "words": try .stream([["text": "no picture \(venom)"]]),
            "finish": try .stream([], finishReason: "IMAGE_\(venom)", finishMessage: venom),
            "block": try .json(
                200, ["promptFeedback": ["blockReason": "OTHER\(venom)", "blockReasonMessage": "blocked \(venom)"]]),
            "error": try .json(
                400, ["error": ["code": 400, "message": "bad \(venom)", "status": "INVALID\(venom)"]], headers: headers),
            "key": try .json(401, ["error": ["code": 401, "message": venom, "status": "UNAUTHENTICATED"]]),
            "page": .http(500, "text/html", Array("<h1>\(venom)</h1><script>\(venom)</script>".utf8), headers: headers),
            "plain": .http(502, "text/plain\u{202e}", Array(venom.utf8)),
            "type": .http(200, "image/\u{202e}png", Array(venom.utf8)),
            "raw": .http(
                200, "text/event-stream",
                Array("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\(venom)\"}]}}]}\r\n\r\n".utf8)),
            "redirect": ScriptedServer.Reply(
                bytes: Array(
                    "HTTP/1.1 302 F\u{202e}\r\nLocation: http://evil.example/\u{202e}\u{9b}2J\r\nContent-Length: 0\r\n\r\n"
                        .utf8)),
            "link": try .stream([
                ["fileData": ["mimeType": "image/\(venom)", "fileUri": "http://evil.example/\(venom)"]]
            ]),
        ]
    }

    static let kinds = [
        "picture", "words", "finish", "block", "error", "key", "page", "plain", "type", "raw", "redirect", "link",
    ]

    /// Where a kind shows what was said, and not only that something was.
    private static let isShown: Set<String> = ["picture", "words", "block", "error", "finish"]

    private func environment(_ server: ScriptedServer) -> [String: String] {
        ["GEMINI_API_KEY": "canary-7f3a91", "GOOGLE_GEMINI_BASE_URL": server.url]
    }

    @Test(arguments: kinds) func aServersWordsInTheStudio(_ kind: String) throws {
        let place = try Place()
        let server = try ScriptedServer([try #require(try Self.replies()[kind])])
        let studio = try place.studio(columns: 120, rows: 40, environment: environment(server))
        studio.send("a fox")
        try studio.waitFor("the prompt") { $0.rows(of: .prompt).contains("a fox") }
        studio.send("\r")
        try studio.waitFor("an end") { screen in
            ["completed", "rejected", "failed", "interrupted"].contains { screen.row(screen.rows - 2).contains($0) }
        }
        // Its details, where the words of the model stand.
        studio.send("\u{1b}")
        try studio.waitFor("the history's keys") {
            $0.row($0.rows - 1).contains("start over") || $0.row($0.rows - 1).contains("retry")
        }
        studio.send("i")
        if Self.isShown.contains(kind) {
            try studio.waitFor("tokens") { screen in Venom.tokens.allSatisfy { screen.contains($0) } }
        }
        try studio.leave()
    }

    @Test(arguments: kinds) func aServersWordsAtACommandLine(_ kind: String) throws {
        let place = try Place()
        for arguments in [[], ["--json"]] {
            let server = try ScriptedServer([try #require(try Self.replies()[kind])])
            let program = try place.start(
                [easel, "generate", "a fox", "-m", "gemini-3-pro-image"] + arguments, environment: environment(server),
                columns: 200, rows: 60)
            let status = try program.waitForExit()
            if kind == "picture" { #expect(status == .code(0)) } else { #expect(status != .code(0)) }
            program.expectGivenBack()
            if Self.isShown.contains(kind) {
                #expect(
                    program.screen.contains("⟨202E⟩") || program.screen.contains("\\u202e"),
                    "\(program.screen.text)")
            }
        }
    }

    /// What a person's machine holds: names of models, sessions, files; prompts in sidecars; a person's configuration.
    @Test func whatLiesOnTheDisk() throws {
        let place = try Place()
        let server = try ScriptedServer([try #require(try Self.replies()["picture"])])
        let gallery = place.folder.path + "/" + Venom.name
        try place.write(
            """
            version = 1
            [[model]]
            id = "evil"
            provider = "google"
            name = "\(Venom.escaped)"
            aliases = ["\(Venom.escaped)"]
            family = "gemini-3"
            sizes = ["1K"]
            ratios = ["1:1"]
            thinking = []
            max_references = 3
            note = "\(Venom.escaped)"
            source = "\(Venom.escaped)"

            """, to: "config/easel/catalogue.toml")
        var environment = environment(server)
        environment["XDG_PICTURES_DIR"] = gallery
        func run(_ arguments: String..., tokens: Bool = true) throws {
            for more in [[], ["--json"]] {
                let program = try place.start(
                    [easel] + arguments + more, environment: environment, columns: 200, rows: 200)
                let status = try program.waitForExit()
                program.expectGivenBack("\(arguments) \(more)")
                guard tokens else { continue }
                #expect(
                    program.screen.contains("⟨202E⟩") || program.contains("\\u202e"),
                    "\(arguments) \(more) \(status): \(program.screen.text)")
            }
        }
        try run("generate", Venom.text, "-m", "gemini-3-pro-image", "--session", "foxes")
        try run("generate", "a", "-m", Venom.text)
        try run("generate", "a", "-i", gallery + "/none")
        try run("generate", "a", "--session", Venom.text)
        try run("generate", Venom.text, "--dry-run", "-m", "evil")
        try run("models")
        try run("sessions")
        try run("sessions", "show", "foxes")
        try run("sessions", "show", Venom.text)
        try run("gallery")
        try run("gallery", "search", "owned", tokens: false)
        try run("gallery", "show", gallery + "/none")
        try run("doctor")
        try run("spend", tokens: false)
        try run("studio", "--theme\(Venom.text)", tokens: false)
        try run(Venom.text, tokens: false)
        for case let path as String in FileManager.default.enumerator(atPath: gallery) ?? .init()
        where path.hasSuffix(".png") {
            try run("gallery", "show", "\(gallery)/\(path)")
            let preview = try place.start([easel, "preview", "\(gallery)/\(path)"], environment: environment)
            #expect(try preview.waitForExit() == .code(0))
            preview.expectGivenBack()
            break
        }
        let preview = try place.start([easel, "preview", gallery + "/none"], environment: environment)
        #expect(try preview.waitForExit() == .code(2))
        preview.expectGivenBack()

        // The same in the studio: models, sessions, the turn's details.
        let studio = try place.studio("studio", "--session", "foxes", columns: 120, rows: 40, environment: environment)
        try studio.waitFor("the turn") { $0.contains("1/1") || $0.contains("2/2") }
        for title in ["Model", "Sessions"] {
            studio.send("\u{10}")
            try studio.waitFor("the palette") { $0.contains("─ Commands") || $0.contains("─ Palette") }
            studio.send(title.lowercased() + "\r")
            try studio.waitFor("a list") { $0.contains("─ \(title)") && $0.contains("␛") }
            studio.send("\u{1b}")
            // Escape and a key at once would be another key.
            try studio.waitFor("its end") { !$0.contains("─ \(title)") }
        }
        try studio.leave()
    }

    @Test func aKeyCommandsWords() throws {
        let place = try Place()
        try place.write(Venom.text, to: "venom")
        for (script, isShown) in [("cat \"$HOME/venom\"", false), ("cat \"$HOME/venom\" >&2; exit 3", true)] {
            let command = try place.write(script, to: "key command")
            try place.write(
                "[providers.google]\napi_key_command = [\"/bin/sh\", \"\(command)\"]\n", to: "config/easel/config.toml")
            let program = try place.start(
                [easel, "generate", "a fox", "-m", "gemini-3-pro-image"],
                environment: ["GOOGLE_GEMINI_BASE_URL": "http://127.0.0.1:9"])
            #expect(try program.waitForExit() == .code(4))
            program.expectGivenBack()
            #expect(program.screen.contains("[…]") == isShown)
            #expect(!program.contains("owned"))
        }
    }
}
