import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// How long is waited for what.
package struct TimeLimits: Hashable, Sendable {
    /// Seconds until the first byte of the answer: a 4K picture takes minutes at some providers.
    package var firstByte: Int
    package var idle: Int
    package var total: Int
    /// Seconds given to a server that has said everything but does not close.
    package var grace: Int

    package init(firstByte: Int = 600, idle: Int = 300, total: Int = 1800, grace: Int = 2) {
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
        self.grace = grace
    }
}

/// A proxy as terminal programs take it from the environment.
package struct ProxySettings: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case http, socks }
    package var kind: Kind
    package var host: String
    package var port: Int

    package init(kind: Kind, host: String, port: Int) {
        self.kind = kind
        self.host = host
        self.port = port
    }
}

/// One HTTP client for all providers. No redirect is ever followed, TLS is always verified, time limits are ours.
package final class HTTPTransport: Sendable {
    private let client: HTTPClient
    private let limits: TimeLimits

    package init(limits: TimeLimits = TimeLimits(), proxy: ProxySettings? = nil, certificateFile: String? = nil) {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let certificateFile { tls.additionalTrustRoots = [.file(certificateFile)] }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(15)
        configuration.decompression = .enabled(limit: .size(ResponseReader.mostBytes))
        configuration.httpVersion = .http1Only
        if let proxy {
            configuration.proxy =
                proxy.kind == .http
                ? .server(host: proxy.host, port: proxy.port) : .socksServer(host: proxy.host, port: proxy.port)
        }
        self.limits = limits
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    package func shutdown() async { try? await client.shutdown() }

    /// Sends a request and feeds the answer to `consumer` as it arrives, on one event loop.
    /// - Returns: the consumer's result, whether the answer came to its end or broke (then with the error).
    func send<Consumer: AnswerConsumer>(
        _ segments: [BodySegment], to path: String, at endpoint: Endpoint, consumer: sending Consumer
    ) async -> AnswerEnd<Consumer.Answer> {
        let loop = client.eventLoopGroup.next()
        let delegate = AnswerDelegate<Consumer>(consumer: consumer, limits: limits, loop: loop)
        do {
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

    private func request(_ segments: [BodySegment], to path: String, at endpoint: Endpoint) throws -> HTTPClient.Request
    {
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
        else { throw TransportFailure.badURL(url) }
        if request.scheme == "http", !Self.isLoopback(request.host), !endpoint.isInsecure {
            throw TransportFailure.plainHTTP(host: request.host)
        }
        return request
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host == "[::1]"
            || (host.hasPrefix("127.") && host.split(separator: ".").count == 4)
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
