import Foundation
import Gallery
import Pixels
import Testing

@testable import easel

/// Pictures out of the gallery and into it, by the real binary.
@Suite(.blocking) struct GalleryExportTests {
    private func drawn(_ world: World, _ prompt: String) throws -> String {
        let run = try world.run("generate", prompt, "-m", "sketch", "--size", "512", "--json")
        let image = try #require((try run.json()["images"] as? [[String: Any]])?.last, "\(run.text)\(run.errors)")
        return try #require(image["path"] as? String)
    }

    private func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    private func exported(_ run: World.Result) throws -> [[String: Any]] {
        try #require(try run.json()["exported"] as? [[String: Any]], "\(run.text)\(run.errors)")
    }

    @Test func aCopySaysWhereItIsFrom() throws {
        let world = try World()
        defer { world.remove() }
        let picture = try drawn(world, "a red fox in snow")
        let original = try bytes(picture)
        let run = try world.run("gallery", "export", picture, "-o", "out", "--json")
        #expect(run.code == 0, "\(run.errors)")
        let one = try #require(try exported(run).first)
        let path = try #require(one["path"] as? String)
        #expect(path == "\(world.folder.path)/out/" + picture.split(separator: "/").last!)
        #expect(one["reencoded"] as? Bool == false && one["c2pa"] is NSNull)
        let copy = try PictureMetadata(file: path)
        #expect(copy["parameters"]?.hasPrefix("a red fox in snow\nModel: sketch/") == true, "\(copy)")
        #expect(copy.xmp?.contains("<easel:turn>t_") == true && copy.xmp?.contains("a red fox in snow") == true)
        #expect(try ImageDecoder.decode(file: path) == ImageDecoder.decode(file: picture))
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try bytes(picture) == original)
        // Once more: another name. Without words: the same bytes.
        let again = try exported(try world.run("gallery", "export", picture, "-o", "out", "--no-metadata", "--json"))
        let second = try #require(again.first?["path"] as? String)
        #expect(second == path.dropLast(4) + "-2.png")
        #expect(try bytes(second) == original)
    }

    @Test(arguments: ["jpeg", "webp", "png"]) func anotherFormatAndSize(_ format: String) throws {
        let world = try World()
        defer { world.remove() }
        let picture = try drawn(world, "a lighthouse at dusk")
        let original = try bytes(picture)
        let run = try world.run(
            "gallery", "export", "light", "-o", "out", "--format", format, "--size", "100", "--json")
        let one = try #require(try exported(run).first)
        let path = try #require(one["path"] as? String)
        #expect(one["reencoded"] as? Bool == true)
        let header = try ImageHeader(file: path)
        #expect(header.format.rawValue == format && max(header.width, header.height) == 100)
        let said = try PictureMetadata(file: path)
        #expect(said.xmp?.contains("a lighthouse at dusk") == true)
        let words = said[format == "png" ? "parameters" : "UserComment"]
        #expect(words?.hasPrefix("a lighthouse at dusk\nModel: sketch/") == true)
        #expect(try bytes(picture) == original)
    }

    @Test func refusalsLeaveNothing() throws {
        let world = try World()
        defer { world.remove() }
        let picture = try drawn(world, "a fox")
        let inside = try world.run("gallery", "export", picture, "-o", "easel/out")
        #expect(inside.code == 2 && inside.errors.contains("is in the gallery"), "\(inside.errors)")
        let nothing = try world.run("gallery", "export", "zebra", "-o", "out")
        #expect(nothing.code == 2 && nothing.errors.contains("no picture for “zebra”"), "\(nothing.errors)")
        #expect(try world.run("gallery", "export", picture, "-o", "out", "--format", "gif").code == 2)
        try world.write("x", to: "file")
        let file = try world.run("gallery", "export", picture, "-o", "file", "--json")
        #expect(file.code == 1)
        #expect(try file.failure()["advice"] is String, "\(file.text)")
        try world.write("no picture", to: "bad.png")
        let mixed = try world.run("gallery", "export", "./bad.png", picture, "-o", "out", "--format", "jpeg", "--json")
        #expect(mixed.code == 1)
        #expect(try exported(mixed).count == 1, "the other one is copied: \(mixed.text)")
        #expect((try mixed.json()["failed"] as? [Any])?.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path + "/out").count == 1)
    }

    /// What Easel wrote into its copy it knows again elsewhere.
    @Test(arguments: ["png", "jpeg", "webp"]) func aCopyKnowsWhereItIsFrom(_ format: String) throws {
        let world = try World()
        defer { world.remove() }
        let picture = try drawn(world, "a <red> fox & “snow”")
        let original = try world.run("gallery", "show", picture, "--json").json()
        #expect(try world.run("gallery", "export", picture, "-o", "out", "--format", format).code == 0)
        let run = try world.run("gallery", "import", "out", "--gallery", "other", "--json")
        let imported = try #require((try run.json()["imported"] as? [[String: Any]])?.first, "\(run.text)\(run.errors)")
        #expect(imported["program"] as? String == "easel")
        let path = try #require(imported["path"] as? String)
        let back = try world.run("gallery", "show", path, "--json").json()
        for name in ["prompt", "provider", "model", "session", "turn", "created"] {
            #expect(back[name] as? String == original[name] as? String && back[name] is String, "\(name): \(back)")
        }
        #expect((back["cost"] as? [String: Any])?["basis"] as? String == "free", "\(back)")
    }

    @Test func outAndInAgain() throws {
        let world = try World()
        defer { world.remove() }
        let picture = try drawn(world, "a red fox in snow")
        #expect(try world.run("gallery", "export", picture, "-o", "out", "--format", "jpeg").code == 0)
        try Data(contentsOf: URL(fileURLWithPath: picture)).write(
            to: world.folder.appendingPathComponent("out/same.png"))
        try Data([0x89, 0x50]).write(to: world.folder.appendingPathComponent("out/torn.png"))
        let run = try world.run("gallery", "import", "out", "--json")
        #expect(run.code == 1, "one is not readable")
        let json = try run.json()
        let imported = try #require((json["imported"] as? [[String: Any]])?.first, "\(run.text)")
        #expect(imported["prompt"] as? String == "a red fox in snow")
        #expect((json["known"] as? [[String: Any]])?.first?["source"] as? String == "same.png")
        #expect((json["unreadable"] as? [[String: Any]])?.first?["source"] as? String == "torn.png")
        let path = try #require(imported["path"] as? String)
        let shown = try world.run("gallery", "show", path, "--json").json()
        #expect(shown["c2pa"] as? Bool == false)
        #expect((shown["imported"] as? [String: Any])?["prompt"] as? String == "a red fox in snow")
        let found = try world.run("gallery", "search", "is:imported", "--json").json()
        #expect((found["pictures"] as? [[String: Any]])?.map { $0["path"] as? String } == [path])
        // Moved: it is known, so the old place is emptied, but for what cannot be read.
        #expect(try world.run("gallery", "import", "out", "--move").code == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path + "/out") == ["torn.png"])
    }

    /// A mark is told, kept by a plain copy, and not claimed for a changed one.
    @Test func aMarkIsTold() throws {
        let world = try World()
        defer { world.remove() }
        let drawn = try bytes(try drawn(world, "a fox"))
        let marked = drawn[..<33] + PNGChunk.chunk("caBX", [1, 2, 3]) + drawn[33...]
        let folder = world.folder.appendingPathComponent("foreign")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(marked).write(to: folder.appendingPathComponent("marked.png"))
        let run = try world.run("gallery", "import", "foreign", "--json")
        let path = try #require((try run.json()["imported"] as? [[String: Any]])?.first?["path"] as? String)
        #expect(try world.run("gallery", "show", path, "--json").json()["c2pa"] as? Bool == true)
        let lines = try world.run("gallery", "show", path).text
        #expect(lines.contains("present, not checked"), "\(lines)")
        func mark(_ more: String...) throws -> String? {
            try exported(try world.run(list: ["gallery", "export", path, "-o", "out", "--json"] + more)).first?["c2pa"]
                as? String
        }
        #expect(try mark() == "broken")
        #expect(try mark("--no-metadata") == "kept")
        #expect(try mark("--format", "webp") == "lost")
    }
}
