import Crypto
import StudioCore
import Testing

@testable import Providers

/// Links over real sockets. 127.0.0.2 plays the public internet; everything else is judged as always.
@Suite struct LinkFetcherTests {
    static let shot = Picture.png(5000)
    static let image = LoopbackServer.Reply.sized(type: "image/png", shot)

    static func isAllowed(_ address: IPAddress) -> Bool { address.description == "127.0.0.2" || address.isPublic }

    private func fetcher(
        limits: TimeLimits = TimeLimits(), _ names: [String: [String]] = [:]
    ) -> LinkFetcher {
        LinkFetcher(
            limits: limits,
            resolve: { host in (names[host] ?? []).compactMap { IPAddress($0) } },
            isAllowed: Self.isAllowed, sleep: { _ in })
    }

    private func failure(
        _ link: String, from origin: String = "http://127.0.0.1:1", _ fetcher: LinkFetcher, in staging: Staging
    ) async throws -> LinkFailure {
        do throws(LinkFailure) {
            _ = try await fetcher.fetch(link, from: origin, to: staging.path + "/1-link-1")
            throw LinkFailure(.cancelled, link: link, why: "it was fetched")
        } catch {
            #expect(staging.files == [])
            return error
        }
    }

    @Test func aPictureFromAPublicName() async throws {
        let server = try await LoopbackServer([Self.image], host: "127.0.0.2")
        let staging = try Staging()
        let link = "http://cdn.example:\(server.port)/a%2Fb.png?sig=x"
        let file = try await fetcher(["cdn.example": ["127.0.0.2"]]).fetch(
            link, from: "https://api.example", to: staging.path + "/1-link-1")
        #expect(staging.bytes(file.path) == Self.shot && file.isWhole && file.isPicture)
        #expect(file.sha256 == Hexadecimal.text(SHA256.hash(data: Self.shot)))
        let request = try #require(try await server.requests().first)
        #expect(request.hasPrefix("GET /a%2Fb.png?sig=x HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("host: cdn.example:\(server.port)\r\n"))
        for word in ["cookie", "authorization", "x-goog-api-key", "x-key", "referer"] {
            #expect(!request.lowercased().contains(word))
        }
        await server.stop()
    }

    @Test func theAPIsOwnOriginMayBeAnywhere() async throws {
        let server = try await LoopbackServer([Self.image])
        let staging = try Staging()
        for link in [server.url + "/x", "/x"] {
            let file = try await fetcher().fetch(link, from: server.url, to: "\(staging.path)/\(link.count)")
            #expect(staging.bytes(file.path) == Self.shot)
        }
        await server.stop()
    }

    /// Each of these leads to a server that is there.
    @Test(arguments: [
        "http://127.0.0.1:PORT/", "http://127.0.0.1.:PORT/", "http://localhost:PORT/", "http://localhost.:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/", "http://[::1]:PORT/", "http://0.0.0.0:PORT/", "http://private.example:PORT/",
        "http://mixed.example:PORT/", "http://mapped.example:PORT/", "http://2130706433:PORT/", "http://0x7f.1:PORT/",
        "http://0177.0.0.1:PORT/", "http://127.1:PORT/", "http://x@127.0.0.1:PORT/",
        "http://cdn.example\\@127.0.0.1:PORT/",
        "http://cdn.example:PORT\r\n/", "file:///etc/passwd", "--output=/tmp/x", "$(reboot)",
        "http://nat.example:PORT/",
        "http://link.example:PORT/",
    ]) func nothingIsAskedOf(_ link: String) async throws {
        let server = try await LoopbackServer([Self.image])
        let staging = try Staging()
        let names = [
            "localhost": ["127.0.0.1"], "private.example": ["127.0.0.1"], "mixed.example": ["127.0.0.2", "127.0.0.1"],
            "mapped.example": ["::ffff:127.0.0.1"], "cdn.example": ["127.0.0.1"], "nat.example": ["64:ff9b::7f00:1"],
            "link.example": ["169.254.169.254"],
        ]
        let text = link.replacing("PORT", with: "\(server.port)")
        let failure = try await failure(text, fetcher(names), in: staging)
        // What has no scheme is the API's own, which is not there.
        #expect([.unusable, .forbidden, .unreachable].contains(failure.kind), "\(failure.why)")
        #expect(failure.link == text)
        #expect(try await server.requests().isEmpty)
        await server.stop()
    }

    /// Public when it is checked, private when it is looked up again: it is looked up once.
    @Test func aNameThatChangesItsMind() async throws {
        let server = try await LoopbackServer([Self.image], host: "127.0.0.2")
        let trap = try await LoopbackServer([Self.image], port: server.port)
        let staging = try Staging()
        let lookups = Lookups(["127.0.0.2", "127.0.0.1"])
        let fetcher = LinkFetcher(
            resolve: { _ in [await lookups.next()].compactMap { IPAddress($0) } }, isAllowed: Self.isAllowed)
        let file = try await fetcher.fetch(
            "http://rebind.example:\(server.port)/", from: "https://api.example", to: staging.path + "/x")
        #expect(staging.bytes(file.path) == Self.shot)
        #expect(await lookups.count == 1)
        #expect(try await trap.requests().isEmpty)
        await server.stop()
        await trap.stop()
    }

    /// The same over a redirect: the second look finds the private address, and stops there.
    @Test func aNameThatChangesItsMindAfterARedirect() async throws {
        let again = LoopbackServer.Reply.raw("HTTP/1.1 302 X\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")
        let server = try await LoopbackServer([again], host: "127.0.0.2")
        let trap = try await LoopbackServer([Self.image], port: server.port)
        let lookups = Lookups(["127.0.0.2", "127.0.0.1"])
        let fetcher = LinkFetcher(
            resolve: { _ in [await lookups.next()].compactMap { IPAddress($0) } }, isAllowed: Self.isAllowed)
        let failure = try await failure("http://rebind.example:\(server.port)/", fetcher, in: try Staging())
        #expect(failure.kind == .forbidden && failure.why.contains("127.0.0.1"))
        #expect(try await trap.requests().isEmpty)
        await server.stop()
        await trap.stop()
    }

    @Test(
        arguments: [301, 302, 303, 307, 308],
        [
            ("http://127.0.0.1:PORT/", LinkFailure.Kind.forbidden), ("//127.0.0.1:PORT/", .forbidden),
            ("file:///etc/passwd", .unusable), ("http://169.254.169.254/", .forbidden),
            ("http://[::1]:PORT/", .forbidden),
            ("http://2130706433:PORT/", .unusable), ("http://private.example:PORT/", .forbidden),
        ]) func redirectsAreChecked(_ status: Int, _ target: (String, LinkFailure.Kind)) async throws
    {
        let trap = try await LoopbackServer([Self.image])
        let location = target.0.replacing("PORT", with: "\(trap.port)")
        let server = try await LoopbackServer(
            [.raw("HTTP/1.1 \(status) X\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n")], host: "127.0.0.2")
        let fetcher = fetcher(["cdn.example": ["127.0.0.2"], "private.example": ["10.0.0.1"]])
        let failure = try await failure("http://cdn.example:\(server.port)/", fetcher, in: try Staging())
        #expect(failure.kind == target.1, "\(failure.why)")
        #expect(try await trap.requests().isEmpty)
        await server.stop()
        await trap.stop()
    }

    @Test(arguments: [0, 1, 3]) func redirectsAreFollowed(_ count: Int) async throws {
        let hops = (0..<count).map {
            LoopbackServer.Reply.raw("HTTP/1.1 302 X\r\nLocation: hop\($0)\r\nContent-Length: 0\r\n\r\n")
        }
        let server = try await LoopbackServer(hops + [Self.image], host: "127.0.0.2")
        let staging = try Staging()
        let file = try await fetcher(["cdn.example": ["127.0.0.2"]]).fetch(
            "http://cdn.example:\(server.port)/a/b", from: "https://api.example", to: staging.path + "/x")
        #expect(staging.bytes(file.path) == Self.shot)
        await server.stop()
    }

    @Test func inCircles() async throws {
        let again = LoopbackServer.Reply.raw("HTTP/1.1 302 X\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")
        let server = try await LoopbackServer([again], host: "127.0.0.2")
        let failure = try await failure(
            "http://cdn.example:\(server.port)/", fetcher(["cdn.example": ["127.0.0.2"]]), in: try Staging())
        #expect(failure.kind == .redirects)
        #expect(try await server.requests().count == LinkFetcher.mostRedirects + 1)
        await server.stop()
    }

    @Test func encryptedStaysEncrypted() throws {
        let policy = LinkPolicy(origin: "https://api.example")
        let (safe, plain) = (try Link("https://a.example/"), try Link("http://a.example/"))
        #expect(!policy.mayRedirect(from: safe, to: plain) && policy.mayRedirect(from: plain, to: safe))
    }

    @Test(arguments: [
        (
            LoopbackServer.Reply.sized(type: "image/png", Array("<!DOCTYPE html><title>Expired</title></html>".utf8)),
            LinkFailure.Kind.notAPicture, 1
        ),
        (.sized(Array("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".utf8)), .notAPicture, 1),
        (.sized([]), .notAPicture, 1), (.error(403, "<Error>expired</Error>"), .status(403), 1),
        (.error(404, "no"), .status(404), 3), (.error(503, "no"), .status(503), 3),
        (.raw("HTTP/1.1 200 OK\r\nContent-Length: 70000000\r\n\r\nx"), .tooLarge, 1),
        (
            .init(
                pieces: [Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + Picture.png()],
                flood: [UInt8](repeating: 7, count: 65536), times: 1200), .tooLarge, 1
        ),
        (.init(pieces: [Array("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n".utf8) + Picture.png()]), .broken, 3),
        (
            .init(
                pieces: [Array("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n".utf8) + Picture.png()], ending: .open),
            .timeout, 3
        ),
        (.init(pieces: [], ending: .open), .timeout, 3), (.raw("SSH-2.0\r\n"), .unreachable, 3),
    ]) func whatIsNoPicture(_ reply: LoopbackServer.Reply, _ kind: LinkFailure.Kind, _ requests: Int) async throws {
        let server = try await LoopbackServer([reply], host: "127.0.0.2")
        let fetcher = fetcher(
            limits: kind == .timeout ? TimeLimits(firstByte: 1, idle: 1) : TimeLimits(), ["cdn.example": ["127.0.0.2"]])
        let failure = try await failure("http://cdn.example:\(server.port)/", fetcher, in: try Staging())
        #expect(failure.kind == kind, "\(failure.why)")
        #expect(try await server.requests().count <= requests)
        let words = failure.asTurnFailure
        #expect(words.billed == .yes && words.message.contains("http://cdn.example:\(server.port)/"))
        await server.stop()
    }

    /// Trouble that passes costs nothing but time.
    @Test func theSecondTryHasIt() async throws {
        let server = try await LoopbackServer([.error(503, "no"), Self.image], host: "127.0.0.2")
        let staging = try Staging()
        let file = try await fetcher(["cdn.example": ["127.0.0.2"]]).fetch(
            "http://cdn.example:\(server.port)/", from: "https://api.example", to: staging.path + "/x")
        #expect(staging.bytes(file.path) == Self.shot)
        await server.stop()
    }

    @Test func aNameThatIsNone() async throws {
        let failure = try await failure("https://nowhere.example/x", fetcher(), in: try Staging())
        #expect(failure.kind == .unresolved)
    }

    @Test func theSystemKnowsThisMachine() async throws {
        let found = try await LinkResolver.system("localhost")
        #expect(!found.isEmpty && found.allSatisfy { !$0.isPublic })
    }

    private actor Lookups {
        private var answers: [String]
        private(set) var count = 0
        init(_ answers: [String]) { self.answers = answers }

        func next() -> String {
            count += 1
            return answers.count > 1 ? answers.removeFirst() : answers[0]
        }
    }
}
