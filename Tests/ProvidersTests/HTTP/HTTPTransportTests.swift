import Testing

@testable import Providers

@Suite struct HTTPTransportTests {
    /// Who holds a transport may leave by an error. The client below it ends the process when it is dropped while open.
    @Test func oneThatIsForgottenEndsNothing() { _ = HTTPTransport() }

    @Test func oneThatIsShutDownMayBeForgotten() async {
        let transport = HTTPTransport()
        await transport.shutdown()
    }
}
