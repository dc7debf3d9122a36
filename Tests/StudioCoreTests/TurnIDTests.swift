import Testing

@testable import StudioCore

@Suite struct TurnIDTests {
    @Test func isAULID() {
        #expect(TurnID(milliseconds: 0, entropy: (0, 0)).rawValue == "t_" + String(repeating: "0", count: 26))
        #expect(
            TurnID(milliseconds: 0xFFFF_FFFF_FFFF, entropy: (.max, .max)).rawValue == "t_7"
                + String(repeating: "Z", count: 25))
        // The ULID specification's own example time.
        #expect(TurnID(milliseconds: 1_469_918_176_385, entropy: (0, 1)).rawValue == "t_01ARYZ6S410000000000000001")
    }

    @Test func sortsByTimeThenByEntropy() {
        let ids = [
            TurnID(milliseconds: 1, entropy: (.max, .max)), TurnID(milliseconds: 2, entropy: (0, 0)),
            TurnID(milliseconds: 2, entropy: (0, .max)), TurnID(milliseconds: 2, entropy: (1, 0)),
            TurnID(milliseconds: 31, entropy: (0, 0)), TurnID(milliseconds: 32, entropy: (0, 0)),
            TurnID(milliseconds: 1_795_000_000_000, entropy: (0, 0)),
        ].map(\.rawValue)
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == ids.count)
    }

    @Test func aClockThatGoesBackMakesNoEarlierId() {
        let last = TurnID(milliseconds: 2_000, entropy: (0, 0xFFFF))
        let back = TurnID(milliseconds: 1_000, entropy: (7, 7)).following(last)
        #expect(back == TurnID(milliseconds: 2_000, entropy: (0, 0x1_0000)))
        #expect(last.following(last) == back, "nor the same one twice")
        let full = TurnID(milliseconds: 2_000, entropy: (.max, .max))
        #expect(last.following(full) == TurnID(milliseconds: 2_001, entropy: (0, 0)))
        let later = TurnID(milliseconds: 3_000, entropy: (0, 0))
        #expect(later.following(last) == later)
        #expect(later.following(nil) == later)
        #expect(TurnID("b").following(TurnID("z")) == TurnID("b"), "names that are none of ours mean no time")
    }
}
