import Glibc

/// What a download came to. Pure but for clearing up what is no picture.
enum LinkOutcome {
    /// - Parameters:
    ///   - link: as the answer had it.
    ///   - host: who was asked in the end.
    static func file(
        of end: AnswerEnd<LinkConsumer.Answer>, link: String, host: String
    ) throws(LinkFailure) -> StagedFile {
        if let file = end.answer.file, file.isPicture { return file }
        // Half a picture can be fetched again, and would stand in its way.
        if let file = end.answer.file { unlink(file.path) }
        throw failure(of: end, link: link, host: Shown.word(host))
    }

    private static func failure(of end: AnswerEnd<LinkConsumer.Answer>, link: String, host: String) -> LinkFailure {
        func failure(_ kind: LinkFailure.Kind, _ why: String) -> LinkFailure { LinkFailure(kind, link: link, why: why) }
        let status = end.answer.status
        if let trouble = end.answer.readerFailure, case .notKept(let path, let error) = trouble {
            return failure(.notKept, "cannot write \(path): \(String(cString: strerror(error)))")
        }
        switch end.error {
        case LinkConsumer.Trouble.tooLarge?:
            return failure(.tooLarge, "it is larger than \(LinkConsumer.mostBytes >> 20) MB")
        case LinkConsumer.Trouble.notAPicture(let beginning)?:
            return failure(.notAPicture, "\(host) sent no picture but “\(Shown.words(ofPage: beginning))…”")
        case let transport as TransportFailure: return failure(kind(of: transport), words(transport, host))
        case is CancellationError: return failure(.cancelled, "it was cancelled")
        case let error? where !end.hadBegun:
            return failure(.unreachable, "\(host) cannot be reached: \(Shown.word("\(error)"))")
        case _? where (200..<300).contains(status): return failure(.broken, "the connection to \(host) broke")
        default: break
        }
        guard (200..<300).contains(status) else { return failure(.status(status), "\(host) answered HTTP \(status)") }
        return failure(.notAPicture, "\(host) sent no picture")
    }

    private static func kind(of failure: TransportFailure) -> LinkFailure.Kind {
        switch failure {
        case .firstByte, .idle, .total: .timeout
        case .redirected: .redirects
        case .headersTooLarge: .tooLarge
        default: .unusable
        }
    }

    private static func words(_ failure: TransportFailure, _ host: String) -> String {
        switch failure {
        case .firstByte(let seconds): "\(host) sent nothing for \(Int(seconds)) s"
        case .idle(let seconds): "\(host) fell silent for \(Int(seconds)) s"
        case .total(let seconds): "it took longer than \(Int(seconds)) s"
        case .redirected: "\(host) redirects without saying where to"
        case .headersTooLarge: "\(host) sent too many headers"
        default: "it is no address"
        }
    }
}
