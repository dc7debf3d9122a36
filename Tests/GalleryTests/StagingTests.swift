import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct StagingTests {
    @Test func `a request's folder has its intent before anything is asked, private and whole`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let intent = RequestIntent.make(.make("t_01J-x", parent: TurnID("t_0")), variant: 3)
        let folder = try await store.makeStaging(for: intent)
        #expect(folder == scene.folders.journal + "/t_01J-x-3")
        #expect(Scene.files(folder) == ["intent.json"])
        #expect(Scene.mode(folder) == 0o700)
        #expect(Scene.mode(folder + "/intent.json") == 0o600)
        guard case .intent(let file) = IntentFile.read(try SafeFile.read(folder + "/intent.json")) else {
            Issue.record("not readable")
            return
        }
        #expect(file.intent == intent)
        #expect(file.offset == 9 * 3600)
        #expect(file.owner.pid == getpid())
        #expect(file.owner.started > 0)
    }

    @Test func `it is its process's alone until it is left`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let folder = try await store.makeStaging(for: .make())
        #expect(StagingClaim.take(folder) == nil)
        await store.leaveStaging(folder)
        let claim = StagingClaim.take(folder)
        #expect(claim != nil)
        #expect(StagingClaim.take(folder) == nil)
        withExtendedLifetime(claim) {}
    }

    @Test func `discarding takes what is in it, and nothing elsewhere`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let folder = try await store.makeStaging(for: .make())
        try SafeFile.write(Bytes.png(), to: folder + "/1-image-1", .new)
        await store.discardStaging(folder)
        #expect(!SafeFile.exists(folder))
        #expect(StagingClaim.take(folder) == nil)
        await store.discardStaging(scene.root)
        await store.discardStaging(scene.folders.journal + "/../../..")
        #expect(SafeFile.exists(scene.root + "/home"))
    }

    @Test func `what is asked is told apart by its hash, who asks is not`() throws {
        func hash(_ intent: RequestIntent, pid: Int32 = 1) throws -> String {
            try IntentFile(intent, offset: 0, owner: IntentFile.Owner(pid: pid, started: 0)).request
        }
        let one = try hash(.make(.make("t_1", at: 1)))
        #expect(FileDigest.isDigest(one))
        #expect(try hash(.make(.make("t_2", at: 2), session: "owls"), pid: 2) == one)
        #expect(try hash(.make(.make("t_1", prompt: "an owl"))) != one)
        #expect(try hash(.make(.make("t_1", parent: TurnID("t_0")))) != one)
        #expect(try hash(.make(variant: 1)) != one)
    }

    @Test func `damaged, foreign and newer intents are none`() throws {
        let whole = try JSONCoding.line(
            IntentFile(.make(), offset: 0, owner: IntentFile.Owner(pid: 1, started: 0)))
        let text = String(decoding: whole, as: UTF8.self)
        for end in stride(from: 0, to: whole.count - 2, by: 7) {
            #expect(IntentFile.read(Array(whole[..<end])) == .unreadable)
        }
        #expect(IntentFile.read(Array("{}".utf8)) == .unreadable)
        #expect(IntentFile.read(Array(text.replacing("\"v\":1", with: "\"v\":2").utf8)) == .newer(2))
        #expect(IntentFile.read(Array(text.replacing("foxes", with: "../x").utf8)) == .unreadable)
        #expect(IntentFile.read(Array(text.replacing("\"count\":1", with: "\"count\":99999999").utf8)) == .unreadable)
    }
}
