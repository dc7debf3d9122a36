import Testing

@testable import Gallery

struct FoldersTests {
    @Test func `without variables everything is under home`() {
        let folders = Folders(environment: ["HOME": "/home/ada"])
        #expect(folders.config == "/home/ada/.config/easel")
        #expect(folders.sessions == "/home/ada/.local/share/easel/sessions")
        #expect(folders.references == "/home/ada/.local/share/easel/references")
        #expect(folders.journal == "/home/ada/.local/state/easel/journal")
        #expect(folders.ledger == "/home/ada/.local/state/easel/ledger.jsonl")
        #expect(folders.log == "/home/ada/.local/state/easel/easel.log")
        #expect(folders.index == "/home/ada/.cache/easel/index.sqlite")
        #expect(folders.gallery == "/home/ada/Pictures/easel")
    }

    @Test func `absolute variables count`() {
        let folders = Folders(environment: [
            "HOME": "/home/ada", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d/", "XDG_STATE_HOME": "/s",
            "XDG_CACHE_HOME": "/k", "XDG_PICTURES_DIR": "/p",
        ])
        #expect(
            [folders.config, folders.data, folders.state, folders.cache, folders.gallery]
                == ["/c/easel", "/d/easel", "/s/easel", "/k/easel", "/p/easel"])
    }

    @Test(arguments: ["", "relative/x", "./x", "~/x", "$HOME/x"])
    func `empty and relative variables are as if unset`(value: String) {
        let plain = Folders(environment: ["HOME": "/home/ada"])
        let names = ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_PICTURES_DIR"]
        var environment = Dictionary(uniqueKeysWithValues: names.map { ($0, value) })
        environment["HOME"] = "/home/ada"
        #expect(Folders(environment: environment) == plain)
    }

    @Test(arguments: [
        ("~/art", "/home/ada/art"), ("~", "/home/ada"), ("/srv/art/", "/srv/art"), ("art", "/home/ada/Pictures/easel"),
        ("", "/home/ada/Pictures/easel"), ("~bob/art", "/home/ada/Pictures/easel"),
    ])
    func `the person's gallery`(chosen: String, expected: String) {
        #expect(Folders(environment: ["HOME": "/home/ada"], gallery: chosen).gallery == expected)
    }

    @Test(arguments: [[:], ["HOME": ""], ["HOME": "ada"], ["HOME": "/"]])
    func `no home is the root`(environment: [String: String]) {
        #expect(Folders(environment: environment).cache == "/.cache/easel")
    }
}
