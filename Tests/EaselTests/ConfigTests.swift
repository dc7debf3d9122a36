import StudioCore
import Terminal
import Testing

@testable import easel

@Suite struct ConfigTests {
    private let environment = Environment(["HOME": "/home/ada"])

    private func read(
        _ text: String, exposure: FileExposure? = .open, _ environment: Environment? = nil
    ) throws -> (config: Config, problems: [ConfigProblem]) {
        let file = ConfigFile(path: "/c.toml", text: text, exposure: exposure)
        return ConfigReader(file: file, environment: environment ?? self.environment).config(try file.parsed())
    }

    @Test func needsNoFile() {
        let config = Config(environment)
        #expect(config.defaults.gallery == "/home/ada/Pictures/easel")
        #expect(config.defaults.size == .oneK)
        #expect(
            config.providers.map(\.name) == ["google", "apiyi", "openai", "openrouter", "bfl", "comfyui", "sketch"])
    }

    @Test func readsTheDocumentedFile() throws {
        let (config, problems) = try read(
            """
            [defaults]
            model = "google/gemini-nano-banana-2.1"
            size = "2k"
            aspect = "16:9"
            gallery = "~/art"
            budget_per_day = 5
            theme = "dusk"
            graphics = "sixel"

            [providers.mine]
            dialect  = "gemini"
            base_url = "https://Api.Example.com/v1beta/"
            auth     = "bearer"
            api_key_command = ["pass", "show", "mine"]
            api_key_env = "MINE_KEY"
            """)
        #expect(problems.isEmpty)
        #expect(config.defaults.model == "google/gemini-nano-banana-2.1")
        #expect(config.defaults.size == .twoK)
        #expect(config.defaults.aspect == AspectRatio(16, 9))
        #expect(config.defaults.gallery == "/home/ada/art")
        #expect(config.defaults.budgetPerDay == 5)
        #expect(config.defaults.graphics == .sixel)
        #expect(
            config[provider: "mine"]
                == ProviderConfig(
                    name: "mine", dialect: .gemini, baseURL: "https://api.example.com", auth: .bearer,
                    keys: [.command(["pass", "show", "mine"]), .environment(["MINE_KEY"])]))
        #expect(config.providers.last?.name == "sketch")
    }

    @Test(
        arguments: [
            ("[defaults]\nmodle = 1", 2, "unknown key defaults.modle", "model"),
            ("[defaults]\nsize = \"3K\"", 2, "“3K” is no defaults.size", "512"),
            ("[defaults]\nsize = 1", 2, "defaults.size must be a string, not a whole number", "512"),
            ("[defaults]\naspect = \"wide\"", 2, "“wide” is no defaults.aspect", "auto"),
            ("\n[defaults]\nbudget_per_day = -1", 3, "-1.0 is no sum", "0 (no cap) or more"),
            ("[defaults]\ngraphics = \"vga\"", 2, "“vga” is no defaults.graphics", "auto"),
            ("[wrong]", 1, "unknown key wrong", "defaults"),
            ("defaults = 3", 1, "defaults must be a table, not a whole number", nil),
            ("[providers.google]\nbase_url = \"ftp://x\"", 2, "“ftp://x” is no address", "https://host"),
            ("[providers.google]\nauth = \"basic\"", 2, "“basic” is no providers.google.auth", "bearer"),
            ("[providers.sketch]", 1, "sketch has nothing to configure", nil),
            ("[providers.x]\nbase_url = \"https://x\"", 1, "providers.x.dialect is missing", "gemini"),
            ("[providers.x]\ndialect = \"gemini\"", 1, "providers.x.base_url is missing", "https://host"),
            ("[providers.google]\napi_key_command = []", 2, "the command is empty", #"["pass", "show", "NAME"]"#),
            (
                "[providers.google]\napi_key_command = \"pass\"", 2,
                "providers.google.api_key_command must be a list of strings, not a string", nil
            ),
            (
                "[providers.google]\nbase_url = \"http://a.b\"", 2, "the key would travel to http://a.b unencrypted",
                "https://…"
            ),
            (
                "[providers.google]\napi_key = \"sk-1\"", 2, "others can read this file; type: chmod 600 /c.toml",
                "api_key_env"
            ),
        ] as [(String, Int, String, String?)])
    func saysWhatIsWrong(_ text: String, _ line: Int, _ message: String, _ accepted: String?) throws {
        let problems = try read(text).problems
        #expect(problems.count == 1)
        #expect(problems.first?.line == line)
        #expect(problems.first?.message == message)
        #expect(problems.first?.accepted.first == accepted)
        #expect(problems.allSatisfy { !$0.description.contains("sk-1") })
    }

    @Test func reportsAllProblemsAndKeepsTheRest() throws {
        let (config, problems) = try read("[defaults]\nsize = \"9K\"\nnope = 1\nmodel = \"m\"\n[zzz]")
        #expect(problems.map(\.line) == [2, 3, 5])
        #expect(config.defaults.model == "m")
        #expect(config.defaults.size == .oneK)
    }

    @Test func describesAProblemAsAPlace() {
        let problem = ConfigProblem(file: "/f", line: 3, message: "bad", accepted: ["a", "b"])
        #expect(problem.description == "/f:3: bad; accepted: a, b")
    }

    @Test func takesAKeyFromAPrivateFile() throws {
        let (config, problems) = try read("[providers.google]\napi_key = \"k\"", exposure: nil)
        #expect(problems.isEmpty)
        #expect(config[provider: "google"]?.keys == [.literal("k")])
    }

    @Test(arguments: [
        (FileExposure.open, "others can read this file; type: chmod 600 /c.toml"),
        (.foreign, "the file belongs to another user"), (.link(to: "/elsewhere"), "the file is a link to /elsewhere"),
    ])
    func refusesAKeyInAFileOfOthers(_ exposure: FileExposure, _ words: String) throws {
        let (config, problems) = try read("\n[providers.google]\napi_key = \"k\"", exposure: exposure)
        #expect(config[provider: "google"]?.keys == ProviderConfig.shipped(environment)[0].keys)
        #expect(problems.map(\.line) == [3])
        #expect(problems.first?.message.hasPrefix(words) == true)
    }

    @Test func takesAKeyFileBesideItself() throws {
        let (config, problems) = try read("[providers.google]\napi_key_file = \"google.key\"")
        #expect(problems.isEmpty)
        #expect(
            config[provider: "google"]?.keys == [.file(KeyFile(path: "/home/ada/.config/easel/google.key"))])
        #expect(config[provider: "google"]?.hasKey(in: environment) == false)
    }

    @Test func namesWhatIsNotEncrypted() throws {
        let text =
            "[providers.lan]\ndialect = \"gemini\"\nbase_url = \"http://10.0.0.5:8080\"\napi_key_env = \"LAN\"\ninsecure = "
        let environment = Environment(["HOME": "/h", "LAN": "k"])
        #expect(try read(text + "true", environment).config.unencrypted(environment).map(\.name) == ["lan"])
        #expect(try read(text + "true", environment).config.unencrypted(self.environment) == [], "no key")
        #expect(try read(text + "false", environment).problems.count == 1)
        let local = text.replacing("10.0.0.5", with: "127.0.0.1")
        #expect(try read(local + "true", environment).config.unencrypted(environment) == [])
    }

    @Test func ignoresRelativeDirectories() {
        #expect(Environment(["HOME": "/h", "XDG_CONFIG_HOME": "rel"]).configFolder == "/h/.config/easel")
        #expect(Environment(["HOME": "/h", "XDG_CONFIG_HOME": "/x"]).configFolder == "/x/easel")
        #expect(Environment(["HOME": "/h", "XDG_CONFIG_HOME": ""]).configFolder == "/h/.config/easel")
    }

    @Test func baseURLComesFromFileThenEnvironment() throws {
        let environment = Environment(["HOME": "/h", "GOOGLE_GEMINI_BASE_URL": "http://127.0.0.1:9/v1beta"])
        #expect(Config(environment)[provider: "google"]?.baseURL == "http://127.0.0.1:9")
        let config = try read("[providers.google]\nbase_url = \"https://a\"", environment).config
        #expect(config[provider: "google"]?.baseURL == "https://a")
    }
}

@Suite struct BaseURLTests {
    @Test(arguments: [
        ("https://api.apiyi.com", "https://api.apiyi.com"), ("https://api.apiyi.com/", "https://api.apiyi.com"),
        ("https://api.apiyi.com/v1", "https://api.apiyi.com"), ("https://H.com/v1beta/", "https://h.com"),
        ("https://h.com/v1/chat/completions", "https://h.com"), ("https://h.com/chat/completions/v1", "https://h.com"),
        ("https://h.com/chat/completions", "https://h.com"),
        ("https://openrouter.ai/api/v1", "https://openrouter.ai/api"),
        ("http://127.0.0.1:8080/x?key=1", "http://127.0.0.1:8080/x"),
        ("https://g.com/v1beta/models/m:generateContent", "https://g.com"), ("HTTPS://g.com", "https://g.com"),
    ])
    func normalises(_ pasted: String, _ expected: String) {
        #expect(BaseURL.normalised(pasted) == expected)
    }

    @Test(arguments: [
        "", "api.com", "ftp://x", "https://", "https://user:pw@h.com", "file:///etc/passwd", "https://:80",
        // What readers of addresses do not agree on.
        "https://h.com:99999", "https://h.com:-1", "https://h.com:80:80", "https://good.com\\.evil.com",
        "http://[::1].evil.com", "http://[::1", "https://h\u{1B}[m.com", "https://h.com/\u{7}",
    ])
    func refuses(_ text: String) {
        #expect(BaseURL.normalised(text) == nil)
    }

    @Test(arguments: [
        ("https://a.b", true), ("http://127.0.0.1:80", true), ("http://127.9.9.9", true),
        ("http://localhost:1/x", true),
        ("http://[::1]:80", true), ("http://localhost.evil.com", false), ("http://127.0.0.1.evil.com", false),
        ("http://10.0.0.1", false), ("http://127.1", false), ("http://[::1].evil.com", false),
        ("http://[::1]evil.com:80", false), ("http://[::2]", false), ("http://localhost.:80", false),
        ("http://", false),
    ])
    func knowsWhereAKeyMayTravel(_ url: String, _ expected: Bool) {
        #expect(BaseURL.isProtected(url) == expected)
    }
}
