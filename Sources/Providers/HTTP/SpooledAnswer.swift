import FoundationEssentials
import Glibc

/// An answer that a killed studio left on disk, whole or not. Read by the same reader as one that arrives.
struct SpooledAnswer {
    /// nil: it cannot be read, and the body is taken for an ordinary one.
    var head: AnswerHead?
    private var folder: String

    /// nil when none had begun to arrive.
    /// - Parameter folder: the request's own; absolute.
    init?(folder: String) {
        self.folder = folder
        let line = FileManager.default.contents(atPath: "\(folder)/\(AnswerSpool.headName)")
        head = line.flatMap { AnswerHead(line: String(decoding: $0, as: UTF8.self)) }
        var facts = stat()
        if head == nil, stat("\(folder)/\(AnswerSpool.bodyName)", &facts) != 0 || facts.st_size == 0 { return nil }
    }

    /// Which request of the turn was answered.
    var attempt: Int { head?.attempt ?? 1 }

    /// - Returns: what came of it. The error is `.interrupted` when more should have come.
    func replay<Consumer: AnswerConsumer>(into consumer: Consumer) -> AnswerEnd<Consumer.Answer> {
        var error: (any Error)?
        if let head, !Consumer.reads(head.dialect) {
            error = TransportFailure.otherDialect(head.dialect)
        } else {
            consumer.begin(
                status: head?.status ?? 200, headers: head?.contentType.map { [("content-type", $0)] } ?? [])
            var log = SpoolLog(folder: folder)
            do { try log.forEachPiece(consumer.receive) } catch let failure { error = failure }
            if error == nil, consumer.progress == .open { error = TransportFailure.interrupted }
        }
        return AnswerEnd(answer: consumer.end(error), error: error, wasSent: true, hadBegun: true)
    }
}
