import FoundationEssentials
import StudioCore
import Testing

@testable import Gallery

struct SidecarScannerTests {
    private func scanned(_ bytes: [UInt8]) -> Sidecar? { bytes.withUnsafeBufferPointer { SidecarScanner.sidecar($0) } }

    private static let samples: [Sidecar] = {
        let asset = ImageAsset(
            path: "2026-11-23/x.png", mime: "image/png", width: 1, height: 0, bytes: 7_340_032, sha256: "ab",
            role: .draft, variant: 3, isCut: true)
        var full = Turn.make(
            "t_2", parent: TurnID("t_1"), prompt: "“night”\n\t\"\\/ 🦊 e\u{301}", count: 8,
            references: [Reference(sha256: "beef", mime: "image/jpeg", bytes: 9, width: 3, height: 4, name: "den.jpg")])
        full.settings.aspect = AspectRatio(16, 9)
        full.settings.seed = -7
        full.settings.thinking = .high
        full.parentVariant = 2
        full.result = .make()
        full.result?.usage.chargedUSD = 0.000_1
        full.result?.modelVersion = "gemini-3-pro-image-001"
        var marked = Sidecar(asset, of: full, session: "foxes")
        marked.marks = Marks(rating: 4, isStarred: true, tags: ["for print", "“snow”"], note: "the best\nof all")
        var emptyMarks = marked
        emptyMarks.marks = Marks.none
        var bare = Turn.make("t_3", prompt: "")
        bare.settings.size = nil
        return [
            marked, emptyMarks, Sidecar(asset, of: bare, session: ""),
            Sidecar(asset, of: .make(), session: "雪"),
        ]
    }()

    /// As another program lays the same members out.
    private func forms(_ sidecar: Sidecar) throws -> [[UInt8]] {
        let own = try sidecar.encoded(path: "")
        return [
            own, try JSONCoding.line(sidecar),
            Array(
                String(decoding: own, as: UTF8.self).replacing(" : ", with: ":\t").replacing("\n", with: "\r\n").utf8),
        ]
    }

    @Test(arguments: samples) func `reads what the encoder writes as the decoder does`(sidecar: Sidecar) throws {
        for form in try forms(sidecar) {
            #expect(try Sidecar.decodeSlowly(Data(form), path: "") == sidecar)
            #expect(scanned(form) == sidecar)
        }
    }

    /// Whatever happens to a file, the two never say different things: the quick one may only give up.
    @Test(arguments: samples) func `never disagrees with the decoder about a damaged file`(sidecar: Sidecar) throws {
        let good = try JSONCoding.line(sidecar)
        for offset in good.indices {
            var cases = [Array(good[..<offset]), Array(good[..<offset] + good[(offset + 1)...])]
            for byte in [
                UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "0"), UInt8(ascii: "n"), 0x00, 0xFF, 0x20,
            ] {
                var changed = good
                changed[offset] = byte
                cases.append(changed)
            }
            for damaged in cases {
                guard let quick = scanned(damaged) else { continue }
                let slow = try? Sidecar.decodeSlowly(Data(damaged), path: "")
                #expect(quick == slow, "\(String(decoding: damaged, as: UTF8.self))")
            }
        }
    }

    @Test func `what it does not know it leaves to the decoder`() throws {
        var region = Self.samples[0]
        region.requested.region = Region(x: 1, y: 2, width: 3, height: 4)
        var foreign = Self.samples[0]
        foreign.imported = ImportedSettings(program: .a1111, prompt: "a fox")
        for sidecar in [region, foreign] {
            let bytes = try sidecar.encoded(path: "")
            #expect(scanned(bytes) == nil)
            #expect(try Sidecar.decode(bytes, path: "") == sidecar)
        }
        let plain = Self.samples[2]
        let text = String(decoding: try plain.encoded(path: ""), as: UTF8.self)
        let other: [(String, Bool)] = [
            // Nobody here knows it: what stands in it does not matter.
            (text.replacing("\"bytes\"", with: "\"aperture\" : 8,\n  \"bytes\""), true),
            (text.replacing("\"schema\" : 1", with: "\"schema\" : 2"), false),
            (text.replacing("\"schema\" : 1", with: "\"schema\" : 1.0"), true),
            (text.replacing("\"draft\"", with: "\"dra\\u0066t\""), true),
            (text.replacing("\"role\"", with: "\"roll\""), false),
            (text + "}", false),
        ]
        for (text, isReadable) in other {
            #expect(scanned(Array(text.utf8)) == nil, "\(text)")
            #expect((try? Sidecar.decode(Array(text.utf8), path: "")) == (isReadable ? plain : nil), "\(text)")
        }
        #expect(throws: StoreFailure.self) { try Sidecar.decode(Array(other[1].0.utf8), path: "") }
    }
}
