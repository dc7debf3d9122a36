import NIOSSL
import StudioCore
import Testing

@testable import Providers

/// A server whose certificate only the person's own authority vouches for (`SSL_CERT_FILE`): over real TLS.
@Suite struct PrivateAuthorityTests {
    private func server(at host: String = "127.0.0.1") async throws -> LoopbackServer {
        let certificate = try NIOSSLCertificate(bytes: Array(Throwaway.certificate.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(Throwaway.key.utf8), format: .pem)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
        return try await LoopbackServer([.document], host: host, tls: context)
    }

    private func answer(
        from server: LoopbackServer, as host: String = "localhost", trusting file: String?
    ) async throws -> (Result<ImageResponse, ProviderFailure>, Staging) {
        let staging = try Staging()
        let transport = HTTPTransport(certificateFile: file.map { staging.write("authority.pem", Array($0.utf8)) })
        let provider = WireProvider(
            endpoint: Endpoint(
                name: "house", baseURL: "https://\(host):\(server.port)", authentication: .bearer, key: Trial.key),
            transport: transport)
        var request = ImageRequest.make()
        request.staging = staging.path
        let result: Result<ImageResponse, ProviderFailure>
        do throws(ProviderFailure) {
            result = .success(try await provider.generate(request) { _ in })
        } catch {
            result = .failure(error)
        }
        await transport.shutdown()
        return (result, staging)
    }

    @Test func whoIsVouchedForIsSpokenTo() async throws {
        let server = try await server()
        let (result, staging) = try await answer(from: server, trusting: Throwaway.certificate)
        #expect(try result.get().images.map { staging.bytes($0.file.path) } == [Fault.shot])
        await server.stop()
    }

    /// Whom nobody vouches for, and who shows another's certificate: nothing is sent, the key above all.
    @Test(arguments: [("localhost", false), ("127.0.0.2", true)])
    func whoIsNotIsSentNothing(_ host: String, _ isTrusted: Bool) async throws {
        let server = try await server(at: isTrusted ? host : "127.0.0.1")
        let (result, _) = try await answer(
            from: server, as: host, trusting: isTrusted ? Throwaway.certificate : nil)
        guard case .failure(let failure) = result else { return #expect(Bool(false), "spoken to") }
        #expect(failure.failure.kind == .network && failure.failure.billed == .no, "\(failure.failure)")
        #expect(try await server.requests() == [])
        await server.stop()
    }
}

/// Made for these tests, for localhost and 127.0.0.1, and for nothing else.
private enum Throwaway {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBsDCCAVegAwIBAgIUNmXl1hm70v+6ZA1yHhz4o9lsQ1kwCgYIKoZIzj0EAwIw
        HzEdMBsGA1UEAwwURWFzZWwgdGVzdCBhdXRob3JpdHkwIBcNMjYxMTI3MTUyMzUy
        WhgPMjEyNjExMDMxNTIzNTJaMB8xHTAbBgNVBAMMFEVhc2VsIHRlc3QgYXV0aG9y
        aXR5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEssksnGwjFSuvNvQMypocb8G/
        miMewW2uphxkVXIkAyltNjbCncUG4CfmPKYpHxIJd3aYlRwfm21fUlvNg/CkT6Nv
        MG0wHQYDVR0OBBYEFP2ZRPHtwTe7HsuzMHLZ2Qs5yA3eMB8GA1UdIwQYMBaAFP2Z
        RPHtwTe7HsuzMHLZ2Qs5yA3eMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAP
        BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIBKl34Fjc5Az71wSehXW
        S/wJ6gAw+h+23sLmweoEqm9vAiB+D75tko+xN1JLKsZHRvEUDKKRpQkKycvlYXWM
        iaaa/Q==
        -----END CERTIFICATE-----

        """
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg77PjJj5ChvLR/5Lg
        ALWr6oMrroWxOB7tEACQyvHXVluhRANCAASyySycbCMVK6829AzKmhxvwb+aIx7B
        ba6mHGRVciQDKW02NsKdxQbgJ+Y8pikfEgl3dpiVHB+bbV9SW82D8KRP
        -----END PRIVATE KEY-----

        """
}
