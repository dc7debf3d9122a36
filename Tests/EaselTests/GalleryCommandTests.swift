import Foundation
import Testing

@testable import easel

/// `easel gallery` with the real program.
@Suite(.blocking) struct GalleryCommandTests {
    private func world() throws -> (World, [String]) {
        let world = try World()
        var paths: [String] = []
        for prompt in ["a red fox", "an owl"] {
            let json = try world.run(
                "generate", prompt, "-m", "sketch", "--size", "512", "--session", "animals", "--json"
            ).json()
            let images = try #require(json["images"] as? [[String: Any]])
            paths += images.filter { $0["role"] as? String == "final" }.compactMap { $0["path"] as? String }
        }
        return (world, paths)
    }

    private func found(_ world: World, _ query: String) throws -> [String] {
        let json = try world.run("gallery", "search", query, "--json").json()
        return (json["pictures"] as? [[String: Any]] ?? []).compactMap { $0["path"] as? String }
    }

    @Test func tagsAreFoundAgain() throws {
        let (world, paths) = try world()
        defer { world.remove() }
        #expect(paths.count == 2)
        let run = try world.run("gallery", "tag", paths[0], "--add", "forest", "--rating", "5", "--star", "--json")
        #expect(run.code == 0)
        #expect(try run.json()["pictures"] as? [String] == [paths[0]])
        #expect(try found(world, "tag:forest is:starred rating:5") == [paths[0]])
        #expect(try found(world, "session:animals -tag:forest") == [paths[1]])
        #expect(
            try world.run("gallery", "tag", "--query", "session:animals", "--remove", "forest", "--no-star").code == 0)
        #expect(try found(world, "is:starred") == [])
    }

    @Test func trashAndBack() throws {
        let (world, paths) = try world()
        defer { world.remove() }
        #expect(try world.run("gallery", "trash", paths[1]).code == 0)
        #expect(try found(world, "owl") == [])
        #expect(!FileManager.default.fileExists(atPath: paths[1]))
        #expect(try world.run("gallery", "restore", "--query", "is:trashed").code == 0)
        #expect(try found(world, "owl") == [paths[1]])
    }

    @Test func verifyNamesWhatIsNotAsItWas() throws {
        let (world, paths) = try world()
        defer { world.remove() }
        #expect(try world.run("gallery", "verify").code == 0)
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: paths[0]))
        let run = try world.run("gallery", "verify", "--json")
        #expect(run.code == 1)
        let findings = try #require(try run.json()["findings"] as? [[String: Any]])
        #expect(findings.map { $0["path"] as? String } == [paths[0]])
        #expect(findings.map { $0["trouble"] as? String } == ["changed"])
    }

    @Test func marksAreTold() throws {
        let (world, paths) = try world()
        defer { world.remove() }
        _ = try world.run(
            "gallery", "tag", paths[0], "--add", "forest", "--rating", "4", "--star", "--note", "for the wall")
        func check(_ json: [String: Any]) {
            #expect(json["tags"] as? [String] == ["forest"] && json["rating"] as? Int == 4)
            #expect(json["starred"] as? Bool == true && json["note"] as? String == "for the wall")
        }
        let shown = try world.run("gallery", "show", paths[0], "--json").json()
        check(shown)
        let found = try world.run("gallery", "search", "tag:forest", "--json").json()
        let listed = try #require((found["pictures"] as? [[String: Any]])?.first)
        check(listed)
        #expect(listed["created"] as? String == shown["created"] as? String && listed["created"] is String)
        let text = try world.run("gallery", "show", paths[0]).text
        for words in ["4 of 5", "forest", "for the wall", "star"] { #expect(text.contains(words), "\(text)") }
    }

    @Test(arguments: ["", "  ", "!!", "sort:newest"]) func aQueryForEverythingMovesNothing(_ query: String) throws {
        let (world, paths) = try world()
        defer { world.remove() }
        for command in [["trash"], ["restore"], ["tag", "--star"]] {
            let run = try world.run(list: ["gallery"] + command + ["--query", query])
            #expect(run.code == 2 && run.errors.contains("--all"), "\(run.errors)")
        }
        #expect(try world.run("gallery", "export", query, "-o", "out").code == (query == "sort:newest" ? 0 : 2))
        #expect(try found(world, "session:animals").sorted() == paths.sorted())
        #expect(try world.run("gallery", "trash", "--all").code == 0)
        #expect(try found(world, "session:animals") == [])
        #expect(try world.run("gallery", "restore", "--all").code == 0)
        #expect(try found(world, "session:animals").sorted() == paths.sorted())
    }

    @Test(arguments: [["verify"], ["list"], ["search", "fox"], ["reindex"]])
    func aGalleryThatIsNotThereIsNoEmptyOne(_ command: [String]) throws {
        let world = try World()
        defer { world.remove() }
        try world.write("x", to: "file")
        #expect(try world.run(list: ["gallery"] + command).code == 0, "the usual one may still have to be made")
        for place in ["nope", "file"] {
            let run = try world.run(list: ["gallery"] + command + ["--gallery", place])
            #expect(run.code == 2 && run.errors.contains("/\(place)"), "\(run.errors)")
        }
        try world.write("[defaults]\ngallery = \"~/nope\"\n", to: ".config/easel/config.toml")
        #expect(try world.run(list: ["gallery"] + command).code == 2)
    }

    @Test func aMinusIsNoOption() throws {
        let (world, paths) = try world()
        defer { world.remove() }
        for arguments in [
            ["-owl", "--json"], ["session:animals", "-owl", "--json"], ["--json", "--limit", "5", "-owl"],
            ["session:animals", "--json", "--", "-owl"], ["-is:starred", "-owl", "--json", "--limit", "1"],
        ] {
            let json = try world.run(list: ["gallery", "search"] + arguments).json()
            let found = (json["pictures"] as? [[String: Any]] ?? []).compactMap { $0["path"] as? String }
            #expect(found == [paths[0]], "\(arguments)")
        }
        #expect(try world.run("gallery", "tag", "--star", "--query", "-owl").code == 0)
        #expect(try found(world, "is:starred") == [paths[0]])
        let run = try world.run("gallery", "export", "-owl", "-o", "out")
        #expect(run.text.split(separator: "\n").count == 1, "\(run.text)\(run.errors)")
    }

    @Test func aTrashedPictureComesBackByTheNameItHad() throws {
        let (world, paths) = try world()
        defer { world.remove() }
        let trashed = try world.run("gallery", "trash", paths[1])
        #expect(trashed.text.contains("/.trash/") && trashed.errors.contains("restore"), "\(trashed.text)")
        let wrong = try world.run("gallery", "restore", paths[0])
        #expect(wrong.code == 2 && wrong.errors.contains("is not in the trash"), "\(wrong.errors)")
        #expect(try world.run("gallery", "restore", paths[1]).code == 0)
        #expect(FileManager.default.fileExists(atPath: paths[1]))
    }

    @Test func aPictureWithoutItsFileTellsWhatItCan() throws {
        let (world, paths) = try world()
        defer { world.remove() }
        let sidecar = paths[0].dropLast(3) + "json"
        try Data("{\"schema\":1,\"prompt\":3}".utf8).write(to: URL(fileURLWithPath: String(sidecar)))
        let broken = try world.run("gallery", "show", paths[0], "--json")
        #expect(broken.code == 0 && broken.errors.contains("is broken"), "\(broken.errors)")
        #expect((try broken.json()["problem"] as? String)?.contains("broken") == true)
        try FileManager.default.removeItem(atPath: String(sidecar))
        let plain = try world.run("gallery", "show", paths[0], "--json")
        let json = try plain.json()
        #expect(json["described"] as? Bool == false && json["problem"] is NSNull && json["session"] is NSNull)
        #expect(json["mime"] as? String == "image/png" && (json["width"] as? Int ?? 0) > 0)
        // The copy of another program says its prompt.
        _ = try world.run("gallery", "export", paths[1], "-o", "out")
        let copy = try #require(try FileManager.default.contentsOfDirectory(atPath: world.folder.path + "/out").first)
        #expect(try world.run("gallery", "show", "out/\(copy)").text.contains("an owl"))
        #expect(try world.run("gallery", "show", "out/nothing.png").code == 2)
    }

    @Test func aNameWithALineBreakIsOneLine() throws {
        let (world, paths) = try world()
        defer { world.remove() }
        let folder = paths[0][..<(paths[0].lastIndex(of: "/") ?? paths[0].startIndex)]
        try FileManager.default.copyItem(atPath: paths[0], toPath: "\(folder)/x\ny.png")
        for command in ["verify", "list"] {
            let lines = try world.run("gallery", command).text.split(separator: "\n")
            #expect(!lines.contains { $0.hasPrefix("y.png") } && lines.contains { $0.contains("y.png") }, "\(lines)")
        }
    }

    @Test func whatIsNotShownIsSaid() throws {
        let (world, _) = try world()
        defer { world.remove() }
        let cut = try world.run("gallery", "list", "--limit", "1")
        #expect(cut.errors.contains("more") && cut.text.split(separator: "\n").count == 1, "\(cut.errors)")
        let nothing = try world.run("gallery", "search", "zebra")
        #expect(nothing.code == 0 && nothing.text.isEmpty && nothing.errors.contains("Nothing was found"))
        let wrong = try world.run("gallery", "search", "is:blue").errors
        #expect(wrong.lowercased().ranges(of: "accepted").count == 1, "\(wrong)")
    }

    @Test(arguments: [
        ["tag", "x.png", "--add", ""], ["tag", "/etc/passwd", "--star"], ["tag", "x.png"], ["tag", "--star"],
        ["tag", "--query", "date:soon", "--star"],
        ["tag", "--query", "fox", "--rating", "6"], ["trash"], ["search", "cost:much"], ["search", "is:blue"],
    ])
    func whatMakesNoSenseIsUsage(_ arguments: [String]) throws {
        let world = try World()
        defer { world.remove() }
        let run = try world.run(list: ["gallery"] + arguments)
        #expect(run.code == 2, "\(arguments): \(run.text)\(run.errors)")
        #expect(!run.errors.isEmpty)
    }
}
