/// An answer about a task, as it came: to a submission or to the question how it stands.
struct BFLAnswer: Sendable {
    /// 0: no answer began.
    var status = 0
    var headers: [(String, String)] = []
    /// As much of it as there is.
    var document: JSONValue?
    /// The document came to its end.
    var isWhole = false
    /// It broke off in the middle of something.
    var isCut = false
    /// The beginning of what was sent, as text.
    var sample = ""
    var readerFailure: ReaderFailure?
    var bytes = 0
}
