import NIOCore
import Pixels

/// Takes a linked file as it arrives: to disk, no further than its limit, and no further than its first bytes when they are
/// no picture's.
final class LinkConsumer: AnswerConsumer {
    static let mostBytes = 64 << 20

    enum Trouble: Error, Hashable, Sendable { case tooLarge, notAPicture(beginning: String) }

    struct Answer: Sendable {
        /// 0: no answer began.
        var status = 0
        /// nil when nothing of it came.
        var file: StagedFile?
        var readerFailure: ReaderFailure?
    }

    private let path: String
    private let spare: String?
    private let most: Int
    private let report: @Sendable (Int, Int?) -> Void
    private var writer: StagedFileWriter?
    private var status = 0
    private var expected: Int?
    private var bytes = 0
    private var head: [UInt8] = []
    /// What came before there was enough to tell what it is.
    private var held: [UInt8] = []

    /// - Parameters:
    ///   - path: absolute, not yet there.
    ///   - spare: the same on another file system.
    ///   - most: bytes that are taken.
    ///   - report: bytes so far, and of how many where that is known.
    init(path: String, spare: String?, most: Int = mostBytes, report: @escaping @Sendable (Int, Int?) -> Void) {
        self.path = path
        self.spare = spare
        self.most = most
        self.report = report
    }

    static func reads(_ dialect: String) -> Bool { false }

    func start(on loop: any EventLoop) {}
    func sent() {}
    func holdUp(before bytes: UnsafeRawBufferPointer) -> EventLoopFuture<Void>? { nil }
    var progress: AnswerProgress { .open }

    func begin(status: Int, headers: [(String, String)]) {
        self.status = status
        expected = headers.first { $0.0.lowercased() == "content-length" }.flatMap { Int($0.1) }
    }

    func receive(_ input: UnsafeRawBufferPointer) throws {
        // The words of an error are nobody's picture.
        guard (200..<300).contains(status) else { return }
        guard bytes + input.count <= most, expected ?? 0 <= most else { throw Trouble.tooLarge }
        bytes += input.count
        if head.count < 32 {
            head += input.prefix(32 - head.count)
            guard head.count == 32 else { return held += input }
            try checkHead()
        }
        let writer = writer ?? StagedFileWriter(path: path, spare: spare, fate: .verbatim)
        self.writer = writer
        held.withUnsafeBytes { writer.write($0) }
        held = []
        writer.write(input)
        if let failure = writer.failure { throw failure }
        report(bytes, expected)
    }

    private func checkHead() throws {
        guard ImageFormat(magic: head) == nil else { return }
        throw Trouble.notAPicture(beginning: String(decoding: head, as: UTF8.self))
    }

    func end(_ error: (any Error)?) -> Answer {
        var failure: ReaderFailure?
        let file = writer?.finish(whole: error == nil)
        failure = writer?.failure
        return Answer(status: status, file: file, readerFailure: failure)
    }
}
