import Foundation
import Glibc
import Testing

/// A provider on this machine that answers every request the same way, byte for byte.
final class LoopbackServer: Sendable {
    struct Answer: Sendable {
        var status = 200
        var type = "text/event-stream"
        var body: String

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

    init(_ answer: Answer) throws {
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
        Thread.detachNewThread { Self.serve(listener, answer) }
    }

    var url: String { "http://127.0.0.1:\(port)" }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func serve(_ listener: Int32, _ answer: Answer) {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            Thread.detachNewThread { talk(connection, answer) }
        }
        close(listener)
    }

    private static func talk(_ connection: Int32, _ answer: Answer) {
        defer { close(connection) }
        var request = Data()
        var block = [UInt8](repeating: 0, count: 65536)
        var wanted: Int?
        while wanted.map({ request.count < $0 }) ?? true {
            let count = read(connection, &block, block.count)
            guard count > 0 else { return }
            request.append(contentsOf: block[..<count])
            if wanted == nil, let end = request.range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: request[..<end.lowerBound], as: UTF8.self).lowercased()
                let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                wanted = end.upperBound + (length.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0)
            }
        }
        let head =
            "HTTP/1.1 \(answer.status) X\r\nContent-Type: \(answer.type)\r\nContent-Length: \(answer.body.utf8.count)\r\n"
            + "Connection: close\r\n\r\n"
        let bytes = Array((head + answer.body).utf8)
        _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
}
