import Glibc
import Testing

@testable import easel

/// What the kernel says of folders, by its bytes.
@Suite struct FolderNewsTests {
    private func record(_ watch: Int32, _ mask: some BinaryInteger, _ name: String = "") -> [UInt8] {
        var padded = Array(name.utf8)
        if !padded.isEmpty { padded += Array(repeating: 0, count: 16 - padded.count % 16) }
        var event = inotify_event()
        event.wd = watch
        event.mask = UInt32(truncatingIfNeeded: mask)
        event.len = UInt32(padded.count)
        return withUnsafeBytes(of: event) { Array($0) } + padded
    }

    private func news(_ bytes: [UInt8]) -> FolderNews {
        var news = FolderNews()
        bytes.withUnsafeBytes { news.add($0) }
        return news
    }

    @Test func filesAreNewsOfTheirFolder() {
        let bytes =
            record(1, IN_CLOSE_WRITE, "a.png") + record(2, IN_MOVED_TO, "a name of more than sixteen bytes.png")
            + record(3, IN_DELETE, "b.json") + record(4, IN_CREATE, "not written yet.png")
            + record(5, IN_CLOSE_WRITE, ".half.png")
        #expect(news(bytes) == FolderNews(changed: [1, 2, 3]))
    }

    @Test func foldersAndTooMuchAtOnceMeanEverything() {
        for bytes in [
            record(1, IN_CREATE | IN_ISDIR, "2026-11-24"), record(1, IN_MOVED_FROM | IN_ISDIR, "2026-11-24"),
            record(1, IN_CREATE | IN_ISDIR, ".trash"), record(-1, IN_Q_OVERFLOW), record(1, IN_DELETE_SELF),
        ] { #expect(news(bytes).isEverything) }
        #expect(news(record(1, IN_CREATE | IN_ISDIR, ".cache")).isEmpty)
        #expect(news(record(1, IN_IGNORED)).isEmpty)
    }

    @Test func cutAnywhereItIsNoMoreThanItWas() {
        let bytes = record(1, IN_DELETE, "a.png") + record(2, IN_DELETE, "b.png")
        for end in 0..<bytes.count {
            let cut = news(Array(bytes[..<end]))
            #expect(cut.changed.isSubset(of: [1]) && !cut.isEverything)
        }
    }
}
