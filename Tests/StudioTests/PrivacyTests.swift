import Foundation
import TerminalHarness
import Testing

/// What other users, and other programs of the same user, can learn of a running Easel; and what it leaves behind.
@Suite(.blocking, .serialized) struct PrivacyTests {
    private let easel = TerminalProgram.built("easel")

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private func expectPrivate(_ pid: Int32, _ what: String) throws {
        let core = Self.text("/proc/\(pid)/limits").split(separator: "\n").first { $0.hasPrefix("Max core file size") }
        #expect(core?.split(separator: " ").filter { $0 == "0" }.count == 2, "\(what): \(core ?? "")")
        // What belongs to a process that is not dumpable belongs to the administrator; run by him, ask otherwise.
        let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(pid)/environ")[.ownerAccountID] as? Int
        #expect(owner == 0, "\(what)")
    }

    @Test func nobodyLooksIntoARunningStudio() throws {
        guard let person = try Person() else { return }
        let server = try ScriptedServer([.picture()])
        let studio = try person.studio(server)
        try studio.ask("a fox", inHistory: "a fox")
        try studio.waitFor("its picture") { $0.pictureCells > 300 }
        let child = try #require(studio.child)
        try expectPrivate(studio.pid, "guardian")
        try expectPrivate(child, "studio")
        #expect(
            Self.text("/proc/\(studio.pid)/environ").utf8.allSatisfy { $0 == 0 },
            "a guardian has forgotten the environment")
        // A picture was decoded; the worker, while it lives, has no environment.
        for worker in Processes.below(child) { #expect(Self.text("/proc/\(worker)/environ") == "") }
        // The same user cannot attach.
        #expect(try person.run(["/usr/bin/strace", "-qq", "-p", "\(child)"]) != 0)
        #expect(try person.run(["/bin/cat", "/proc/\(child)/environ"]) != 0)
        #expect(try person.run(["/bin/cat", "/proc/\(child)/maps"]) != 0)
        // But they can start it under a tracer of their own.
        #expect(try person.run(["/usr/bin/strace", "-f", "-o", "/dev/null", easel, "models"]) == 0)
        try studio.leave()
    }

    /// With the widest umask a whole evening leaves nothing that others may touch.
    @Test func whatIsMadeIsPrivate() throws {
        let place = try Place()
        let server = try ScriptedServer([try .stream([["text": "Here."], ScriptedServer.Reply.picture])])
        let environment = [
            "GEMINI_API_KEY": "canary-7f3a91", "GOOGLE_GEMINI_BASE_URL": server.url, "EASEL_LOG": "debug",
            "EDITOR": "sed -i s/fox/hare/",
        ]
        func run(_ command: String, _ code: Int = 0) throws {
            let program = try place.start(
                ["/bin/sh", "-c", "umask 000; exec \(easel) \(command)"], environment: environment)
            #expect(try program.waitForExit() == .code(code), "\(command)")
        }
        let out = place.folder.path + "/out"
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        try run("generate a fox -m gemini-3-pro-image -o \(out)/fox.png")
        try run("generate a fox -m sketch -o \(out)/sketch.png")
        let reference = try place.write("", to: "reference.png", mode: 0o644)
        try FileManager.default.removeItem(atPath: reference)
        try FileManager.default.copyItem(atPath: out + "/sketch.png", toPath: reference)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: reference)
        try run("generate a fox -m gemini-3-pro-image -i \(reference)")
        let pictures = place.folder.path + "/pictures"
        let picture = try #require(place.files("pictures").keys.first { $0.hasSuffix(".png") })
        try run("edit \(pictures)/\(picture) add a boat -m gemini-3-pro-image")
        try run("gallery")
        try run("gallery reindex")
        try run("doctor --recover")
        let studio = try place.start(["/bin/sh", "-c", "umask 000; exec \(easel)"], environment: environment)
        try studio.waitFor("the first frame") { $0.row(0).contains("easel") && $0.contains("Prompt") }
        studio.send("a fox")
        studio.send("\u{18}")
        try studio.waitFor("the editor's text") { $0.rows(of: .prompt).contains("a hare") }
        studio.send("\r")
        try studio.waitFor("completed") { $0.row(22).contains("completed") }
        try studio.leave()

        var count = 0
        for case let path as String in FileManager.default.enumerator(atPath: place.folder.path) ?? .init() {
            if path == "reference.png" || path == "out" { continue }
            let attributes = try FileManager.default.attributesOfItem(atPath: place.folder.path + "/" + path)
            let mode = attributes[.posixPermissions] as? Int ?? 0
            // Where everything of this home begins was made by the first program that needed it.
            #expect(mode & 0o077 == 0, "\(path): \(String(mode, radix: 8))")
            count += 1
        }
        #expect(count >= 25, "\(count)")
    }

    @Test func doctorNamesFoldersThatAreOpen() throws {
        let place = try Place()
        let made = try place.start([easel, "generate", "a", "fox", "-m", "sketch"])
        #expect(try made.waitForExit() == .code(0))
        let gallery = place.folder.path + "/pictures/easel"
        let day = try #require(
            try FileManager.default.contentsOfDirectory(atPath: gallery).first { !$0.hasPrefix(".") })
        for path in [gallery, gallery + "/" + day, place.folder.path + "/data/easel/sessions"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        let doctor = try place.start([easel, "doctor"], columns: 300, rows: 100)
        #expect(try doctor.waitForExit() == .code(0))
        for path in [gallery, gallery + "/" + day, place.folder.path + "/data/easel/sessions"] {
            #expect(doctor.screen.contains("type: chmod go= \(path)"), "\(doctor.screen.text)")
        }
    }

    @Test func whatIsNotEncryptedIsSaid() throws {
        let place = try Place()
        // An address for documentation: nothing is ever sent there.
        try place.write(
            "[defaults]\nmodel = \"lan/gemini-3-pro-image\"\n[providers.lan]\ndialect = \"gemini\"\nbase_url = \"http://192.0.2.1:9\"\n"
                + "api_key_env = \"LAN\"\ninsecure = true\n", to: "config/easel/config.toml")
        try place.write(
            "version = 1\n[[model]]\nid = \"gemini-3-pro-image\"\nprovider = \"lan\"\nname = \"N\"\nfamily = \"gemini-3\"\n"
                + "sizes = [\"1K\"]\nratios = [\"1:1\"]\nsource = \"me\"\n", to: "config/easel/catalogue.toml")
        let environment = ["LAN": "canary-7f3a91"]
        let studio = try place.studio(environment: environment)
        try studio.waitFor("the warning") { $0.row(0).contains("not encrypted: lan") }
        for (columns, rows) in [(60, 18), (200, 60), (30, 6), (80, 24)] {
            studio.resize(columns: columns, rows: rows)
            try studio.waitFor("the warning") { $0.columns == columns && $0.row(0).contains("not encrypted: lan") }
        }
        try studio.leave()
        let program = try place.start(
            [easel, "generate", "a", "fox", "-m", "lan/gemini-3-pro-image"], environment: environment, columns: 200)
        try program.waitFor("the warning") { $0.contains("http://192.0.2.1:9 unencrypted") }
        program.send("\u{03}")
        program.send("\u{03}")
        try program.waitForExit()
    }
}

/// A user without rights, for what the administrator could do anyway; needs the administrator to become one.
private struct Person {
    let place: Place
    let prefix = ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]

    /// nil where nobody can be made of us.
    init?() throws {
        guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: prefix[0]),
            FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")
        else { return nil }
        place = try Place()
        chown(place.folder.path, 65534, 65534)
        guard try run([TerminalProgram.built("easel"), "models"]) == 0 else { return nil }
    }

    func studio(_ server: ScriptedServer) throws -> TerminalProgram {
        let studio = try place.start(
            prefix + [TerminalProgram.built("easel")], environment: server.environment)
        try studio.waitFor("the first frame") { $0.row(0).contains("easel") && $0.contains("Prompt") }
        return studio
    }

    func run(_ command: [String]) throws -> Int {
        let program = try place.start(prefix + command)
        guard case .code(let code) = try program.waitForExit() else { return -1 }
        return code
    }
}
