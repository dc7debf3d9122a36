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
    /// For connections of other kinds to the same place.
    let proxy: ProxySettings?
    let certificateFile: String?

    /// - Parameter certificateFile: PEM with the authorities to trust instead of the system's (`SSL_CERT_FILE`).
    package convenience init(
        limits: TimeLimits = TimeLimits(), proxy: ProxySettings? = nil, certificateFile: String? = nil
    ) {
        self.init(limits: limits, proxy: proxy, certificateFile: certificateFile, addresses: [:])
    }

    /// - Parameter addresses: of hosts, for those that are not to be looked up.
    init(limits: TimeLimits, proxy: ProxySettings?, certificateFile: String?, addresses: [String: String]) {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let certificateFile { tls.trustRoots = .file(certificateFile) }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.timeout.connect = .milliseconds(Int64(limits.connect * 1000))
        // A refused connection is told at once, not after a quarter of a minute of trying.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Not asked for, but read when it comes.
        configuration.decompression = .enabled(limit: .size(ResponseReader.mostBytes))
        configuration.httpVersion = .http1Only
        configuration.dnsOverride = addresses
        // Many variants and turns at once are ordinary here: none waits for another's connection.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        // Read in large pieces: each has its own way through the pipeline and to the disk.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            let most = 1 << 18
            return channel.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 1 << 10, initial: 1 << 14, maximum: most)
            ).flatMap { AnswerGuard.add(to: channel) }
        }
        configuration.proxy = proxy.map(Self.proxy)
        self.limits = limits
        self.proxy = proxy
        self.certificateFile = certificateFile
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    private static func proxy(_ proxy: ProxySettings) -> HTTPClient.Configuration.Proxy {
        if proxy.kind == .socks { return .socksServer(host: proxy.host, port: proxy.port) }
        guard let user = proxy.user else { return .server(host: proxy.host, port: proxy.port) }
        return .server(
            host: proxy.host, port: proxy.port, authorization: .basic(username: user, password: proxy.password ?? ""))
    }

    package func shutdown() async { try? await client.shutdown() }

    /// Who forgets it, because something threw, loses the connections and nothing else: the client ends the process when it
    /// is dropped while it is open.
    deinit {
        Task { [client] in try? await client.shutdown() }
    }

    /// Sends a request and feeds the answer to `consumer` as it arrives, on one event loop. Honours task cancellation.
    /// - Parameter limits: instead of the transport's own, but for the connection.
    /// - Returns: the consumer's result, and whether the answer came to its end or broke (then with the error).
    func send<Consumer: AnswerConsumer>(
        _ call: HTTPCall, to endpoint: Endpoint, limits: TimeLimits? = nil, consumer: sending Consumer
    ) async -> AnswerEnd<Consumer.Answer> {
        await exchange(consumer, limits) { () throws(TransportFailure) in try self.request(call, to: endpoint) }
    }

    /// Asks for a file, and says no more about who asks than is needed.
    /// - Parameters:
    ///   - url: with nothing in it that could be read in two ways.
    ///   - host: the one it must be read as: the address it has was checked under this name.
    func get<Consumer: AnswerConsumer>(
        _ url: String, host: String, consumer: sending Consumer
    ) async -> AnswerEnd<Consumer.Answer> {
        await exchange(consumer, nil) { () throws(TransportFailure) in
            let headers = HTTPHeaders([
                ("Accept", "image/*"), ("Accept-Encoding", "identity"), ("User-Agent", "easel"),
            ])
            guard let request = try? HTTPClient.Request(url: url, method: .GET, headers: headers), request.host == host
            else { throw .badURL(url) }
            return request
        }
    }

    private func exchange<Consumer: AnswerConsumer>(
        _ consumer: sending Consumer, _ limits: TimeLimits?,
        _ request: () throws(TransportFailure) -> HTTPClient.Request
    ) async -> AnswerEnd<Consumer.Answer> {
        let loop = client.eventLoopGroup.next()
        let delegate = AnswerDelegate<Consumer>(consumer: consumer, limits: limits ?? self.limits, loop: loop)
        do {
            try Task.checkCancellation()
            let task = client.execute(
                request: try request(), delegate: delegate, eventLoop: .delegateAndChannel(on: loop))
            delegate.watch(task)
            try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                task.fail(reason: CancellationError())
            }
            return await delegate.end(nil)
        } catch {
            return await delegate.end(error)
        }
    }

    private func request(_ call: HTTPCall, to endpoint: Endpoint) throws(TransportFailure) -> HTTPClient.Request {
        guard endpoint.isKeyUsable else { throw .unusableKey }
        let url = endpoint.baseURL + call.path
        var headers = HTTPHeaders([
            ("Accept", call.accept), ("Accept-Encoding", "identity"), ("User-Agent", "easel"),
        ])
        if let header = endpoint.header { headers.add(name: header.name, value: header.value) }
        var body: HTTPClient.Body?
        if call.method == .post {
            headers.add(name: "Content-Type", value: call.contentType)
            let segments = call.body
            let length = segments.reduce(0) { $0 + $1.length }
            body = .stream(contentLength: Int64(length)) { Self.write(segments, 0, 0, $0) }
        }
        guard
            let request = try? HTTPClient.Request(
                url: url, method: call.method == .post ? .POST : .GET, headers: headers, body: body)
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
