import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import StudioCore

extension TurnFailure {
    /// A transport error in plain words.
    /// - Parameters:
    ///   - sent: the request had left, so that the answer may have been billed.
    ///   - answering: bytes of the answer's body had come.
    static func transport(_ error: any Error, endpoint: Endpoint, sent: Bool, answering: Bool) -> TurnFailure {
        let words = Words(endpoint: endpoint, sent: sent)
        if let ours = error as? TransportFailure { return words.ours(ours) }
        if error is CancellationError || error as? HTTPClientError == .cancelled {
            return TurnFailure(
                .cancelled,
                message: sent ? "Cancelled after the request had been sent; it may still be billed." : "Cancelled.",
                advice: "Submit again when you like.", billed: sent ? .unknown : .no)
        }
        if error is NIOHTTPDecompression.DecompressionError || error is NIOHTTPDecompression.ExtraDecompressionError {
            return words.failure(
                .unsafeResponse, "The compressed answer of \(words.host) is damaged or far too large.",
                "Do not trust this endpoint: no real answer is like that.", "decompression")
        }
        // An end in the middle of a message is the parser's error too, but nobody's bad HTTP.
        if let parser = error as? HTTPParserError {
            if parser == .invalidEOFState { return words.lost("it was closed", answering) }
            if parser == .headerOverflow { return words.ours(.headersTooLarge(limit: 256 << 10)) }
            return words.ours(.badHTTP("\(error)"))
        }
        if error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError {
            return words.failure(
                .network, "No trusted TLS connection to \(words.host): \(error).",
                "Check the clock and the address; a private authority goes into SSL_CERT_FILE.", "tls")
        }
        if let connection = error as? NIOConnectionError { return words.unreached(connection) }
        if let client = error as? HTTPClientError, let failure = words.client(client, answering) { return failure }
        return words.lost(error.reason, answering)
    }

    /// The words that the cases share.
    private struct Words {
        var endpoint: Endpoint
        var sent: Bool

        var host: String { endpoint.baseURL }
        private var maybe: String {
            sent ? " The request had been sent, so it may have been billed; it is not sent again by itself." : ""
        }

        func failure(_ kind: FailureKind, _ message: String, _ advice: String, _ code: String) -> TurnFailure {
            TurnFailure(
                kind, message: endpoint.redact(Shown.text(message)), advice: advice, providerCode: code,
                billed: sent ? .unknown : .no)
        }

        func ours(_ error: TransportFailure) -> TurnFailure {
            switch error {
            case .fileChanged(let path):
                failure(
                    .invalidRequest, "\(path) changed or vanished while it was being sent.", "Try again.",
                    "file_changed")
            case .plainHTTP(let host):
                failure(
                    .invalidRequest,
                    "\(endpoint.name) is at http://\(host): the key would cross the network in the clear.",
                    "Use https, or set insecure = true for this provider in config.toml.", "plain_http")
            case .badURL(let url):
                failure(.invalidRequest, "“\(url)” is no address.", "Fix base_url in config.toml.", "bad_url")
            case .unusableKey:
                failure(
                    .authentication, "The key of \(endpoint.name) is empty or holds characters that no key has.",
                    "Copy the key again, without line breaks or quotes.", "unusable_key")
            case .redirected(let target, let status):
                redirected(target.map { Shown.text($0) } ?? "nowhere", status)
            case .badHTTP(let why):
                failure(
                    .malformedResponse, "\(host) does not answer in proper HTTP (\(why)).",
                    "Check base_url and the proxy.", "http")
            case .headersTooLarge(let limit):
                failure(
                    .unsafeResponse, "\(host) sent more than \(limit >> 10) KB of headers; the answer was given up.",
                    "Do not trust this endpoint: no real answer is like that.", "headers")
            case .firstByte(let seconds):
                failure(
                    .timeout, "\(host) sent nothing for \(Int(seconds)) s.\(maybe)",
                    "Try again later, or ask for a smaller size.",
                    "first_byte")
            case .idle(let seconds):
                failure(
                    .timeout, "\(host) fell silent for \(Int(seconds)) s in the middle of the answer.\(maybe)",
                    "Retry when you like.", "idle")
            case .total(let seconds):
                failure(
                    .timeout, "The answer took longer than \(Int(seconds)) s.\(maybe)", "Ask for a smaller size.",
                    "total")
            case .interrupted:
                failure(
                    .interrupted, "Easel was closed while the answer of \(host) arrived.",
                    "What can be opened of it was kept. Retry when you like: it may have been billed all the same.",
                    "interrupted")
            case .otherDialect(let dialect):
                failure(
                    .interrupted,
                    "Easel was closed while an answer arrived; it is in the format “\(dialect)”, which \(endpoint.name) is not set to any more.",
                    "Give the provider its earlier dialect in config.toml and start again.", "other_dialect")
            }
        }

        /// Nobody drew anything for a request that was sent elsewhere, but for “see other”, which comes after the work.
        private func redirected(_ target: String, _ status: Int) -> TurnFailure {
            var failure = failure(
                .server,
                "\(host) answered with a redirect (HTTP \(status)) to \(target); it is not followed, because it would take the key along.",
                "If that is the right address, set base_url to it.", "redirect")
            failure.httpStatus = status
            if status != 303 { failure.billed = .no }
            return failure
        }

        func unreached(_ error: NIOConnectionError) -> TurnFailure {
            guard let first = error.connectionErrors.first else {
                return failure(
                    .network, "The name of \(host) cannot be found.", "Check the network and base_url.", "dns")
            }
            return failure(
                .network, "\(host) cannot be reached: \(first.error.reason).",
                "Check that it runs, the network and the proxy, and base_url.", "connect")
        }

        func client(_ error: HTTPClientError, _ answering: Bool) -> TurnFailure? {
            if error == .connectTimeout || error == .getConnectionFromPoolTimeout || error == .tlsHandshakeTimeout
                || error == .socksHandshakeTimeout || error == .httpProxyHandshakeTimeout
            {
                return failure(
                    .timeout, "No connection to \(host) in time.", "Check the network or the proxy, then retry.",
                    "connect_timeout")
            }
            if error == .proxyAuthenticationRequired || error == .invalidProxyResponse {
                return failure(
                    .network, "The proxy refuses the connection to \(host).",
                    "Check HTTPS_PROXY with its user and password, or add the host to NO_PROXY.", "proxy")
            }
            if error == .remoteConnectionClosed { return lost("it was closed", answering) }
            return nil
        }

        func lost(_ how: String, _ answering: Bool) -> TurnFailure {
            answering
                ? failure(
                    .truncated, "The connection to \(host) broke in the middle of the answer (\(how)).\(maybe)",
                    "Retry when you like.", "closed")
                : failure(
                    .network, "The connection to \(host) broke before an answer (\(how)).\(maybe)",
                    "Retry when you like.",
                    "closed")
        }
    }
}
