/// What can go wrong between here and there that is ours to notice.
enum TransportFailure: Error, Hashable, Sendable {
    case fileChanged(path: String)
    case plainHTTP(host: String)
    case badURL(String)
    case unusableKey
    case redirected(to: String)
    case firstByte(seconds: Double)
    case idle(seconds: Double)
    case total(seconds: Double)
}
