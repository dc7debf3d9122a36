import CSandbox
import Glibc
import Pixels

/// The worker's side: a process that reads open picture files from its standard input, a socket, and writes pixels back.
/// It has given up everything else.
package enum DecodeServer {
    /// The program's first argument when it is to be a worker; a second one is how many seconds it waits for a picture.
    package static let flag = "--decode-worker"

    /// The largest pictures the limits let through need about 600 MB: 64 Mpx, progressive, without subsampling.
    private static let memory = 1 << 30
    /// CPU for one picture.
    private static let seconds = 10
    private static let idleSeconds: Int32 = 30

    /// Returns unless these are a worker's arguments. To be called first of all; ends the process.
    package static func runIfAsked(_ arguments: [String]) {
        guard arguments.first == flag else { return }
        run(idleSeconds: arguments.dropFirst().first.flatMap { Int32($0) }.map { min($0, 86_400) } ?? idleSeconds)
    }

    private static func run(idleSeconds: Int32) -> Never {
        csb_limit(memory, 8)
        // Where the kernel has no filters, the limits are what there is.
        _ = csb_lock()
        while let (request, file) = next(idleSeconds) {
            csb_allow_seconds(seconds)
            let sent = answer(request, file)
            csb_allow_seconds(0)
            guard sent else { break }
        }
        _exit(0)
    }

    /// The next picture; nil at the end, or when there was none for a while.
    private static func next(_ idleSeconds: Int32) -> (DecodeRequest, Int32)? {
        var polls = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        guard poll(&polls, 1, idleSeconds * 1000) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: DecodeRequest.length)
        var file: Int32 = -1
        // Sent in one piece, so it comes in one.
        guard csb_receive(0, &bytes, bytes.count, &file) == bytes.count, file >= 0, let request = DecodeRequest(bytes)
        else { return nil }
        return (request, file)
    }

    private static func answer(_ request: DecodeRequest, _ descriptor: Int32) -> Bool {
        let file = InputFile(adopting: descriptor, byteCount: request.byteCount)
        let fitting = request.width > 0 ? PixelSize(width: request.width, height: request.height) : nil
        do throws(PixelsError) {
            let image = try ImageDecoder.decode(file, fitting: fitting)
            return send(request, .pixels(isComplete: image.isComplete), image.bitmap.pixels)
        } catch {
            return send(request, .failure(error.kind), Array(error.message.utf8.prefix(DecodeAnswer.longestReason)))
        }
    }

    private static func send(_ request: DecodeRequest, _ outcome: DecodeAnswer.Outcome, _ bytes: [UInt8]) -> Bool {
        let head = DecodeAnswer(number: request.number, outcome: outcome, byteCount: bytes.count)
        return write(head.bytes) && write(bytes)
    }

    private static func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.send(0, bytes.baseAddress! + done, bytes.count - done, Int32(MSG_NOSIGNAL))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }
}
