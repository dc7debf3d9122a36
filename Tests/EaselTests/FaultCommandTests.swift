import Foundation
import Glibc
import Testing

@testable import easel

/// Servers that misbehave, against the real program: exit code, one JSON object, memory, and nothing of the key anywhere.
@Suite struct FaultCommandTests {
    private static let key = "canary-7f3a91-0123456789"

    private func generate(_ answer: LoopbackServer.Answer) throws -> World.Result {
        let server = try LoopbackServer(answer)
        defer { server.stop() }
        var world = try World()
        defer { world.remove() }
        world.variables["GEMINI_API_KEY"] = Self.key
        world.variables["GOOGLE_GEMINI_BASE_URL"] = server.url
        let result = try world.run("generate", "a", "fox", "-m", "nano-banana-pro", "--json")
        let said = result.text + result.errors
        #expect(!said.contains("canary-7"), "\(said)")
        let controls = said.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) }
        #expect(controls.isEmpty)
        let files = try #require(FileManager.default.enumerator(at: world.folder, includingPropertiesForKeys: nil))
        for case let file as URL in files where !file.hasDirectoryPath {
            #expect(try Data(contentsOf: file).range(of: Data(Self.key.utf8)) == nil, "\(file.path)")
        }
        // The most of any program that a test has started so far.
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        #expect(usage.ru_maxrss <= 512 << 10, "\(usage.ru_maxrss) KB")
        return result
    }

    private func fails(
        _ answer: LoopbackServer.Answer, _ kind: String, _ code: Int32, billed: String, says: String = ""
    ) throws {
        let result = try generate(answer)
        #expect(result.code == code, "\(result.errors)")
        let failure = try result.failure()
        #expect(failure["kind"] as? String == kind)
        #expect(failure["billed"] as? String == billed)
        let message = try #require(failure["message"] as? String)
        #expect(says.isEmpty || message.contains(says), "\(message)")
        #expect((try result.json()["images"] as? [Any])?.isEmpty == true)
    }

    @Test func statuses() throws {
        try fails(.error(429, "X", "insufficient_quota"), "quota", 5, billed: "no", says: "HTTP 429")
        try fails(.error(500, "INTERNAL", "Oops."), "server", 7, billed: "unknown", says: "HTTP 500")
        try fails(.error(500, "INTERNAL", "rejected by the safety system"), "content_rejected", 3, billed: "unknown")
        try fails(.raw("HTTP/1.1 099 X\r\nContent-Length: 2\r\n\r\n{}"), "malformed_response", 7, billed: "unknown")
        try fails(
            .raw("HTTP/1.1 429 X\r\nRetry-After: 1e300\r\nContent-Length: 2\r\n\r\n{}"), "rate_limited", 5, billed: "no"
        )
        try fails(
            .raw("HTTP/1.1 307 X\r\nLocation: http://169.254.169.254/?\(Self.key)\r\nContent-Length: 0\r\n\r\n"),
            "server", 7,
            billed: "no", says: "http://169.254.169.254/?[key]")
    }

    @Test func theKeyAndCommandsInAnError() throws {
        try fails(
            .error(
                401, "UNAUTHENTICATED",
                #"Incorrect API key: \#(Self.key.prefix(12))****, \#(Self.key) \u001b]52;c;aGk=\u0007\u009b31m"#),
            "authentication", 4, billed: "no", says: "Incorrect API key: [key]****, [key] ␛]52")
    }

    @Test func theKeyAndCommandsBesideThePicture() throws {
        let result = try generate(.picture(text: #"\#(Self.key) \u001b[2J \u202e"#))
        #expect(result.code == 0)
        #expect(try result.json()["text"] as? String == "[key] \u{1B}[2J \u{202E}")
    }

    @Test func aLineOf60Megabytes() throws {
        let head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"data\":\"iVBORw0KGgoA"
        try fails(
            .raw(head, flood: Array(String(repeating: "QUJD", count: 1 << 14).utf8), times: 60 << 4), "truncated", 6,
            billed: "unknown")
    }

    @Test func aTextOf60Megabytes() throws {
        let head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
        try fails(
            .raw(head, flood: [UInt8](repeating: 0x61, count: 1 << 16), times: 60 << 4), "truncated", 6,
            billed: "unknown")
    }

    @Test func aBodyWithoutEnd() throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\":\""
        try fails(
            .raw(head, flood: [UInt8](repeating: 0x61, count: 1 << 20), times: 300), "unsafe_response", 7,
            billed: "unknown",
            says: "256 MB")
    }

    /// 300 MB of one letter in two.
    @Test func aGzipBomb() throws {
        let bomb = GzipBomb.bytes("{\"a\":\"", then: "a", count: 300 << 20)
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n"
        try fails(.raw(head, flood: bomb, times: 1), "unsafe_response", 7, billed: "unknown")
    }

    @Test func headersWithoutEnd() throws {
        let line = Array("X: \(String(repeating: "y", count: 1000))\r\n".utf8)
        try fails(.raw("HTTP/1.1 200 OK\r\n", flood: line, times: 20_000), "unsafe_response", 7, billed: "unknown")
    }

    @Test func aPictureThatEndsInItsMiddle() throws {
        let half = Array(KillWorld.png(8).dropLast(2000))
        let result = try generate(KillWorld.answer(half))
        let failure = try result.failure()
        #expect(result.code == 7 && failure["kind"] as? String == "malformed_response")
        #expect(failure["billed"] as? String == "yes")
        let images = try #require(try result.json()["images"] as? [[String: Any]])
        #expect(images.map { $0["role"] as? String } == ["draft"])
        #expect(images.map { $0["bytes"] as? Int } == [half.count])
    }

    @Test func aPictureTooLargeToOpen() throws {
        var vast = KillWorld.png(8)
        vast.replaceSubrange(16..<24, with: [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50])
        let result = try generate(KillWorld.answer(vast))
        #expect(result.code == 0)
        #expect((try result.json()["notes"] as? [String])?.contains { $0.contains("50000×50000") } == true)
    }

    @Test func aPictureBehindALink() throws {
        let png = try #require(
            Data(
                base64Encoded:
                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="))
        // One server for both: whatever is asked of it, the beginning is the answer, and the picture is not JSON.
        let cdn = try LoopbackServer(
            .raw("HTTP/1.1 200 OK\r\nContent-Length: \(png.count)\r\n\r\n", flood: Array(png), times: 1))
        defer { cdn.stop() }
        let result = try generate(
            LoopbackServer.Answer(
                body:
                    #"data: {"candidates":[{"content":{"parts":[{"fileData":{"fileUri":"\#(cdn.url)/x.png"}}]},"finishReason":"STOP"}]}"#
                    + "\n\n"))
        // Another port of this machine is another origin: it is not followed, and the link is told.
        let failure = try result.failure()
        #expect(result.code == 7 && failure["kind"] as? String == "unsafe_response")
        #expect((failure["message"] as? String)?.contains("\(cdn.url)/x.png") == true)
    }
}

/// A stream of deflate that repeats one letter: 13 bits for every 258 bytes.
private enum GzipBomb {
    static func bytes(_ words: String, then letter: Character, count: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var held: UInt32 = 0
        var bits = 0
        func add(_ code: UInt32, _ length: Int) {
            for bit in (0..<length).reversed() {
                held |= (code >> UInt32(bit) & 1) << UInt32(bits)
                bits += 1
                if bits == 8 {
                    bytes.append(UInt8(held))
                    held = 0
                    bits = 0
                }
            }
        }
        // The last block, of fixed codes.
        add(0b110, 3)
        for byte in Array(words.utf8) + Array(String(letter).utf8) { add(UInt32(byte) + 0x30, 8) }
        for _ in 0..<count / 258 {
            add(0b1100_0101, 8)
            add(0, 5)
        }
        return bytes
    }
}
