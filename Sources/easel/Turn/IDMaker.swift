import FoundationEssentials
import StudioCore

extension TurnID {
    /// A new one, from the clock and the system's randomness.
    static func make() -> TurnID {
        let milliseconds = UInt64(max(0, Date().timeIntervalSince1970 * 1000))
        return TurnID(
            milliseconds: milliseconds, entropy: (UInt16.random(in: 0...UInt16.max), UInt64.random(in: 0...UInt64.max)))
    }
}
