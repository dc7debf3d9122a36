/// What a listener hears.
enum SocketSignal: Sendable {
    case text([UInt8])
    case binary([UInt8])
    /// Time passes.
    case tick
}
