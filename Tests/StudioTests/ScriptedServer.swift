import Foundation
import Glibc
import Synchronization
import Testing

/// A provider on this machine that plays one reply after the other, the last one for ever.
final class ScriptedServer: Sendable {
    struct Reply: Sendable {
        var bytes: [UInt8]
        /// Says nothing more afterwards, and does not hang up.
        var holds = false
    }

    private final class Record: Sendable {
        let heads = Mutex<[String]>([])
    }

    private let listener: Int32
    private let record = Record()
    let port: UInt16

    init(_ replies: [Reply]) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        try #require(isBound)
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        let record = record
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                // Only its end is an end: what closes the number must be what `deinit` has shut.
                if connection < 0, errno != EINVAL { continue }
                guard connection >= 0 else { break }
                Thread.detachNewThread { Self.talk(connection, replies, record) }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    var url: String { "http://127.0.0.1:\(port)" }

    /// The heads of all requests so far.
    var heads: [String] { record.heads.withLock { $0 } }

    private static func talk(_ connection: Int32, _ replies: [Reply], _ record: Record) {
        defer { close(connection) }
        var request = Data()
        var block = [UInt8](repeating: 0, count: 65536)
        var wanted: Int?
        var head = ""
        while wanted.map({ request.count < $0 }) ?? true {
            let count = read(connection, &block, block.count)
            guard count > 0 else { return }
            request.append(contentsOf: block[..<count])
            if wanted == nil, let end = request.range(of: Data("\r\n\r\n".utf8)) {
                head = String(decoding: request[..<end.lowerBound], as: UTF8.self)
                let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                wanted = end.upperBound + (length.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0)
            }
        }
        let number = record.heads.withLock { heads in
            heads.append(head)
            return heads.count
        }
        let reply = replies[min(number, replies.count) - 1]
        var rest = reply.bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
        if reply.holds { while read(connection, &block, block.count) > 0 {} }
    }
}

extension ScriptedServer.Reply {
    /// An answer with a length that is right, and headers of its own.
    static func http(_ status: Int, _ type: String, _ body: [UInt8], headers: String = "") -> Self {
        let head =
            "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\(headers)\r\n"
        return Self(bytes: Array(head.utf8) + body)
    }

    static func json(_ status: Int, _ object: [String: Any], headers: String = "") throws -> Self {
        http(status, "application/json", Array(try JSONSerialization.data(withJSONObject: object)), headers: headers)
    }

    /// As Google streams it: an event for each part, then the end.
    static func stream(
        _ parts: [[String: Any]], finishReason: String = "STOP", finishMessage: String? = nil, isCut: Bool = false
    ) throws -> Self {
        var events = parts.map { ["candidates": [["content": ["role": "model", "parts": [$0]]]]] as [String: Any] }
        var last: [String: Any] = [
            "content": ["role": "model", "parts": [[String: Any]]()], "finishReason": finishReason,
        ]
        if let finishMessage { last["finishMessage"] = finishMessage }
        events.append([
            "candidates": [last],
            "usageMetadata": [
                "promptTokenCount": 12, "candidatesTokenCount": 1120, "totalTokenCount": 1132,
                "candidatesTokensDetails": [["modality": "IMAGE", "tokenCount": 1120]],
            ],
        ])
        var body: [UInt8] = []
        for event in events {
            body += Array("data: ".utf8) + (try JSONSerialization.data(withJSONObject: event)) + Array("\r\n\r\n".utf8)
        }
        let reply = http(200, "text/event-stream", body)
        return isCut ? Self(bytes: reply.bytes.dropLast(60), holds: false) : reply
    }

    /// A picture of 96 × 64 pixels, as a part: colours in squares.
    static var picture: [String: Any] {
        let png =
            "iVBORw0KGgoAAAANSUhEUgAAAGAAAABACAIAAABqVuVZAAABKElEQVR42u3aQY1FMQhA0S/hSUFKpVQCEiqlUiqlEmZHwgQC6+Y2"
            + "xwB3RUJ/3yclcTQ0UmJmw/q0tB0JnZSa2/AjEIEIRCACEYhA7wb6N37EPw2NlJjZsERL25HQSam5DQQiEIEIRCACEejhQENL4kho"
            + "pNTMhjWktB0NnZSY20AgAhGIQAQiEIEeDjS1JE684Y2UmtmwppS2o6GTEnMbCEQgAhGIQAQi0MOBlpTE0dBIiZkNa2lpOxI6KTW3"
            + "gUAEIhCBCEQgAj0caEvJH+U0NFJiZsPaWtqOhE5KzW0gEIEIRCACEYhADwc6WhIn/pY0UmpmwzpS2o6GTkrMbSAQgQhEIAIRiEAP"
            + "B7paEkdCI6VmNqwrpe1o6KTE3AYCEYhABCIQgQj0bKA/2I5B4WAfA9AAAAAASUVORK5CYII="
        return ["inlineData": ["mimeType": "image/png", "data": png]]
    }

    static func picture(saying text: String = "Here.") throws -> Self { try stream([["text": text], picture]) }
}

extension ScriptedServer {
    /// For whom it is the provider: the key, and where it goes.
    var environment: [String: String] { ["GEMINI_API_KEY": "canary-7f3a91", "GOOGLE_GEMINI_BASE_URL": url] }
}
