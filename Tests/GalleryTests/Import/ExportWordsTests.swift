import Pixels
import StudioCore
import Testing

@testable import Gallery

@Suite struct ExportWordsTests {
    private var sidecar: Sidecar {
        var turn = Turn.make("t_2", parent: TurnID("t_1"), prompt: "a <fox> & “snow”\nat dusk")
        turn.settings.seed = 7
        turn.result = .make()
        let asset = ImageAsset(
            path: "x.png", mime: "image/png", width: 640, height: 480, bytes: 9, sha256: "7f3a", role: .final,
            variant: 0)
        return Sidecar(asset, of: turn, session: "foxes, and more")
    }

    @Test func theParametersAreReadAsTheyWereMeant() {
        let words = ExportWords(sidecar, sha256: "7f3a")
        #expect(
            words.parameters == """
                a <fox> & “snow”
                at dusk
                Model: google/gemini-3-pro-image, Size: 640x480, Seed: 7, Session: "foxes, and more", Turn: t_2, Parent: t_1, Cost: 0.134 USD
                """)
        let back = ImportedSettings(PictureMetadata(texts: [.init("parameters", words.parameters)]))
        #expect(back.prompt == sidecar.prompt && back.seed == 7 && back.model == "google/gemini-3-pro-image")
        #expect(back.settings.contains(.init("Session", "foxes, and more")))
    }

    @Test func whatWasImportedGoesOutAgain() {
        var sidecar = sidecar
        let imported = ImportedSettings(
            program: .a1111, prompt: "a fox", negativePrompt: "text", model: "dreamer", seed: 3,
            settings: [.init("Steps", "20"), .init("Hashes", "a: 1, b: 2")])
        sidecar.imported = imported
        let back = A1111Reader.read(ExportWords(sidecar, sha256: "").parameters)
        #expect(back.prompt == "a fox" && back.negativePrompt == "text" && back.model == "dreamer" && back.seed == 3)
        #expect(back.settings.prefix(2) == [.init("Steps", "20"), .init("Hashes", "a: 1, b: 2")])
    }

    @Test func theLineageIsXML() {
        let xmp = ExportWords(sidecar, sha256: "7f3a").xmp()
        #expect(xmp.contains("<rdf:li xml:lang=\"x-default\">a &lt;fox&gt; &amp; “snow”\nat dusk</rdf:li>"))
        #expect(xmp.contains("<xmp:CreatorTool>Easel</xmp:CreatorTool>"))
        #expect(xmp.contains("<easel:turn>t_2</easel:turn>") && xmp.contains("<easel:parent>t_1</easel:parent>"))
        #expect(xmp.contains("<easel:sha256>7f3a</easel:sha256>"))
    }

    @Test func whatAPictureSaysAlreadyStays() throws {
        let earlier = """
            <?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description rdf:about=""
            photoshop:Credit="Made with Google AI"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
            """
        let xmp = ExportWords(sidecar, sha256: "7f3a").xmp(over: earlier)
        #expect(xmp.contains("Made with Google AI") && xmp.contains("<easel:turn>t_2</easel:turn>"))
        #expect(xmp.hasSuffix("</rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"))
        #expect(ExportWords(sidecar, sha256: "7f3a").xmp(over: xmp).ranges(of: "<easel:turn>").count == 1)
    }

    @Test func nothingIsKnown() {
        let words = ExportWords(nil, sha256: "7f3a")
        #expect(words.parameters == "")
        #expect(words.xmp().contains("<easel:sha256>7f3a</easel:sha256>") && !words.xmp().contains("dc:description>"))
    }
}
