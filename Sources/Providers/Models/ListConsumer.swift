import NIOCore

/// Takes a short answer whole, and no further than is right for one.
final class ListConsumer: AnswerConsumer {
    /// Bytes: OpenRouter's list of all its models has 2 MB.
    static let mostBytes = 16 << 20

    struct Answer: Sendable {
        /// 0: no answer began.
        var status = 0
        var headers: [(String, String)] = []
        var body: [UInt8] = []
        var isTooLarge = false
    }

    private struct TooLarge: Error {}

    private var taken = Answer()

    static func reads(_ dialect: String) -> Bool { false }

    func start(on loop: any EventLoop) {}
    func sent() {}
    func holdUp(before bytes: UnsafeRawBufferPointer) -> EventLoopFuture<Void>? { nil }
    var progress: AnswerProgress { .open }

    func begin(status: Int, headers: [(String, String)]) {
        taken.status = status
        taken.headers = headers
    }

    func receive(_ bytes: UnsafeRawBufferPointer) throws {
        guard taken.body.count + bytes.count <= Self.mostBytes else {
            taken.isTooLarge = true
            throw TooLarge()
        }
        taken.body += bytes
    }

    func end(_ error: (any Error)?) -> Answer { taken }
}
