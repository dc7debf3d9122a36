import Glibc
import Testing

@testable import Gallery

@Suite struct OpenFileLockTests {
    private func file(_ path: String) throws -> OpenFile {
        try OpenFile(path: path, flags: O_RDWR | O_CREAT)
    }

    /// As when another program is being started while the file was open: its descriptor is ours too, and outlives ours.
    @Test func aDescriptorThatGoesInAMomentIsWaitedFor() throws {
        let scene = try Scene()
        defer { withExtendedLifetime(scene) {} }
        let path = try scene.write([1], "locked")
        var copy: Int32 = -1
        do {
            let earlier = try file(path)
            let isTaken = earlier.lock()
            #expect(isTaken)
            copy = dup(earlier.descriptor)
        }
        var pauses = 0
        let later = try file(path)
        let isTaken = later.lock {
            pauses += 1
            if pauses == 3 { close(copy) }
        }
        #expect(isTaken)
        #expect(pauses == 3)
    }

    @Test func whatAnotherHoldsStaysTaken() throws {
        let scene = try Scene()
        defer { withExtendedLifetime(scene) {} }
        let path = try scene.write([1], "locked")
        let owner = try file(path)
        let isOwned = owner.lock()
        var pauses = 0
        let second = try file(path)
        let isTaken = second.lock { pauses += 1 }
        #expect(isOwned && !isTaken)
        #expect(pauses == 20)
        // Held until here.
        #expect(try owner.status().st_size == 1)
    }
}
