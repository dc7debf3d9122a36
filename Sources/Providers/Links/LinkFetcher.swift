/// Downloads pictures that an answer only names. The address that is connected to is the one that was checked; no key, no
/// cookie goes along; nothing but a picture is kept.
package struct LinkFetcher: Sendable {
    package static let mostRedirects = 3
    package static let mostAttempts = 3

    private let proxy: @Sendable (_ url: String) -> ProxySettings?
    private let certificateFile: String?
    private let limits: TimeLimits
    private let resolve: @Sendable (_ host: String) async throws -> [IPAddress]
    private let isAllowed: @Sendable (IPAddress) -> Bool
    private let sleep: @Sendable (Double) async throws -> Void

    /// - Parameters:
    ///   - proxy: the proxy for an address, if any. It is asked for the checked address, not for the name.
    ///   - certificateFile: PEM with the authorities to trust instead of the system's.
    ///   - resolve: all addresses of a name; asked once for each connection.
    ///   - isAllowed: whose addresses may be connected to; the API's own origin always may.
    ///   - sleep: between attempts, seconds.
    package init(
        proxy: @escaping @Sendable (_ url: String) -> ProxySettings? = { _ in nil }, certificateFile: String? = nil,
        limits: TimeLimits = TimeLimits(firstByte: 60, idle: 30, total: 300),
        resolve: @escaping @Sendable (_ host: String) async throws -> [IPAddress] = LinkResolver.system,
        isAllowed: @escaping @Sendable (IPAddress) -> Bool = { $0.isPublic },
        sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.proxy = proxy
        self.certificateFile = certificateFile
        self.limits = limits
        self.resolve = resolve
        self.isAllowed = isAllowed
        self.sleep = sleep
    }

    /// Fetches a picture into a file. What is asked for is drawn already: asking again costs nothing, and is done for
    /// trouble that may pass.
    /// - Parameters:
    ///   - text: the link as the answer has it; relative ones are the API's own.
    ///   - origin: the API's base address.
    ///   - path: absolute, not yet there.
    ///   - spare: the same on another file system, for a full disk.
    ///   - report: bytes so far, and of how many where that is known.
    /// - Returns: a whole file that begins like a picture.
    @concurrent
    func fetch(
        _ text: String, from origin: String, to path: String, spare: String? = nil,
        report: @escaping @Sendable (Int, Int?) -> Void = { _, _ in }
    ) async throws(LinkFailure) -> StagedFile {
        let policy = LinkPolicy(origin: origin, isAllowed: isAllowed)
        var attempts = 0
        while true {
            attempts += 1
            do throws(LinkFailure) {
                return try await attempt(
                    text, policy, path: attempts == 1 ? path : "\(path)-\(attempts)", spare: spare, report)
            } catch {
                guard error.isPassing, attempts < Self.mostAttempts else { throw error }
                do {
                    try await sleep(Double(attempts * attempts))
                } catch {
                    throw LinkFailure(.cancelled, link: text, why: "it was cancelled")
                }
            }
        }
    }

    private func attempt(
        _ text: String, _ policy: LinkPolicy, path: String, spare: String?,
        _ report: @escaping @Sendable (Int, Int?) -> Void
    ) async throws(LinkFailure) -> StagedFile {
        var link = try Self.read(text, policy, from: nil, named: text)
        for hop in 0...Self.mostRedirects {
            switch try await get(link, policy, named: text, path: path, spare: spare, report) {
            case .file(let file): return file
            case .elsewhere(let target):
                guard hop < Self.mostRedirects else { break }
                let next = try Self.read(target, policy, from: link, named: text)
                guard policy.mayRedirect(from: link, to: next) else {
                    throw LinkFailure(
                        .forbidden, link: text, why: "it redirects to \(Shown.word(next.url)), which is not encrypted")
                }
                link = next
            }
        }
        throw LinkFailure(.redirects, link: text, why: "it redirects more than \(Self.mostRedirects) times")
    }

    private enum Step {
        case file(StagedFile)
        case elsewhere(String)
    }

    private func get(
        _ link: Link, _ policy: LinkPolicy, named text: String, path: String, spare: String?,
        _ report: @escaping @Sendable (Int, Int?) -> Void
    ) async throws(LinkFailure) -> Step {
        var last = LinkFailure(.unresolved, link: text, why: "\(link.host) has no address")
        for address in try await addresses(of: link, policy, named: text) {
            let transport = HTTPTransport(
                limits: limits, proxy: proxy(link.url), certificateFile: certificateFile,
                addresses: address.map { [link.host: $0.description] } ?? [:])
            let end = await transport.get(
                link.url, host: link.host, consumer: LinkConsumer(path: path, spare: spare, report: report))
            await transport.shutdown()
            if case .redirected(let target, _)? = end.error as? TransportFailure, let target {
                return .elsewhere(target)
            }
            do throws(LinkFailure) {
                return .file(try LinkOutcome.file(of: end, link: text, host: link.host))
            } catch {
                last = error
                // Only who could not be reached at all may be reached by another way.
                guard error.kind == .unreachable, !end.wasSent else { throw error }
            }
        }
        throw last
    }

    /// nil stands for the API's own, which is found as every request to it is.
    private func addresses(
        of link: Link, _ policy: LinkPolicy, named text: String
    ) async throws(LinkFailure) -> [IPAddress?] {
        if policy.isOwn(link) { return [nil] }
        let found: [IPAddress]
        if let literal = link.literal {
            found = [literal]
        } else {
            do {
                found = try await resolve(link.host)
            } catch {
                throw LinkFailure(.unresolved, link: text, why: "the name \(link.host) cannot be found")
            }
        }
        let allowed = policy.addresses(found)
        guard found.isEmpty || !allowed.isEmpty else {
            throw LinkFailure(
                .forbidden, link: text,
                why: "\(Shown.word(link.origin)) leads to \(found[0]), which is not on the public internet")
        }
        return allowed.prefix(4).map { $0 }
    }

    private static func read(
        _ text: String, _ policy: LinkPolicy, from page: Link?, named name: String
    ) throws(LinkFailure) -> Link {
        do throws(Link.Problem) {
            return try policy.link(text, from: page)
        } catch {
            let redirect = page == nil ? "" : "it redirects to \(Shown.word(text)), and "
            throw LinkFailure(.unusable, link: name, why: redirect + Self.words(error))
        }
    }

    private static func words(_ problem: Link.Problem) -> String {
        switch problem {
        case .notHTTP: "only http and https are followed"
        case .user: "it holds a user name, which addresses of pictures never do"
        case .character: "it holds a character that no address has"
        case .host: "its host is none"
        case .port: "its port is none"
        case .tooLong: "it is longer than any address"
        case .disguised: "its host is a number in disguise"
        }
    }
}
