import NIOCore
import NIOPosix
import NIOSSL

/// The line on which ComfyUI tells how it goes. No Origin is sent: a server on this machine refuses those it does not know.
struct ComfySocket: Sendable {
    enum Failure: Error {
        /// Nobody is there, or nobody who may be spoken to.
        case unreachable(any Error)
        /// HTTP said something else than “switching protocols”.
        case refused(status: Int)
        /// Something is there, and it speaks no WebSocket.
        case unusable(String)
    }

    /// Gives all that is heard to one listener, which is closed with it.
    let channel: NIOAsyncChannel<SocketSignal, Never>

    /// - Parameters:
    ///   - client: whose events are wanted: those of workflows that are queued under this name.
    ///   - seconds: for the connection, and again for the handshake.
    ///   - tick: seconds between two ticks.
    static func connect(
        to endpoint: Endpoint, client: String, certificateFile: String?, seconds: Double, tick: Double
    ) async throws(Failure) -> ComfySocket {
        let link: Link
        do throws(Link.Problem) {
            link = try Link(endpoint.baseURL + "/ws?clientId=\(PercentCoding.encoded(client))")
        } catch {
            throw .unreachable(TransportFailure.badURL(endpoint.baseURL))
        }
        guard link.isSecure || Loopback.contains(link.host) || endpoint.isInsecure else {
            throw .unreachable(TransportFailure.plainHTTP(host: link.host))
        }
        guard endpoint.isKeyUsable else { throw .unreachable(TransportFailure.unusableKey) }
        let opening = Opening(
            link: link, certificateFile: certificateFile, header: endpoint.header, seconds: seconds, tick: tick)
        let result: Opening.Result
        do {
            result = try await opening.open()
        } catch {
            throw isUnreachable(error) ? .unreachable(error) : .unusable("\(error)")
        }
        switch result {
        case .done(let channel): return ComfySocket(channel: channel)
        case .refused(let status): throw .refused(status: status)
        }
    }

    private static func isUnreachable(_ error: any Error) -> Bool {
        error is CancellationError || error is NIOConnectionError || error is NIOSSLError || error is BoringSSLError
            || error is NIOSSLExtraError
    }
}
