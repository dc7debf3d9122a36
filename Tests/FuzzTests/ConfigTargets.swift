import Fuzzing
import Gallery
import Screen
import StudioCore
import StudioUI

@testable import Providers
@testable import easel

/// The person's own files: every mistake has its line, and none ends the program.
enum ConfigTargets {
    static let all = [toml, config, keymap, theme, catalogue, keyCommand, environment, batch]

    private static let configuration = #"""
        # mine
        [defaults]
        model = "nano-banana-pro"
        size = "2K"
        aspect = "16:9"
        gallery = "~/Pictures/x"
        budget_per_day = 2.5
        theme = "dusk"
        graphics = "auto"

        [providers.google]
        api_key_command = ["pass", "show", "google"]

        [providers.mine]
        dialect = "gemini"
        base_url = "https://example.com/v1beta"
        auth = "bearer"
        api_key = "CANARY-KEY-0123456789"
        api_key_env = "MINE"
        insecure = false
        """#
    private static let keys = """
        [[bind]]
        on = "ctrl-p"
        run = "palette"

        [[bind]]
        on = "g g"
        run = "resolution 2k"
        context = "history"
        """
    private static let documents = [
        configuration, keys, ThemeShelf.shipped("dusk") ?? "",
        "a.b.c = 1\n[x.y]\nz = { p = [1, 2.5e3, -inf, nan], q.r = 1979-05-27 07:32:00 }\n[[l]]\n[[l]]\n[l.m]\n",
        "s = \"\"\"\n\\u00e9 \\\n  x\"\"\"\nt = '''it's'''\nu = 0xff_ff\nv = 1_000\n\"k k\".'l' = true\r\n",
    ].map { Array($0.utf8) }
    private static let words = [
        "[", "]", "[[", "]]", "{", "}", "=", "\"", "'", "\"\"\"", "'''", "\\", "\\u", "\\U0010FFFF", "a.", ".b", "#",
        ",",
        "\n", "\r\n", "0x", "1e400", "9223372036854775808", "-0", "nan", "1979-05-27", "[a.b]\n", "[[a]]\n", "a=1\n",
        "{a={", "[[[[[[[[[[[[[[[[", "a.a.a.a.a.a.a.a.a.a.", "ctrl-", "shift-", "f99", "on ", "bold", "#ffffff",
        "insecure = true", "http://", "https://", "1e300", "per_image",
    ]

    private static func lines(_ text: String) -> Int { text.utf8.count { $0 == 0x0A } + 1 }

    private static func check(_ problems: [ConfigProblem], _ text: String) throws {
        // Where it belongs the key is not told; elsewhere it is a value like any other.
        let isOnlyThere =
            text.contains("\napi_key = \"CANARY-KEY") && text.split(separator: "CANARY-KEY").count == 2
        let lines = lines(text)
        for problem in problems {
            try Checks.isSafe(problem.description, "a problem")
            if let line = problem.line {
                try hold((1...lines).contains(line), "line \(line) of \(lines): \(problem.message)")
            }
            try hold(
                !isOnlyThere || !problem.description.contains("CANARY-KEY"), "the key is told: \(problem.description)")
        }
    }

    /// - Returns: nil when it is no text, which is told before anything else.
    private static func file(_ input: [UInt8], _ scratch: Scratch) throws -> ConfigFile? {
        let path = scratch.write("file.toml", input)
        do {
            return try ConfigFile.read(path)
        } catch {
            try hold(String(validating: input, as: UTF8.self) == nil, "refused: \(error)")
            return nil
        }
    }

    /// What is read can be written and read again as the same.
    private static let toml = FuzzTarget("toml", corpus: documents, dictionary: words, cases: 1000) { input, _ in
        let text = Checks.text(input)
        do throws(TOMLError) {
            let table = try TOML.parse(text)
            let written = TOMLWriter.text(table)
            let again: TOML.Table
            do throws(TOMLError) {
                again = try TOML.parse(written)
            } catch {
                throw TOMLError(line: -1, message: "written anew it cannot be read: \(error.message)\n\(written)")
            }
            guard TOMLWriter.text(again) == written else {
                throw TOMLError(line: -1, message: "written anew it is another:\n\(written)\n\(TOMLWriter.text(again))")
            }
            return "read \(min(table.members.count, 5))"
        } catch {
            try hold((1...lines(text)).contains(error.line), "line \(error.line): \(error.message)")
            try Checks.isSafe(error.message, "an error")
            return String(error.message.prefix(16))
        }
    }

    /// Every line that is not blank is a request or has a mistake of its own.
    private static let batch = FuzzTarget(
        "batch",
        corpus: [
            #"{"prompt":"a fox","id":"x","size":"1K","count":2,"seed":7,"references":["a.png"],"parent":null}"#
                + "\n\n",
            "\u{FEFF}{\"prompt\":\"a\"}\r\n# no\n[1]\n{\"prompt\":\"b\"\n{\"size\":\"1K\",\"sise\":1}\n{\"prompt\":7}",
        ].map { Array($0.utf8) },
        dictionary: [
            "{", "}", "[", "]", "\"", ":", ",", "\n", "null", "true", "1.5", "1e400", "\\u0000", "\\ud800", "\"id\"",
            "\"prompt\"", "[[[[[[[[[[[[[[[[", "9223372036854775808",
        ], mostBytes: 4000, cases: 600
    ) { input, _ in
        let text = BatchText(input)
        let filled = input.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().filter { _, line in
            !line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
        }.map { $0.offset + 1 }
        let told = Set(text.lines.map(\.number) + text.mistakes.map(\.line))
        let isOnlyMark = input.starts(with: [0xEF, 0xBB, 0xBF])
        try hold(filled.allSatisfy { told.contains($0) || isOnlyMark && $0 == 1 }, "\(filled), told of \(told)")
        try hold(!told.isEmpty, "nothing is said of nothing")
        for mistake in text.mistakes { try Checks.isSafe(Console.safe(mistake.words), "a mistake") }
        return "\(min(text.lines.count, 3)) \(text.mistakes.first.map { String($0.words.prefix(10)) } ?? "")"
    }

    private static let config = FuzzTarget(
        "config", corpus: [documents[0]], dictionary: words, mostBytes: 8000, cases: 400
    ) { input, _ in
        let scratch = Scratch()
        let text = Checks.text(input)
        let path = scratch.write("config.toml", input)
        let (config, problems) = Config.load(Environment(["HOME": scratch.path]), path: path)
        try check(problems, text)
        try hold(config.providers.last?.name == "sketch", "sketch is not the last resort")
        try hold(config.defaults.budgetPerDay >= 0 && config.defaults.gallery.hasPrefix("/"), "\(config.defaults)")
        for provider in config.providers {
            guard let url = provider.baseURL else { continue }
            try hold(provider.allowsHTTP || BaseURL.isProtected(url), "a key would go to \(url)")
        }
        _ = Money.text(config.defaults.budgetPerDay)
        return problems.first.map { String($0.message.prefix(12)) } ?? "fine"
    }

    private static let keymap = FuzzTarget(
        "keymap", corpus: [documents[1]], dictionary: words, mostBytes: 8000, cases: 500
    ) { input, _ in
        let scratch = Scratch()
        guard let file = try file(input, scratch) else { return "no text" }
        let text = Checks.text(input)
        do throws(ConfigProblem) {
            let (keymap, problems) = KeymapFile.read(try file.parsed(), path: file.path)
            do {
                try check(problems, text)
                for chord in keymap.bindings.flatMap(\.keys) {
                    try hold(KeyChord(chord.description) == chord, "“\(chord)” is not read as it is written")
                }
            } catch {
                throw ConfigProblem(file: "", line: -1, message: "\(error)")
            }
            return "\(problems.count) \(min(keymap.bindings.count, 3))"
        } catch {
            try check([error], text)
            return "error"
        }
    }

    private static let theme = FuzzTarget(
        "theme", corpus: ThemeShelf.shippedNames.compactMap { ThemeShelf.shipped($0) }.map { Array($0.utf8) },
        dictionary: words, mostBytes: 8000, cases: 300
    ) { input, _ in
        let scratch = Scratch()
        guard let file = try file(input, scratch) else { return "no text" }
        do throws(ConfigProblem) {
            let (theme, problems) = try ThemeReader(name: "x", file: file).theme()
            if let first = problems.first { throw first }
            _ = theme[.popupBorder]
            return "fine"
        } catch {
            try check([error], file.text)
            return String(error.message.prefix(12))
        }
    }

    private static let shipped = PackageResources.catalogue_toml

    private static let catalogue = FuzzTarget(
        "catalogue", corpus: [shipped, Array(shipped.prefix(1500))], dictionary: words, mostBytes: 40_000, cases: 40
    ) { input, _ in
        let scratch = Scratch()
        guard let file = try file(input, scratch) else { return "no text" }
        do throws(ConfigProblem) {
            let (catalogue, problems) = CatalogueReader(file: file.path).catalogue(try file.parsed())
            do { try check(problems, file.text) } catch { throw ConfigProblem(file: "", line: -1, message: "\(error)") }
            let whole = CatalogueLoader.shipped().catalogue.overlaid(by: catalogue)
            for model in whole.models {
                _ = ModelCheck.words(model, in: whole)
            }
            return "\(min(problems.count, 3)) \(catalogue.models.count)"
        } catch {
            try check([error], file.text)
            return "error"
        }
    }

    /// What a key command prints is a key or none, and never ends up anywhere else.
    private static let keyCommand = FuzzTarget(
        "key-command", corpus: ["AIza0123\n", "sk-or-v1\r\nmore\n", "\n", "", "a b\n", "clé\n"].map { Array($0.utf8) },
        dictionary: ["\n", "\r", "\u{0}", "\u{1B}]0;x\u{7}"], mostBytes: 8000, cases: 40
    ) { input, _ in
        let scratch = Scratch()
        let file = scratch.write("key", input)
        let first = Array(input.prefix { $0 != 0x0A && $0 != 0x0D })
        let line = Checks.text(first)
        do throws(KeyCommand.Failure) {
            let key = try await KeyCommand(
                arguments: ["/bin/cat", file], environment: Environment([:]), limitSeconds: 100
            ).key()
            let endpoint = Endpoint(name: "n", baseURL: "https://e.com", authentication: .bearer, key: key)
            do {
                try hold(key == line, "the key is not the first line")
                let isPlain = key.unicodeScalars.allSatisfy { (0x21...0x7E).contains($0.value) }
                try hold(endpoint.isKeyUsable == isPlain, "a key that no header can carry")
            } catch {
                throw .notStarted("\(error)")
            }
            return endpoint.isKeyUsable ? "key" : "unusable"
        } catch {
            try hold(error == (first.isEmpty ? .printedNothing : .lineTooLong), "\(error)")
            try hold(first.isEmpty || first.count > 4096, "\(first.count) bytes are no key")
            return "nothing"
        }
    }

    private static let environment = FuzzTarget(
        "environment", corpus: [Array("HOME=/h\u{0}EDITOR=vim -c 'x y'\u{0}A=\u{0}".utf8)],
        dictionary: ["=", "\u{0}", "XDG_CONFIG_HOME=", "HOME=", "//", "~"], mostBytes: 2000, cases: 400
    ) { input, _ in
        let entries = input.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        let environment = Environment(Environment.variables(of: entries))
        try hold(environment.home.hasPrefix("/") && environment.configFolder.hasPrefix("/"), environment.configFolder)
        try hold(environment.folders.gallery.hasPrefix("/"), environment.folders.gallery)
        _ = environment["EDITOR"].map { ExternalEditor.words($0) }
        return "\(min(environment.variables.count, 5))"
    }
}

/// A model as lists show it.
private enum ModelCheck {
    static func words(_ model: CatalogueModel, in catalogue: Catalogue) -> [String] {
        let cost = model.price?.cost(images: 8, size: .fourK, basis: .estimate)
        let line = ProgressLine(model: model.id, usual: model.usualSeconds(.oneK))
        return [
            cost.map { Money.text($0) } ?? "", line.line(TurnProgress(count: 1), elapsed: 3),
            line.bar(TurnProgress(count: 1), elapsed: 3, columns: 80),
            catalogue.pixels(of: model, size: .oneK, aspect: AspectRatio(16, 9)).map { "\($0)" } ?? "",
        ]
    }
}
