import Foundation

/// The same numbers every time (xorshift64*).
struct SmallRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    /// `EASEL_SEED`, or always the same.
    static var seed: UInt64 {
        ProcessInfo.processInfo.environment["EASEL_SEED"].flatMap { UInt64($0) } ?? 20_261_123
    }
}

/// How often something is tried: `usual`, or what a variable says.
func amount(_ variable: String, usual: Int) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } ?? usual
}
