/// What can go wrong between here and there that is ours to notice.
enum TransportFailure: Error, Hashable, Sendable {
    case fileChanged(path: String)
    case plainHTTP(host: String)
    case badURL(String)
    case unusableKey
    /// `to`: as the server wrote it; nil when it did not say.
    case redirected(to: String?, status: Int)
    /// Something other than an answer to what was asked.
    case badHTTP(String)
    case headersTooLarge(limit: Int)
    case firstByte(seconds: Double)
    case idle(seconds: Double)
    case total(seconds: Double)
    /// The studio was closed while the answer arrived.
    case interrupted
    /// The answer that was left is for another reader.
    case otherDialect(String)
}
