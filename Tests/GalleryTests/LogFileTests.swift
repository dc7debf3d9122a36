import FoundationEssentials
import Glibc
import Logging
import Testing

@testable import Gallery

@Suite struct LogFileTests {
    private func logger(_ scene: Scene, level: Logger.Level = .info) -> Logger {
        Logger(label: "test") { _ in
            LogFile(path: scene.folders.log, level: level, now: { Date(timeIntervalSince1970: 1_764_000_000) })
        }
    }

    private func text(_ scene: Scene) -> String {
        String(decoding: (try? SafeFile.read(scene.folders.log)) ?? [], as: UTF8.self)
    }

    @Test func aLineSaysWhenWhatAndHow() throws {
        let scene = try Scene()
        let logger = logger(scene)
        logger.info("turn ended", metadata: ["turn": "t_01", "reason": "no room left"])
        logger.debug("phase")
        #expect(text(scene) == "2025-11-24T16:00:00Z info turn ended reason=\"no room left\" turn=t_01\n")
        #expect(try permissions(scene.folders.log) == 0o600)
    }

    @Test func whatAServerSaysStaysOnItsLineAndIsSeen() throws {
        let scene = try Scene()
        logger(scene).warning("turn ended", metadata: ["reason": "a\nb\u{1b}]0;x\u{7}\u{202e}\"c\\"])
        #expect(
            text(scene)
                == "2025-11-24T16:00:00Z warning turn ended reason=\"a\\u{a}b\\u{1b}]0;x\\u{7}\\u{202e}\\\"c\\\\\"\n")
    }

    @Test func aLongLogMakesRoomForANewOne() throws {
        let scene = try Scene()
        let logger = logger(scene)
        let words = Logger.MetadataValue.string(String(repeating: "x", count: 2000))
        for _ in 0..<600 { logger.info("turn ended", metadata: ["reason": words]) }
        let size = try #require(SafeFile.info(scene.folders.log)?.bytes)
        let earlier = try #require(SafeFile.info(scene.folders.log + ".1")?.bytes)
        #expect(size < LogFile.mostBytes && earlier <= LogFile.mostBytes)
        #expect(size + earlier > 600 * 2000)
    }

    @Test func aLogThatCannotBeWrittenIsLeftOut() throws {
        let scene = try Scene()
        try SafeFile.makeFolder(scene.folders.log)
        logger(scene).info("turn ended")
        #expect(SafeFile.list(scene.folders.log).isEmpty)
    }

    private func permissions(_ path: String) throws -> UInt32 {
        try OpenFile.reading(path).status().st_mode & 0o777
    }
}
