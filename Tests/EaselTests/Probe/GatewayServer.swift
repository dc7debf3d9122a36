import Foundation
import Glibc
import Synchronization

/// A gateway on this machine: what it answers depends on what it is asked, and it remembers that.
final class GatewayServer: Sendable {
    struct Request: Sendable {
        var line: String
        var head: String
        var body: String
    }

    private final class Record: Sendable {
        let requests = Mutex<[Request]>([])
    }

    private let record = Record()
    private let server: LoopbackServer

    init(_ answer: @escaping @Sendable (Request) -> LoopbackServer.Answer) throws {
        let record = record
        server = try LoopbackServer { connection in
            defer { close(connection) }
            guard let request = Self.request(from: connection) else { return }
            record.requests.withLock { $0.append(request) }
            let bytes = answer(request).bytes
            _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
    }

    var url: String { server.url }
    var requests: [Request] { record.requests.withLock { $0 } }
    /// Those that would be paid for.
    var orders: [Request] { requests.filter { $0.body.utf8.count > 2 } }

    func stop() { server.stop() }

    static func json(_ status: Int, _ body: String) -> LoopbackServer.Answer {
        LoopbackServer.Answer(status: status, type: "application/json", body: body)
    }

    /// As much of a picture as tells its size, in base64.
    static func picture(_ width: Int, _ height: Int) -> String {
        func big(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        let png =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13) + Array("IHDR".utf8) + big(width) + big(height)
            + [8, 2, 0, 0, 0] + big(0) + big(4) + Array("IDAT".utf8) + [1, 2, 3, 4] + big(0) + big(0)
            + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
        return Data(png).base64EncodedString()
    }

    private static func request(from connection: Int32) -> Request? {
        var bytes = Data()
        var block = [UInt8](repeating: 0, count: 65536)
        while true {
            if let end = bytes.range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                let count = length.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
                let body = bytes[end.upperBound...]
                if body.count >= count {
                    let line = head.split(separator: "\r\n").first.map(String.init) ?? ""
                    return Request(line: line, head: head, body: String(decoding: body, as: UTF8.self))
                }
            }
            let count = read(connection, &block, block.count)
            guard count > 0 else { return nil }
            bytes.append(contentsOf: block[..<count])
        }
    }
}
