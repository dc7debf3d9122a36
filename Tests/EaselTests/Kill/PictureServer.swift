import Foundation
import Glibc
import Synchronization

/// A provider on this machine that sends every request a picture of its own, slowly, and remembers what it sent: one after the
/// other in Google's dialect, as chat, and as an images route does, for what answers is told from its bytes.
final class PictureServer: Sendable {
    /// An answer, or the part of it that went out.
    struct Sent: Sendable {
        var picture: [UInt8]
        /// To the last byte.
        var isAll = false
    }

    private final class Record: Sendable {
        let answers = Mutex<[Sent]>([])
    }

    private let record = Record()
    private let server: LoopbackServer

    /// - Parameters:
    ///   - kilobytes: how large a picture is, about.
    ///   - pause: microseconds between pieces of 16 KB.
    init(kilobytes: Int = 120, pause: UInt32 = 2000) throws {
        let record = record
        server = try LoopbackServer { connection in
            defer { close(connection) }
            guard LoopbackServer.takeRequest(from: connection) else { return }
            let picture = KillWorld.png(kilobytes)
            let number = record.answers.withLock { answers in
                answers.append(Sent(picture: picture))
                return answers.count - 1
            }
            var rest = Self.answer(picture, number).bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(16384)
                let count = piece.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
                usleep(pause)
            }
            record.answers.withLock { $0[number].isAll = true }
        }
    }

    private static func answer(_ picture: [UInt8], _ number: Int) -> LoopbackServer.Answer {
        let base64 = Data(picture).base64EncodedString()
        return switch number % 3 {
        case 1:
            LoopbackServer.Answer(
                type: "application/json",
                body:
                    #"{"choices":[{"message":{"role":"assistant","content":"Here.\n![image](data:image/png;base64,\#(base64))"},"finish_reason":"stop"}]}"#
            )
        case 2:
            LoopbackServer.Answer(
                type: "application/json", body: #"{"created":1764000000,"data":[{"b64_json":"\#(base64)"}]}"#)
        default: KillWorld.answer(picture)
        }
    }

    var url: String { server.url }
    var sent: [Sent] { record.answers.withLock { $0 } }

    func stop() { server.stop() }
}
