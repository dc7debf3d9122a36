import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL
import StudioCore

/// What can go wrong between here and there, before anything is said about pictures.
enum TransportFailure: Error, Hashable, Sendable {
    case fileChanged(path: String)
    case plainHTTP(host: String)
    case badURL(String)
    case redirected(to: String)
    case firstByte(seconds: Int)
    case idle(seconds: Int)
    case total(seconds: Int)
}

extension TurnFailure {
    /// A transport error in plain words. `sent`: the request had left, so that the answer may have been billed.
    static func transport(_ error: any Error, endpoint: Endpoint, sent: Bool, answering: Bool) -> TurnFailure {
        let host = endpoint.baseURL
        let billed: Billed = sent ? .unknown : .no
        func failure(_ kind: FailureKind, _ message: String, _ advice: String, _ code: String) -> TurnFailure {
            TurnFailure(kind, message: endpoint.redact(message), advice: advice, providerCode: code, billed: billed)
        }
        let maybe =
            sent ? " The request had been sent, so it may have been billed; nothing is sent again by itself." : ""
        if error is CancellationError {
            return TurnFailure(
                .cancelled, message: "Cancelled." + maybe, advice: "Submit again when you like.", billed: billed)
        }
        if let transport = error as? TransportFailure {
            switch transport {
            case .fileChanged(let path):
                return failure(
                    .invalidRequest, "\(path) changed or vanished while it was being sent.", "Try again.",
                    "file_changed")
            case .plainHTTP(let host):
                return failure(
                    .invalidRequest,
                    "\(endpoint.name) is at http://\(host): the key would cross the network in the clear.",
                    "Use https, or set insecure = true for this provider in config.toml.", "plain_http")
            case .badURL(let url):
                return failure(.invalidRequest, "“\(url)” is no address.", "Fix base_url in config.toml.", "bad_url")
            case .redirected(let target):
                return failure(
                    .server,
                    "\(host) answered with a redirect to \(target); it is not followed, because it would take the key along.",
                    "Set base_url to the right address.", "redirect")
            case .firstByte(let seconds):
                return failure(
                    .timeout, "\(host) sent nothing for \(seconds) s.\(maybe)", "Try again later, or a smaller size.",
                    "first_byte")
            case .idle(let seconds):
                return failure(
                    .timeout, "\(host) fell silent for \(seconds) s in the middle of the answer.\(maybe)", "Try again.",
                    "idle")
            case .total(let seconds):
                return failure(
                    .timeout, "The answer took longer than \(seconds) s.\(maybe)", "Try a smaller size.", "total")
            }
        }
        if let client = error as? HTTPClientError {
            if client == .cancelled {
                return .transport(CancellationError(), endpoint: endpoint, sent: sent, answering: answering)
            }
            if client == .connectTimeout || client == .getConnectionFromPoolTimeout {
                return failure(
                    .timeout, "No connection to \(host) within 15 s.", "Check the network or the proxy, then retry.",
                    "connect_timeout")
            }
            if client == .remoteConnectionClosed {
                return answering
                    ? failure(
                        .truncated, "\(host) closed the connection in the middle of the answer.\(maybe)",
                        "Retry when you like.", "closed")
                    : failure(
                        .network, "\(host) closed the connection without an answer.\(maybe)", "Retry when you like.",
                        "closed")
            }
        }
        if error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError {
            return failure(
                .network, "No trusted TLS connection to \(host): \(error).",
                "Check the clock and the address; a private CA goes into SSL_CERT_FILE.", "tls")
        }
        if let connection = error as? NIOConnectionError {
            if connection.connectionErrors.isEmpty {
                return failure(
                    .network, "The host of \(host) cannot be found.", "Check the network and base_url.", "dns")
            }
            return failure(
                .network,
                "\(host) cannot be reached (\(connection.connectionErrors.first.map { "\($0.error)" } ?? "refused")).",
                "Check that it runs, the network, and base_url.", "connect")
        }
        let kind: FailureKind = answering ? .truncated : .network
        return failure(
            kind, "The connection to \(host) failed: \(error).\(maybe)", "Check the network, then retry.", "connection")
    }
}
