import FoundationEssentials
import StudioCore
import Testing

@testable import Gallery

struct SidecarTests {
    private let asset = ImageAsset(
        path: "2026-11-23/225502-a-fox-7f3a.png", mime: "image/png", width: 640, height: 480, bytes: 1234,
        sha256: "7f3a",
        role: .final, variant: 1)

    private var turn: Turn {
        var turn = Turn.make(
            "t_2", parent: TurnID("t_1"), prompt: "a fox / “in snow”",
            references: [Reference(sha256: "beef", mime: "image/jpeg", bytes: 9, width: 3, height: 3, name: "den.jpg")])
        turn.settings.aspect = AspectRatio(16, 9)
        turn.settings.seed = 7
        turn.result = .make(images: [asset])
        return turn
    }

    @Test func `the file, word for word`() throws {
        let text = String(decoding: try Sidecar(asset, of: turn, session: "foxes").encoded(path: ""), as: UTF8.self)
        #expect(text == Self.golden)
    }

    @Test func `what was written is read`() throws {
        let scene = try Scene()
        let picture = try scene.write([1], "fox.png")
        let sidecar = Sidecar(asset, of: turn, session: "foxes")
        try sidecar.write(beside: picture)
        #expect(try Sidecar.read(beside: picture) == sidecar)
        #expect(Scene.mode(scene.root + "/fox.json") == 0o600)
        #expect(Scene.files(scene.root) == ["fox.json", "fox.png"])
    }

    @Test func `none, or one of someone else, is none`() throws {
        let scene = try Scene()
        let picture = try scene.write([1], "fox.png")
        #expect(try Sidecar.read(beside: picture) == nil)
        _ = try scene.write(Array("{\"camera\":\"x\"}".utf8), "fox.json")
        #expect(try Sidecar.read(beside: picture) == nil)
    }

    @Test func `a newer one is refused, and neither read nor replaced`() throws {
        let scene = try Scene()
        let picture = try scene.write([1], "fox.png")
        let newer = Array("{\"schema\":2,\"prompt\":[\"a\",\"fox\"]}".utf8)
        let path = try scene.write(newer, "fox.json")
        let failure = #expect(throws: StoreFailure.self) { try Sidecar.read(beside: picture) }
        #expect(failure?.message.contains("newer Easel (schema 2)") == true)
        #expect(throws: StoreFailure.self) { try Sidecar(asset, of: turn, session: "foxes").write(beside: picture) }
        #expect(try SafeFile.read(path) == newer)
    }

    @Test func `one of another picture is not replaced`() throws {
        let scene = try Scene()
        let picture = try scene.write([1], "fox.png")
        let sidecar = Sidecar(asset, of: turn, session: "foxes")
        try sidecar.write(beside: picture)
        var other = sidecar
        other.sha256 = "0000"
        #expect(throws: StoreFailure.self) { try other.write(beside: picture) }
        #expect(try Sidecar.read(beside: picture) == sidecar)
        var later = sidecar
        later.notes = ["again"]
        try later.write(beside: picture)
        #expect(try Sidecar.read(beside: picture) == later)
    }

    @Test(arguments: [("/a/b.png", "/a/b.json"), ("/a.b/c", "/a.b/c.json"), ("/a/b.c.jpg", "/a/b.c.json")])
    func `its place`(picture: String, path: String) {
        #expect(Sidecar.path(for: picture) == path)
    }

    private static let golden = """
        {
          "bytes" : 1234,
          "cost" : {
            "amount" : 0.134,
            "basis" : "tokens",
            "currency" : "USD",
            "priced_on" : "2026-11-01"
          },
          "created" : "2026-11-23T13:55:02.120Z",
          "elapsed_seconds" : 18.25,
          "finish_reason" : "STOP",
          "height" : 480,
          "mime" : "image/png",
          "model" : "gemini-3-pro-image",
          "notes" : [
            "asked 2K, got 640×480"
          ],
          "parent" : "t_1",
          "parent_variant" : 0,
          "prompt" : "a fox / “in snow”",
          "provider" : "google",
          "references" : [
            {
              "mime" : "image/jpeg",
              "name" : "den.jpg",
              "sha256" : "beef"
            }
          ],
          "requested" : {
            "aspect" : "16:9",
            "count" : 1,
            "seed" : 7,
            "size" : "2K"
          },
          "role" : "final",
          "schema" : 1,
          "session" : "foxes",
          "sha256" : "7f3a",
          "turn" : "t_2",
          "usage" : {
            "image_tokens" : 1120,
            "prompt_tokens" : 12,
            "search_queries" : 0,
            "text_tokens" : 0,
            "thought_tokens" : 0,
            "total_tokens" : 1132
          },
          "variant" : 1,
          "width" : 640
        }

        """
}
