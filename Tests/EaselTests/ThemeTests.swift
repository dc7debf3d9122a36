import Screen
import Testing

@testable import easel

@Suite struct ThemeTests {
    private let shelf = ThemeShelf(environment: Environment(["HOME": "/nowhere", "XDG_CONFIG_HOME": "/nowhere"]))

    @Test(arguments: ThemeShelf.shippedNames)
    func everyShippedThemeReads(_ name: String) throws {
        let text = try #require(ThemeShelf.shipped(name))
        let file = ConfigFile(path: name, text: text)
        let (theme, problems) = try ThemeReader(name: name, file: file).theme()
        #expect(problems.isEmpty)
        #expect(theme != .mono)
        #expect(theme.name == name)
    }

    @Test func noColorIsRespected() {
        let shelf = ThemeShelf(environment: Environment(["NO_COLOR": "1"]))
        #expect(shelf.theme(named: "dusk", place: "/c").theme == .mono)
    }

    @Test(arguments: ["nope", "../../etc/passwd", ".hidden"])
    func unknownNamesAreTold(_ name: String) {
        let (theme, problems) = shelf.theme(named: name, place: "/c.toml")
        #expect(theme == .mono)
        #expect(
            problems.map(\.description)
                == ["/c.toml: there is no theme “\(name)”; accepted: dusk, ember, paper, sixteen, mono"])
    }

    @Test func aMistakeHasItsLine() {
        let file = ConfigFile(path: "/t", text: "[palette]\na = \"#12\"\n")
        #expect { try ThemeReader(name: "t", file: file).theme() } throws: {
            ($0 as? ConfigProblem)?.line == 2
        }
    }

    @Test func readsKeys() throws {
        let text = """
            [[bind]]
            on = "g g"
            run = "first"
            context = "history"
            [[bind]]
            on = "hyper-x"
            run = "palette"
            """
        let (file, problems) = KeymapFile.read(try TOML.parse(text), path: "/k")
        #expect(
            file.bindings == [
                KeymapFile.Binding(
                    keys: [KeyChord(.character("g")), KeyChord(.character("g"))], command: "first", context: "history",
                    line: 1)
            ])
        #expect(problems.map(\.line) == [6])
    }
}
