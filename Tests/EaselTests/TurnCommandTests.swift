import Foundation
import Glibc
import Providers
import StudioCore
import Testing

@testable import easel

/// `generate` and `edit` against a provider on this machine: JSON, exit codes, where pictures go.
@Suite(.blocking) struct TurnCommandTests {
    private func world(
        _ answer: LoopbackServer.Answer = .picture(), _ body: (inout World) throws -> Void
    ) throws {
        let server = try LoopbackServer(answer)
        defer { server.stop() }
        var world = try World()
        defer { world.remove() }
        world.variables["GEMINI_API_KEY"] = "canary-7f3a91"
        world.variables["GOOGLE_GEMINI_BASE_URL"] = server.url + "/v1beta"
        try body(&world)
    }

    private let keys = [
        "outcome", "session", "turn", "parent", "provider", "model", "images", "text", "requested", "usage", "cost",
        "elapsed_seconds", "attempts", "failure",
    ]

    @Test func aCompletedTurn() throws {
        try world(.picture(text: "Here.")) { world in
            let result = try world.run(
                "generate", "a", "fox", "in", "snow", "-m", "nano-banana-pro", "--size", "2k", "--aspect", "16:9",
                "--json")
            #expect(result.code == 0, "\(result.errors)")
            let json = try result.json()
            #expect(Set(json.keys).subtracting(["notes"]) == Set(keys))
            let places = keys.compactMap { result.text.range(of: "\"\($0)\":")?.lowerBound }
            #expect(places == places.sorted())
            #expect(json["outcome"] as? String == "completed")
            #expect(json["session"] as? String == "a-fox-in-snow")
            #expect(json["model"] as? String == "gemini-3-pro-image")
            #expect(json["failure"] is NSNull)
            #expect(json["text"] as? String == "Here.")
            #expect((json["requested"] as? [String: Any])?["size"] as? String == "2K")
            #expect((json["cost"] as? [String: Any])?["basis"] as? String == "tokens")
            let image = try #require((json["images"] as? [[String: Any]])?.first)
            let path = try #require(image["path"] as? String)
            #expect(path.hasPrefix(world.folder.path + "/easel/"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == image["bytes"] as? Int)
            // The key is nowhere in what was written or said.
            #expect(!(result.text + result.errors).contains("canary"))
            let files = try #require(FileManager.default.enumerator(at: world.folder, includingPropertiesForKeys: nil))
            for case let file as URL in files where !file.hasDirectoryPath {
                #expect(try Data(contentsOf: file).range(of: Data("canary".utf8)) == nil, "\(file.path)")
            }
        }
    }

    @Test func anEditGoesOnFromATurnAndFromItsPicture() throws {
        try world { world in
            let first = try world.run("generate", "a", "fox", "-m", "nano-banana-pro", "--json").json()
            let turn = try #require(first["turn"] as? String)
            let path = try #require((first["images"] as? [[String: Any]])?.first?["path"] as? String)
            for subject in [turn, path] {
                let edit = try world.run("edit", subject, "make", "it", "night", "--json").json()
                #expect(edit["parent"] as? String == turn)
                #expect(edit["session"] as? String == "a-fox")
                #expect(edit["model"] as? String == "gemini-3-pro-image")
            }
            let child = try world.run("generate", "by", "day", "--parent", turn, "--json").json()
            #expect(child["parent"] as? String == turn)
        }
    }

    @Test func lockOutsideKeepsBothPictures() throws {
        try world { world in
            let made = try world.run("generate", "a fox", "-m", "sketch", "--size", "512", "--json").json()
            let turn = try #require(made["turn"] as? String)
            let edit = try world.run(
                "edit", turn, "make it night", "--region", "20,20,100,80", "--lock-outside", "--json")
            #expect(edit.code == 0, "\(edit.errors)")
            let images = try #require(try edit.json()["images"] as? [[String: Any]])
            #expect(images.compactMap { $0["role"] as? String } == ["draft", "final"])
            let last = try #require(images.last?["path"] as? String)
            #expect(FileManager.default.fileExists(atPath: last))
            let refused = try world.run("edit", turn, "x", "--lock-outside", "--json")
            #expect(refused.code == 2)
            #expect(refused.errors.contains("--region"))
        }
    }

    @Test func aPictureFromElsewhereIsSentAlong() throws {
        try world { world in
            let made = try world.run("generate", "a", "fox", "-m", "nano-banana", "-o", "mine.png")
            #expect(made.code == 0, "\(made.errors)")
            let edit = try world.run("edit", "mine.png", "brighter", "-m", "nano-banana", "--json")
            #expect(edit.code == 0, "\(edit.errors)")
            #expect(try edit.json()["parent"] is NSNull)
        }
    }

    @Test func picturesGoWhereTheyAreWanted() throws {
        try world { world in
            let stream = try world.run("generate", "a", "fox", "-m", "nano-banana", "-o", "-")
            #expect(stream.code == 0)
            #expect(stream.output.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            let several = try world.run("generate", "a", "fox", "-m", "nano-banana", "-n", "2", "-o", "out.png")
            #expect(several.code == 0)
            #expect(several.text.split(separator: "\n").count == 2)
            for name in ["out-1.png", "out-2.png"] {
                #expect(FileManager.default.fileExists(atPath: world.folder.appendingPathComponent(name).path))
            }
        }
    }

    @Test(arguments: ["nowhere/fox.png", "nowhere/", "file/fox.png"])
    func aPictureWithNowhereToGoIsNotBought(_ path: String) throws {
        try world { world in
            try world.write("", to: "file")
            let result = try world.run("generate", "a", "fox", "-m", "nano-banana", "-o", path, "--json")
            #expect(result.code == 2)
            #expect(try (result.failure()["message"] as? String)?.contains(path) == true)
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path) == ["file"])
        }
    }

    @Test func aLinkOrAPipeStaysWhatItIs() throws {
        try world { world in
            try world.write("old", to: "real.png")
            let (link, pipe) = (world.folder.path + "/link.png", world.folder.path + "/pipe")
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.png")
            #expect(try world.run("generate", "a", "fox", "-m", "nano-banana", "-o", "link.png").code == 0)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.png")
            let real = try Data(contentsOf: world.folder.appendingPathComponent("real.png"))
            #expect(real.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            mkfifo(pipe, 0o600)
            let reader = open(pipe, O_RDWR)
            defer { close(reader) }
            #expect(try world.run("generate", "a", "fox", "-m", "nano-banana", "-o", "pipe").code == 0)
            var bytes = [UInt8](repeating: 0, count: 65536)
            #expect(read(reader, &bytes, bytes.count) == real.count)
        }
    }

    @Test func thePromptMayComeFromStandardInput() throws {
        try world { world in
            let result = try world.run("generate", "-", "-m", "nano-banana", "--json", input: "a lighthouse\nat dusk\n")
            #expect(try result.json()["session"] as? String == "a-lighthouse-at-dusk")
        }
    }

    @Test func aDryRunSendsAndWritesNothing() throws {
        try world { world in
            let result = try world.run(
                "generate", "a", "fox", "-m", "nano-banana-pro", "-n", "2", "--dry-run", "--json")
            #expect(result.code == 0)
            let cost = try #require(try result.json()["cost"] as? [String: Any])
            #expect(cost["amount"] as? Double == 0.268)
            #expect(cost["basis"] as? String == "estimate")
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path).isEmpty)
        }
    }

    @Test(arguments: [
        (["-m", "no-such-model"], 2, "unsupported_setting"),
        (["-m", "nano-banana-pro", "--size", "512"], 2, "unsupported_setting"),
        (["-m", "nano-banana-pro", "--size", "huge"], 2, "unsupported_setting"),
        (["-m", "nano-banana-pro", "--aspect", "1:8"], 2, "unsupported_setting"),
        (["-m", "nano-banana-pro", "--thinking", "high"], 2, "unsupported_setting"),
        (["-m", "nano-banana", "-n", "9"], 2, "unsupported_setting"), (["-n", "x"], 2, "unsupported_setting"),
        (["-m", "apiyi/nano-banana-pro"], 4, "authentication"), (["-i", "none.png"], 2, "unsupported_setting"),
        (["--session", "../x"], 2, "unsupported_setting"), (["--parent", "t_NONE"], 2, "unsupported_setting"),
        (["-m", "gemini-3-pro-image-preview"], 1, "model_unavailable"),
    ])
    func whatIsWrongIsFoundBeforeAnythingIsSent(_ flags: [String], _ code: Int32, _ kind: String) throws {
        try world { world in
            let result = try world.run(list: ["generate", "a", "fox", "--json"] + flags)
            #expect(result.code == code)
            let failure = try result.failure()
            #expect(failure["kind"] as? String == kind)
            #expect(failure["billed"] as? String == "no")
            #expect(Set(try result.json().keys) == Set(keys))
            let made = try FileManager.default.contentsOfDirectory(atPath: world.folder.path)
            #expect(!made.contains(".local"), "no session was made")
        }
    }

    @Test func aReferenceMustBeAPicture() throws {
        try world { world in
            try world.write("hello", to: "notes.png")
            let result = try world.run("generate", "a", "fox", "-i", "notes.png", "--json")
            #expect(result.code == 2)
            #expect((try result.failure()["message"] as? String)?.contains("notes.png") == true)
        }
    }

    @Test func theKeyMayBeMissing() throws {
        try world { world in
            world.variables["GEMINI_API_KEY"] = nil
            let result = try world.run("generate", "a", "fox", "-m", "nano-banana-pro", "--json")
            #expect(result.code == 4)
            #expect(try result.failure()["message"] as? String == "No key for google.")
            #expect(
                try result.failure()["advice"] as? String
                    == "Set GEMINI_API_KEY (or GOOGLE_API_KEY), or put api_key_command = [\"pass\", \"show\", \"google\"] under "
                    + "[providers.google] in \(world.folder.path)/.config/easel/config.toml.")
        }
    }

    @Test func theKeyMayComeFromACommand() throws {
        try world { world in
            world.variables["GEMINI_API_KEY"] = nil
            try world.write(
                "[providers.google]\napi_key_command = [\"printf\", \"canary-9\\\\n\"]\n",
                to: ".config/easel/config.toml")
            #expect(try world.run("generate", "a", "fox", "-m", "nano-banana", "--json").code == 0)
        }
    }

    @Test(
        arguments: [
            (400, "INVALID_ARGUMENT", 1), (401, "UNAUTHENTICATED", 4), (403, "PERMISSION_DENIED", 4),
            (404, "NOT_FOUND", 1),
            (500, "INTERNAL", 7),
        ] as [(Int, String, Int32)])
    func theProvidersErrorsHaveTheirCodes(_ http: Int, _ status: String, _ code: Int32) throws {
        try world(.error(http, status, "no")) { world in
            let result = try world.run("generate", "a", "fox", "-m", "nano-banana", "--json")
            #expect(result.code == code)
            #expect(try result.failure()["http_status"] as? Int == http)
            #expect(try result.json()["turn"] as? String != nil)
        }
    }

    @Test func aPlainAddressElsewhereGetsNoKey() throws {
        try world { world in
            world.variables["GOOGLE_GEMINI_BASE_URL"] = "http://example.com"
            let result = try world.run("generate", "a", "fox", "-m", "nano-banana", "--json")
            #expect(result.code == 2)
            #expect((try result.failure()["message"] as? String)?.contains("unencrypted") == true)
        }
    }

    @Test func theDaysCapHolds() throws {
        try world { world in
            try world.write("[defaults]\nbudget_per_day = 0.05\n", to: ".config/easel/config.toml")
            #expect(try world.run("generate", "a", "fox", "-m", "nano-banana", "--json").code == 0)
            let second = try world.run("generate", "a", "fox", "-m", "nano-banana", "--json")
            #expect(second.code == 5)
            #expect(try second.failure()["kind"] as? String == "budget")
            let spend = try world.run("spend", "--by", "model", "--json").json()
            #expect((spend["rows"] as? [[String: Any]])?.first?["turns"] as? Int == 1)
        }
    }

    @Test func theDaysCapCountsWhatMayHaveBeenBilled() throws {
        var answer = LoopbackServer.Answer.picture()
        answer.raw = Array(answer.bytes.dropLast(250))
        try world(answer) { world in
            try world.write("[defaults]\nbudget_per_day = 0.05\n", to: ".config/easel/config.toml")
            let first = try world.run("generate", "a", "fox", "-m", "nano-banana", "--json")
            #expect(try first.failure()["billed"] as? String == "unknown")
            let second = try world.run("generate", "a", "fox", "-m", "nano-banana", "--json")
            #expect(second.code == 5)
            #expect(try second.failure()["kind"] as? String == "budget")
        }
    }

    @Test func aGalleryThatCannotBeWrittenIsTold() throws {
        try world { world in
            try world.write("a file where the folder should be", to: "gallery")
            let result = try world.run("generate", "a", "fox", "-m", "nano-banana", "--gallery", "gallery", "--json")
            #expect(result.code == 1)
            #expect((try result.failure()["provider_code"] as? String)?.hasPrefix("local_") == true)
        }
    }

    @Test func sessionsAndGalleryTellWhatWasMade() throws {
        try world { world in
            _ = try world.run("generate", "a", "red", "fox", "-m", "nano-banana")
            let sessions = try world.run("sessions", "--json").json()["sessions"] as? [[String: Any]]
            #expect(sessions?.map { $0["name"] as? String } == ["a-red-fox"])
            let shown = try world.run("sessions", "show", "a-red-fox", "--json").json()["turns"] as? [[String: Any]]
            #expect(shown?.map { $0["outcome"] as? String } == ["completed"])
            let found = try world.run("gallery", "search", "fox", "--json").json()["pictures"] as? [[String: Any]]
            #expect(found?.map { $0["prompt"] as? String } == ["a red fox"])
            let path = try #require(found?.first?["path"] as? String)
            #expect(try world.run("gallery", "show", path, "--json").json()["session"] as? String == "a-red-fox")
            #expect(try world.run("gallery", "reindex", "--json").json()["pictures"] as? Int == 1)
            #expect(try world.run("preview", path, "--graphics", "ascii", "--size", "4x2").code == 0)
        }
    }
}
