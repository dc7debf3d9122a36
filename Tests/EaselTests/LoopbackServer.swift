import Foundation
import Glibc
import Synchronization
import Testing

/// A provider on this machine that answers every request the same way, byte for byte.
final class LoopbackServer: Sendable {
    struct Answer: Sendable {
        var status = 200
        var type = "text/event-stream"
        var body: String
        /// Falls silent after so many bytes, head included; nil: sends all.
        var stopsAfter: Int?
        /// All of it, head included, instead of the above.
        var raw: [UInt8]?
        /// Then this, so many times.
        var flood: [UInt8] = []
        var times = 0

        /// Every byte is the test's.
        static func raw(_ text: String, flood: [UInt8] = [], times: Int = 0) -> Answer {
            Answer(body: "", raw: Array(text.utf8), flood: flood, times: times)
        }

        /// All that goes over the wire.
        var bytes: [UInt8] {
            if let raw { return raw }
            let head =
                "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n"
                + "Connection: close\r\n\r\n"
            return Array((head + body).utf8)
        }

        /// One picture of one pixel, as Gemini streams it.
        static func picture(text: String = "", count: Int = 1) -> Answer {
            let png =
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
            let words = text.isEmpty ? "" : #"{"text":"\#(text)"},"#
            return Answer(
                body: #"data: {"candidates":[{"content":{"role":"model","parts":[\#(words){"inlineData":{"mimeType":"#
                    + #""image/png","data":"\#(png)"}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":12,"#
                    + #""candidatesTokenCount":1120,"totalTokenCount":1132,"candidatesTokensDetails":[{"modality":"#
                    + #""IMAGE","tokenCount":1120}]}}"# + "\r\n\r\n")
        }

        /// An error as Google writes it.
        static func error(_ code: Int, _ status: String, _ message: String) -> Answer {
            Answer(
                status: code, type: "application/json",
                body: #"{"error":{"code":\#(code),"message":"\#(message)","status":"\#(status)"}}"#)
        }
    }

    let port: UInt16
    private let listener: Int32
    private let isStopped = Mutex(false)

    convenience init(_ answer: Answer) throws { try self.init { Self.talk($0, answer) } }

    /// - Parameter talk: has each connection, on a thread of its own, and closes it.
    init(talk: @escaping @Sendable (Int32) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        try #require(bound)
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { Self.serve(listener, talk) }
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// Once: the number may be another test's socket by now.
    func stop() {
        isStopped.withLock { isStopped in
            if !isStopped { shutdown(listener, Int32(SHUT_RDWR)) }
            isStopped = true
        }
    }

    private static func serve(_ listener: Int32, _ talk: @escaping @Sendable (Int32) -> Void) {
        while true {
            let connection = accept(listener, nil, nil)
            // Only its end is an end: what closes the number must be what `stop` has shut.
            if connection < 0, errno != EINVAL { continue }
            guard connection >= 0 else { break }
            Thread.detachNewThread { talk(connection) }
        }
        close(listener)
    }

    private static func talk(_ connection: Int32, _ answer: Answer) {
        defer { close(connection) }
        guard takeRequest(from: connection) else { return }
        let bytes = answer.bytes.prefix(answer.stopsAfter ?? .max)
        _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        for _ in 0..<answer.times {
            let count = answer.flood.withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count == answer.flood.count else { return }
        }
        guard answer.stopsAfter != nil else { return }
        // Until the other side has gone.
        var block = [UInt8](repeating: 0, count: 65536)
        while read(connection, &block, block.count) > 0 {}
    }

    /// Reads a request to its end.
    /// - Returns: whether it came to one.
    static func takeRequest(from connection: Int32) -> Bool { request(from: connection) != nil }

    /// Reads a request to its end.
    /// - Returns: all of it; nil when it did not come to one.
    static func request(from connection: Int32) -> Data? {
        var request = Data()
        var block = [UInt8](repeating: 0, count: 65536)
        var wanted: Int?
        while wanted.map({ request.count < $0 }) ?? true {
            let count = read(connection, &block, block.count)
            guard count > 0 else { return nil }
            request.append(contentsOf: block[..<count])
            if wanted == nil, let end = request.range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: request[..<end.lowerBound], as: UTF8.self).lowercased()
                let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                wanted = end.upperBound + (length.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0)
            }
        }
        return request
    }
}
