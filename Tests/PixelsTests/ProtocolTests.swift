import Foundation
import Pixels
import Testing

@Suite struct ProtocolTests {
    private let picture = TestPicture.make(width: 40, height: 30)

    /// The base64 between the escapes, chunk by chunk, and the keys before it.
    private func kittyChunks(_ bytes: [UInt8]) -> [(keys: String, payload: String)] {
        String(decoding: bytes, as: UTF8.self).components(separatedBy: "\u{1B}_G").dropFirst().map { part in
            let sides = part.components(separatedBy: ";")
            return (sides[0], String(sides[1].dropLast(2)))
        }
    }

    @Test func kittyChunksCarryThePixels() throws {
        let chunks = kittyChunks(try KittyEncoder.transmit(picture, id: 42))
        #expect(chunks.map(\.keys) == ["a=t,f=24,s=40,v=30,i=42,q=2,m=1", "q=2,m=0"])
        #expect(chunks[0].payload.count == 4096)
        let data = try #require(Data(base64Encoded: chunks.map(\.payload).joined()))
        #expect(data.count == 40 * 30 * 3)
        #expect(Array(data.prefix(3)) == Array(picture.pixels.prefix(3)))
        #expect(Array(data.suffix(3)) == Array(picture.pixels.dropLast().suffix(3)))
    }

    @Test func transparentPicturesGoAsRGBA() throws {
        let clear = TestPicture.make(width: 3, height: 3, opaque: false)
        let chunks = kittyChunks(try KittyEncoder.transmit(clear, id: 1))
        #expect(chunks.map(\.keys) == ["a=t,f=32,s=3,v=3,i=1,q=2,m=0"])
        #expect(Data(base64Encoded: chunks[0].payload) == Data(clear.pixels))
    }

    @Test func kittyTakesAPNGOfOurs() throws {
        let chunks = kittyChunks(try KittyEncoder.transmit(picture, id: 7, as: .png))
        #expect(chunks[0].keys.hasPrefix("a=t,f=100,i=7,q=2,m="))
        let data = try #require(Data(base64Encoded: chunks.map(\.payload).joined()))
        #expect(try ImageDecoder.decode(Array(data)).bitmap == picture)
    }

    @Test func kittyCommands() {
        func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        #expect(
            text(KittyEncoder.place(id: 9, columns: 20, rows: 10))
                == "\u{1B}_Ga=p,i=9,p=1,c=20,r=10,C=1,z=0,q=2\u{1B}\\")
        #expect(text(KittyEncoder.hide(id: 9)) == "\u{1B}_Ga=d,d=i,i=9,q=2\u{1B}\\")
        #expect(text(KittyEncoder.delete(id: 9)) == "\u{1B}_Ga=d,d=I,i=9,q=2\u{1B}\\")
    }

    @Test func iTerm2CarriesAPNGOfOurs() throws {
        let text = String(decoding: try ITerm2Encoder.encode(picture, columns: 8, rows: 3), as: UTF8.self)
        let sides = text.components(separatedBy: ":")
        let data = try #require(Data(base64Encoded: String(sides[1].dropLast())))
        #expect(
            sides[0] == "\u{1B}]1337;File=inline=1;size=\(data.count);width=8;height=3;preserveAspectRatio=0")
        #expect(text.hasSuffix("\u{7}"))
        #expect(try ImageDecoder.decode(Array(data)).bitmap == picture)
    }

    @Test(arguments: 0..<7)
    func paddingIsRight(_ width: Int) throws {
        let row = Bitmap.filled(RGB(1, 2, 3), width: width + 1, height: 1)
        let chunks = kittyChunks(try KittyEncoder.transmit(row, id: 3))
        #expect(Data(base64Encoded: chunks[0].payload)?.count == (width + 1) * 3)
    }
}
