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

    @Test(arguments: [
        ["tag", "/etc/passwd", "--star"], ["tag", "x.png"], ["tag", "--star"],
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
