import Foundation
import Testing

@testable import easel

/// The contract of the command line that needs no turn: help, models, doctor, and what goes wrong before a turn.
@Suite(.blocking) struct CommandTests {
    private func world(_ body: (inout World) throws -> Void) throws {
        var world = try World()
        defer { world.remove() }
        try body(&world)
    }

    @Test func version() throws {
        try world { world in
            let result = try world.run("--version")
            #expect(result.code == 0)
            #expect(result.text == "easel \(Version.number)\n")
        }
    }

    @Test(arguments: Easel.commandNames)
    func everyCommandHasHelp(_ command: String) throws {
        try world { world in
            let result = try world.run(command, "--help")
            #expect(result.code == 0)
            #expect(result.text.contains("OVERVIEW:"))
            #expect(result.text.contains("--config"))
            #expect(result.text.contains("--gallery"))
            #expect(result.errors.isEmpty)
        }
    }

    @Test func usageErrorsEndWith2() throws {
        try world { world in
            for arguments in [["models", "--nope"], ["models", "--provider"], ["nonsense"]] {
                #expect(try world.run(list: arguments).code == 2, "\(arguments)")
            }
            let result = try world.run("models", "--nope", "--json")
            #expect(result.code == 2)
            #expect(try result.failure()["kind"] as? String == "unsupported_setting")
            #expect(try result.failure()["billed"] as? String == "no")
        }
    }

    @Test func modelsAsJSON() throws {
        try world { world in
            world.variables["GEMINI_API_KEY"] = "canary-7f3a"
            let result = try world.run("models", "--json", "--provider", "google")
            #expect(result.code == 0)
            #expect(!result.text.contains("canary"))
            let models = try #require(try result.json()["models"] as? [[String: Any]])
            let pro = try #require(models.first { $0["id"] as? String == "gemini-3-pro-image" })
            #expect(pro["ready"] as? Bool == true)
            #expect(pro["aliases"] as? [String] == ["nano-banana-pro", "nano-banana-pro-preview"])
            #expect(pro["sizes"] as? [String] == ["1K", "2K", "4K"])
            #expect(models.first { $0["default"] as? Bool == true }?["id"] as? String == "gemini-nano-banana-2.1")
        }
    }

    @Test func aBrokenConfigurationIsToldWithFileAndLine() throws {
        try world { world in
            try world.write("[defaults]\nsize = \"3K\"\n", to: ".config/easel/config.toml")
            let result = try world.run("models", "--json")
            #expect(result.code == 2)
            let file = world.folder.appendingPathComponent(".config/easel/config.toml").path
            #expect(
                try result.failure()["message"] as? String
                    == "\(file):2: “3K” is no defaults.size; accepted: 512, 1K, 2K, 4K")
            #expect(result.errors.contains("\(file):2:"))
        }
    }

    @Test func aNamedConfigurationMustBeThere() throws {
        try world { world in
            let result = try world.run("models", "--config", "none.toml")
            #expect(result.code == 2)
            #expect(result.errors.contains("none.toml: there is no such file"))
        }
    }

    @Test func doctorNamesKeysAndNeverShowsThem() throws {
        try world { world in
            world.variables["GOOGLE_API_KEY"] = "canary-7f3a"
            try world.write("nope = 1\n", to: ".config/easel/keymap.toml")
            let result = try world.run("doctor", "--json")
            #expect(result.code == 2)
            #expect(!(result.text + result.errors).contains("canary"))
            let providers = try #require(try result.json()["providers"] as? [[String: Any]])
            #expect(providers.first?["key"] as? String == "GOOGLE_API_KEY")
            let problems = try #require(try result.json()["problems"] as? [[String: Any]])
            #expect(problems.map { $0["line"] as? Int } == [1])
        }
    }

    @Test func doctorReadsThemesThatAreNotInUse() throws {
        try world { world in
            try world.write("[palette]\nink = \"blue-ish\"\n", to: ".config/easel/themes/mine.toml")
            let result = try world.run("doctor", "--json")
            #expect(result.code == 2)
            let problems = try #require(try result.json()["problems"] as? [[String: Any]])
            #expect(problems.compactMap { $0["file"] as? String }.allSatisfy { $0.hasSuffix("mine.toml") })
            #expect(problems.map { $0["line"] as? Int } == [2])
        }
    }
}
