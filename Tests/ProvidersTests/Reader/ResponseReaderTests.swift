import Crypto
import Testing

@testable import Providers

@Suite struct ResponseReaderTests {
    private static let signatures = ["EsauMgrC", "Eo+CMg/r8A==", "AAAA"]
    private static let stream = Transcript.stream3(
        draft: Picture.jpeg(30), image: Picture.jpeg(60), signatures: signatures)

    /// Every answer, cut in two at every byte: the pieces never change what is read.
    @Test(arguments: [
        stream, Transcript.stream25(image: Picture.png()), Transcript.errorMidStream,
        Transcript.unary(image: Picture.jpeg(), signature: "Eu+iZ\\/hQ=="),
        "[" + Transcript.unary(image: Picture.png(), signature: "EA==") + ",\n" + #"{"a":"\u00e9\ud83d\ude00\\"}]"#,
        "\u{FEFF}: comment\ndata: {\"a\":\ndata: 1}\n\nid: 7\rretry: 3\revent: x\rdata:[{\"b\":[true,null,-1.5e3]}]\r\rdata: [DONE]\n\n",
        "<html><body>502 Bad Gateway</body></html>",
    ]) func everyCut(_ text: String) throws {
        let bytes = Array(text.utf8)
        let staging = try Staging()
        let whole = Reading([bytes], in: staging.path)
        for cut in 0...bytes.count {
            let folder = try Staging()
            let reading = Reading([Array(bytes[..<cut]), Array(bytes[cut...])], in: folder.path)
            #expect(reading == whole, "cut at \(cut)")
        }
        let folder = try Staging()
        #expect(Reading(bytes.map { [$0] }, in: folder.path) == whole, "byte by byte")
    }

    /// An answer that stops at any byte gives no whole picture unless the picture had come to its end, and never fails
    /// harder than “cut”.
    @Test func everyEnd() throws {
        let image = Picture.jpeg(60)
        let text = Transcript.stream3(draft: [1, 2, 3], image: image, signatures: Self.signatures)
        let bytes = Array(text.utf8)
        let marker = Array(base64(image).utf8)
        let end = (0..<bytes.count).first { bytes[$0...].starts(with: marker) }.map { $0 + marker.count }
        for length in 0...bytes.count {
            let staging = try Staging()
            let reading = Reading([Array(bytes[..<length])], in: staging.path)
            #expect(reading.failure == nil)
            let pictures = reading.items.compactMap { $0["inlineData"]?["data"]?.staged }.filter {
                $0.isWhole && $0.bytes == image.count
            }
            #expect(pictures.count == (length > (end ?? 0) ? 1 : 0), "ended after \(length)")
        }
    }

    @Test func bytesGoToFilesAndSignaturesVerbatim() throws {
        let staging = try Staging()
        let image = Picture.jpeg(100_000)
        let signature = String(repeating: "Ab-_+/9", count: 9000)
        let text = Transcript.unary(image: image, signature: signature)
        let reader = ResponseReader(files: AnswerFiles(folder: staging.path), rules: WireRules.json)
        let events = Array(text.utf8).withUnsafeBytes { reader.feed($0) }
        #expect(reader.isComplete)
        guard case .item(_, let part) = events[0] else { return #expect(Bool(false), "no item") }
        let file = try #require(part["inlineData"]?["data"]?.staged)
        #expect(staging.bytes(file.path) == image)
        #expect(file.sha256 == Hexadecimal.text(SHA256.hash(data: image)))
        #expect(file.head == Array(image.prefix(32)))
        #expect(file.bytes == image.count)
        let blob = try #require(part["thoughtSignature"]?.staged)
        #expect(staging.bytes(blob.path) == Array(signature.utf8))
        #expect(staging.files == ["image-1", "signature-2"])
    }

    @Test(arguments: ["data:image/png;base64,", "data:image/png;base64,data:image/png;base64,", ""])
    func dataURLs(_ prefix: String) throws {
        let staging = try Staging()
        let text = #"{"inlineData":{"data":"\#(prefix)\#(base64(Picture.png()))"}}"#
        let reading = Reading(Array(text.utf8).map { [$0] }, in: staging.path)
        let file = try #require(reading.documents.first?["inlineData"]?["data"]?.staged)
        #expect(staging.bytes(staging.path + "/" + file.path) == Picture.png())
    }

    @Test func escapesInBase64() throws {
        let staging = try Staging()
        let text =
            #"{"inlineData":{"data":"\#(base64(Picture.jpeg(200)).map { $0 == "/" ? "\\/" : $0 == "=" ? "\\u003d" : String($0) }.joined())"}}"#
        let reading = Reading([Array(text.utf8)], in: staging.path)
        let file = try #require(reading.documents.first?["inlineData"]?["data"]?.staged)
        #expect(file.isWhole)
        #expect(staging.bytes(staging.path + "/" + file.path) == Picture.jpeg(200))
    }

    @Test(arguments: [
        (#""\u00e9\n\t\"\\\/\b\f""#, "é\n\t\"\\/\u{8}\u{C}"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"),
        (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83dx""#, "\u{FFFD}x"),
        (#""\ud83d\n""#, "\u{FFFD}\n"), ("\"\u{2028}\u{85}\"", "\u{2028}\u{85}"), (#""""#, ""),
    ]) func strings(_ text: String, _ expected: String) throws {
        #expect(try Reading("{\"a\":\(text)}").documents == [.object([.init(key: "a", value: .string(expected))])])
    }

    @Test func invalidUTF8() throws {
        let staging = try Staging()
        let reading = Reading([Array("{\"a\":\"x".utf8) + [0xFF, 0xC0] + Array("y\"}".utf8)], in: staging.path)
        #expect(reading.documents.first?["a"]?.string == "x\u{FFFD}\u{FFFD}y")
    }

    @Test(arguments: [
        "{a:1}", "{\"a\" 1}", "{\"a\":1,}", "{\"a\":[1 2]}", "{\"a\":tru}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u00g0\"}",
        "{]",
        "{\"a\":+}",
    ]) func malformed(_ text: String) throws {
        guard case .malformed = try Reading(text).failure else { return #expect(Bool(false), "\(text) was read") }
    }

    @Test func emptyContainersAndSeveralDocuments() throws {
        #expect(try Reading("{} []{\"a\":[]}\n[[],{}]").documents.count == 4)
    }

    @Test func nonsenseAfterTheDocumentIsNobodysBusiness() throws {
        let reading = try Reading("{\"a\":1}\n%%%")
        #expect(reading.documents.count == 1)
        #expect(reading.failure == nil)
        #expect(!reading.isCut)
    }

    @Test func nesting() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
        }
        #expect(try Reading(nested(64)).documents.count == 1)
        #expect(try Reading(nested(65)).failure == .tooDeep(limit: 64))
        #expect(try Reading(String(repeating: "[", count: 100_000)).failure == .tooDeep(limit: 64))
    }

    @Test func textIsCutAtItsLimit() throws {
        let reading = try Reading("{\"a\":\"\(String(repeating: "x", count: JSONStreamReader.mostText + 5))\"}")
        #expect(reading.documents.first?["a"]?.string?.utf8.count == JSONStreamReader.mostText + "…".utf8.count)
    }

    @Test func aDocumentOfEndlessSmallValuesIsGivenUp() throws {
        let reading = try Reading("{\"a\":[" + String(repeating: "1,", count: 400_000))
        #expect(reading.failure == .tooLarge(what: "the text of one document", limit: JSONTree.mostKept))
    }

    @Test func endlessFilesAreGivenUp() throws {
        let reading = try Reading("[" + String(repeating: #"{"thoughtSignature":"AA"},"#, count: 300))
        #expect(reading.failure == .tooLarge(what: "the number of files", limit: 256))
        #expect(reading.documents.count == 256)
    }

    @Test func aBodyBeyondTheLimitIsGivenUp() throws {
        let staging = try Staging()
        let reader = ResponseReader(files: AnswerFiles(folder: staging.path), rules: WireRules.json)
        Array("{\"a\":\"".utf8).withUnsafeBytes { _ = reader.feed($0) }
        let piece = [UInt8](repeating: 0x20, count: (64 << 20) - 2)
        for _ in 0..<4 { piece.withUnsafeBytes { _ = reader.feed($0) } }
        #expect(reader.failure == nil)
        piece.withUnsafeBytes { _ = reader.feed($0) }
        #expect(reader.failure == .tooLarge(what: "the whole of it", limit: 256 << 20))
    }

    @Test func aFolderThatIsNotThere() throws {
        let reading = Reading([Array(Transcript.unary(image: [1], signature: "").utf8)], in: "/nonexistent")
        #expect(reading.failure == .notKept(path: "/nonexistent/image-1", error: 2))
    }

    @Test func aFolderThatIsNotThereAndASpareOne() throws {
        let spare = try Staging()
        let files = AnswerFiles(folder: "/nonexistent/turn/0", spare: spare.path, prefix: "1-")
        let reader = ResponseReader(files: files, rules: WireRules.json)
        let text = Transcript.unary(image: Picture.jpeg(), signature: "EA==")
        let events = Array(text.utf8).withUnsafeBytes { reader.feed($0) }
        #expect(reader.failure == nil)
        #expect(events.count == 2)
        #expect(spare.files == ["easel-turn-0-1-image-1", "easel-turn-0-1-signature-2"])
        #expect(spare.bytes(spare.path + "/easel-turn-0-1-image-1") == Picture.jpeg())
    }

    @Test func aBrokenPictureIsNotLeftInTheSparePlace() throws {
        let spare = try Staging()
        let reader = ResponseReader(
            files: AnswerFiles(folder: "/nonexistent", spare: spare.path), rules: WireRules.json)
        let text = Transcript.unary(image: Picture.jpeg(), signature: "EA==").prefix(180)
        _ = Array(text.utf8).withUnsafeBytes { reader.feed($0) }
        #expect(spare.files.count == 1)
        _ = reader.finish()
        #expect(spare.files == [])
    }
}
