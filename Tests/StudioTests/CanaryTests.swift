import Foundation
import TerminalHarness
import Testing

/// A whole evening with a key that is looked for afterwards: in every file, every line that was printed, in every program
/// that was started.
@Suite(.blocking, .serialized) struct CanaryTests {
    private let easel = TerminalProgram.built("easel")

    /// What a server says to get the key out: as it is, in disguise, in part, in every place of an answer.
    private static func replies() throws -> [(name: String, reply: ScriptedServer.Reply)] {
        let all = [Canary.key, Canary.encoded, Canary.base64, Canary.hexadecimal, String(Canary.key.reversed())]
        let echo = all.joined(separator: " and ")
        let part = "Incorrect API key provided: \(Canary.start)***\(Canary.end)."
        func error(_ code: Int, _ message: String, _ status: String) throws -> ScriptedServer.Reply {
            try .json(
                code,
                [
                    "error": [
                        "code": code, "message": message, "status": status,
                        "details": [["@type": "x", "reason": message]],
                    ]
                ],
                headers: "x-request-id: \(Canary.key)\r\nX-Echo: \(Canary.key)\r\n")
        }
        return [
            ("success", try .stream([["text": "Here."], ScriptedServer.Reply.picture])),
            (
                "chatter",
                try .stream([
                    ["text": echo, "thought": true], ["text": "\(echo) \(part)"], ScriptedServer.Reply.picture,
                ])
            ),
            ("refusal", try .stream([], finishReason: "IMAGE_SAFETY", finishMessage: "\(echo) \(part)")),
            ("plain", try error(401, "\(part) Authorization: Bearer \(Canary.key)", "UNAUTHENTICATED")),
            ("disguised", try error(401, echo, Canary.key)),
            ("address", try error(403, "https://x/?key=\(Canary.encoded)&alt=sse", "PERMISSION_DENIED")),
            ("bad request", try error(400, echo, "INVALID_ARGUMENT")),
            ("page", .http(500, "text/html", Array("<html><pre>\(echo) \(part)</pre></html>".utf8))),
            (
                "redirect",
                ScriptedServer.Reply(
                    bytes: Array(
                        "HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:9/?key=\(Canary.key)\r\nContent-Length: 0\r\n\r\n"
                            .utf8))
            ),
            ("broken stream", try .stream([["text": echo], ScriptedServer.Reply.picture], isCut: true)),
            ("not HTTP", ScriptedServer.Reply(bytes: Array("\(Canary.key) \(echo)\r\n\r\n".utf8))),
            ("not JSON", .http(200, "text/event-stream", Array("data: {\(Canary.key) \(echo)\r\n\r\n".utf8))),
        ]
    }

    /// Where the key is, by the person's own hand.
    enum Source: String, CaseIterable, Sendable { case variable, command, file, configuration }

    private struct Evening {
        let place: Place
        var environment: [String: String]
        var own: Set<String> = []

        init(_ source: Source) throws {
            place = try Place()
            environment = [
                "EASEL_LOG": "trace", "LOG_LEVEL": "trace", "NIO_LOG_LEVEL": "trace",
                "SWIFT_BACKTRACE": "enable=yes,color=no",
                "TMPDIR": place.folder.path + "/tmp", "COLORTERM": "truecolor",
            ]
            try place.write("", to: "tmp/.keep")
            let editor = try place.write(
                "env >> \"$HOME/children\"; cat /proc/self/cmdline >> \"$HOME/children\"; echo a hare > \"$1\"\n",
                to: "editor")
            environment["EDITOR"] = "/bin/sh \(editor)"
            var keys = ""
            switch source {
            case .variable:
                environment["MY_GEMINI"] = Canary.key
                environment["BACKUP"] = "gemini:\(Canary.key)"
                keys = "api_key_env = \"MY_GEMINI\""
            case .command:
                try place.write(Canary.key + "\n", to: "vault")
                let command = try place.write(
                    "env >> \"$HOME/children\"; cat \"$HOME/vault\"; echo \(Canary.key) >&2\n",
                    to: "show key", mode: 0o700)
                own = ["vault", "show key"]
                keys = "api_key_command = [\"/bin/sh\", \"\(command)\"]"
            case .file:
                keys = "api_key_file = \"\(try place.write(Canary.key + "\n", to: "google.key"))\""
                own = ["google.key"]
            case .configuration:
                keys = "api_key = \"\(Canary.key)\""
                own = ["config/easel/config.toml"]
            }
            try place.write("[providers.google]\n\(keys)\n", to: "config/easel/config.toml")
        }

        func expectNoTrace(_ what: String) {
            #expect(Canary.traces(below: place.folder.path, but: own) == [], "\(what)")
        }

        func expectSilent(_ program: TerminalProgram, _ what: String) {
            #expect(Canary.forms(in: Data(program.rawOutput)) == [], "\(what): \(program.screen.text)")
        }

        /// What everybody can see of programs that run.
        func expectNoTrace(inChildrenOf pid: Int32, _ what: String) {
            for child in Processes.below(pid) + [pid] {
                let words = FileManager.default.contents(atPath: "/proc/\(child)/cmdline") ?? Data()
                #expect(Canary.forms(in: words) == [], "\(what)")
            }
        }
    }

    @Test(arguments: Source.allCases) func anEveningAtTheCommandLine(_ source: Source) throws {
        let evening = try Evening(source)
        func run(_ arguments: [String], _ environment: [String: String] = [:]) throws {
            let program = try evening.place.start(
                [easel] + arguments, environment: evening.environment.merging(environment) { $1 }, columns: 200,
                rows: 80)
            try program.waitForExit()
            evening.expectSilent(program, "\(arguments)")
        }
        let few: Set<String> = ["chatter", "plain", "disguised", "broken stream"]
        for (name, reply) in try Self.replies() where source == .variable || few.contains(name) {
            let server = try ScriptedServer([reply])
            let there = ["GOOGLE_GEMINI_BASE_URL": server.url]
            for more in source == .variable ? [[], ["--json"]] : [["--json"]] {
                try run(["generate", "a fox", "-m", "gemini-3-pro-image", "--session", "foxes"] + more, there)
            }
            #expect(
                server.heads.allSatisfy { $0.contains("x-goog-api-key: \(Canary.key)") } && !server.heads.isEmpty,
                "\(name)")
            #expect(server.heads.allSatisfy { $0.components(separatedBy: Canary.key).count == 2 }, "in one header only")
            evening.expectNoTrace(name)
        }
        for arguments in [
            ["doctor"], ["doctor", "--json"], ["models"], ["sessions"], ["sessions", "show", "foxes", "--json"],
            ["gallery"],
            ["gallery", "--json"], ["spend"], ["doctor", "--recover", "--json"],
            ["generate", "x", "--dry-run", "--json"],
        ] { try run(arguments) }
        evening.expectNoTrace("at the end")
    }

    /// Killed in the middle, and recovered at the next start.
    @Test(arguments: [Source.variable, .file]) func aKilledTurn(_ source: Source) throws {
        let evening = try Evening(source)
        var reply = try ScriptedServer.Reply.stream([["text": "Here it is."], ScriptedServer.Reply.picture])
        reply.bytes.removeLast(200)
        reply.holds = true
        let server = try ScriptedServer([reply])
        let environment = evening.environment.merging(["GOOGLE_GEMINI_BASE_URL": server.url]) { $1 }
        let program = try evening.place.start(
            [easel, "generate", "a fox", "-m", "gemini-3-pro-image"], environment: environment)
        try program.waitFor("the answer") { _ in
            evening.place.files("state/easel/journal").contains { $0.key.hasSuffix("answer.body") && $0.value > 100 }
        }
        evening.expectNoTrace(inChildrenOf: program.pid, "while it runs")
        program.signal(SIGKILL)
        try program.waitForExit()
        evening.expectSilent(program, "killed")
        evening.expectNoTrace("killed")
        let doctor = try evening.place.start([easel, "doctor", "--recover", "--json"], environment: environment)
        try doctor.waitForExit()
        evening.expectSilent(doctor, "recovered")
        evening.expectNoTrace("recovered")
    }

    @Test(arguments: [Source.variable, .command]) func anEveningInTheStudio(_ source: Source) throws {
        let evening = try Evening(source)
        let replies = try Self.replies()
        let server = try ScriptedServer(replies.map(\.reply))
        let environment = evening.environment.merging(["GOOGLE_GEMINI_BASE_URL": server.url]) { $1 }
        let studio = try evening.place.studio(
            "studio", "--session", "foxes", columns: 120, rows: 40, environment: environment,
            answers: GivenBackTests.Kind.kitty.answers)
        for (name, _) in replies {
            let asked = server.heads.count
            studio.send("a fox")
            try studio.waitFor("the prompt") { $0.rows(of: .prompt).contains("a fox") }
            studio.send("\r")
            try studio.waitFor("the request for \(name)") { _ in server.heads.count > asked }
            try studio.waitFor("the end of \(name)") { screen in
                ["completed", "rejected", "failed", "interrupted"].contains { screen.row(screen.rows - 2).contains($0) }
            }
            evening.expectNoTrace(inChildrenOf: studio.pid, name)
        }
        studio.send("\u{18}")
        try studio.waitFor("the editor's text") { $0.rows(of: .prompt).contains("a hare") }
        evening.expectSilent(studio, "the studio")
        let child = try #require(studio.child)
        kill(child, SIGSEGV)
        #expect(try studio.waitForExit() == .signal(Int(SIGSEGV)))
        studio.expectGivenBack()
        evening.expectSilent(studio, "a crash")
        evening.expectNoTrace("after a crash")
        let again = try evening.place.studio(environment: environment)
        try again.leave()
        evening.expectSilent(again, "the next start")
        evening.expectNoTrace("at the end")
        let children = try String(contentsOf: evening.place.folder.appendingPathComponent("children"), encoding: .utf8)
        #expect(children.contains("HOME="), "the children did write down their environment")
    }

    @Test func theCanaryIsFound() {
        for text in [
            Canary.key, "x" + Canary.base64, Canary.encoded, Data(("ab" + Canary.key).utf8).base64EncodedString(),
        ] {
            #expect(!Canary.forms(in: Data(text.utf8)).isEmpty)
        }
        #expect(Canary.forms(in: Data("sk-C4 NARY".utf8)) == [])
    }
}
