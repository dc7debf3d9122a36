import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// The HTTP client of one or more providers. No redirect is ever followed, TLS is always verified, time limits are ours.
package final class HTTPTransport: Sendable {
    private let client: HTTPClient
    private let limits: TimeLimits

    /// - Parameter certificateFile: PEM with the authorities to trust instead of the system's (`SSL_CERT_FILE`).
    package init(limits: TimeLimits = TimeLimits(), proxy: ProxySettings? = nil, certificateFile: String? = nil) {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let certificateFile { tls.trustRoots = .file(certificateFile) }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.timeout.connect = .milliseconds(Int64(limits.connect * 1000))
        // A refused connection is told at once, not after a quarter of a minute of trying.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Not asked for, but read when it comes.
        configuration.decompression = .enabled(limit: .size(ResponseReader.mostBytes))
        configuration.httpVersion = .http1Only
        // Many variants and turns at once are ordinary here: none waits for another's connection.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        configuration.proxy = proxy.map(Self.proxy)
        self.limits = limits
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    private static func proxy(_ proxy: ProxySettings) -> HTTPClient.Configuration.Proxy {
        if proxy.kind == .socks { return .socksServer(host: proxy.host, port: proxy.port) }
        guard let user = proxy.user else { return .server(host: proxy.host, port: proxy.port) }
        return .server(
            host: proxy.host, port: proxy.port, authorization: .basic(username: user, password: proxy.password ?? ""))
    }

    package func shutdown() async { try? await client.shutdown() }

    /// Sends a request and feeds the answer to `consumer` as it arrives, on one event loop. Honours task cancellation.
    /// - Returns: the consumer's result, and whether the answer came to its end or broke (then with the error).
    func send<Consumer: AnswerConsumer>(
        _ segments: [BodySegment], to path: String, at endpoint: Endpoint, consumer: sending Consumer
    ) async -> AnswerEnd<Consumer.Answer> {
        let loop = client.eventLoopGroup.next()
        let delegate = AnswerDelegate<Consumer>(consumer: consumer, limits: limits, loop: loop)
        do {
            try Task.checkCancellation()
            let request = try self.request(segments, to: path, at: endpoint)
            let task = client.execute(request: request, delegate: delegate, eventLoop: .delegateAndChannel(on: loop))
            delegate.watch(task)
            return try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                task.fail(reason: CancellationError())
            }
        } catch {
            return await delegate.broken(error)
        }
    }

    private func request(
        _ segments: [BodySegment], to path: String, at endpoint: Endpoint
    ) throws(TransportFailure) -> HTTPClient.Request {
        guard endpoint.isKeyUsable else { throw .unusableKey }
        let url = endpoint.baseURL + path
        var headers = HTTPHeaders([
            ("Content-Type", "application/json"), ("Accept", "text/event-stream, application/json"),
            ("Accept-Encoding", "identity"), ("User-Agent", "easel"),
        ])
        if let header = endpoint.header { headers.add(name: header.name, value: header.value) }
        let length = segments.reduce(0) { $0 + $1.length }
        guard
            let request = try? HTTPClient.Request(
                url: url, method: .POST, headers: headers,
                body: .stream(contentLength: Int64(length)) { Self.write(segments, 0, 0, $0) })
        else { throw .badURL(url) }
        if request.scheme != "https", !Loopback.contains(request.host), !endpoint.isInsecure {
            throw .plainHTTP(host: request.host)
        }
        return request
    }

    /// One piece after the other, each read when the one before it has gone.
    private static func write(
        _ segments: [BodySegment], _ index: Int, _ offset: Int, _ writer: HTTPClient.Body.StreamWriter
    ) -> EventLoopFuture<Void> {
        var index = index
        var offset = offset
        while index < segments.count {
            do {
                if let piece = try segments[index].piece(at: offset) {
                    let following = (index, piece.next)
                    return writer.write(.byteBuffer(piece.bytes)).flatMap {
                        write(segments, following.0, following.1, writer)
                    }
                }
            } catch {
                return writer.write(.byteBuffer(ByteBuffer())).flatMapThrowing { throw error }
            }
            index += 1
            offset = 0
        }
        return writer.write(.byteBuffer(ByteBuffer()))
    }
}
