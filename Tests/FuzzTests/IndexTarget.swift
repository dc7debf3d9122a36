import Fuzzing
import Glibc
import Pixels
import StudioCore

@testable import Gallery

/// The index with damage in it: whatever it says, a rebuild says what is there, and nothing ends the program.
enum IndexTarget {
    private static let names = (0..<12).map { "2026-11-23/1435\($0 + 10)-a-fox-7f3a" }

    /// A gallery of a few pictures under this home.
    private static func furnish(_ home: String) throws -> Folders {
        let folders = Folders(environment: ["HOME": home])
        try SafeFile.makeFolder("\(folders.gallery)/2026-11-23")
        let png = try PNGEncoder.encode(.filled(RGB(9, 8, 7), width: 4, height: 4))
        for name in names {
            try SafeFile.write(png, to: "\(folders.gallery)/\(name).png", .new)
            try SafeFile.write(GalleryCorpus.sidecar, to: "\(folders.gallery)/\(name).json", .new)
        }
        return folders
    }

    private static let gallery = Scratch()

    static let index: FuzzTarget = {
        let folders = try? furnish(gallery.path)
        let corpus = Corpus()
        return FuzzTarget(
            "index", corpus: corpus.files,
            dictionary: ["SQLite format 3", "CREATE TABLE", "picture", "\u{0}\u{0}\u{0}\u{1}"],
            mostBytes: 1 << 18, cases: 25
        ) { input, random in
            guard var folders else { throw Broken("no gallery") }
            let scratch = Scratch()
            folders.cache = scratch.path
            let file = scratch.write("index.sqlite", input)
            if random.below(4) == 0 { scratch.write("index.sqlite-journal", Array(input.prefix(512))) }
            chmod(file, 0o600)
            let index = GalleryIndex(folders: folders)
            var word = "fine"
            do throws(StoreFailure) {
                _ = try await index.refresh()
                _ = try await index.recent(limit: 50)
                _ = try await index.page(GalleryQuery([.init(.word("fox")), .init(.word("sn"))]), limit: 50)
                _ = try await index.count()
            } catch {
                word = "\(error.kind)"
            }
            if access(folders.index + ".damaged", F_OK) == 0 { word = "made anew" }
            let found: [PictureEntry]
            do throws(StoreFailure) {
                try await index.rebuild()
                found = try await index.recent(limit: 50)
            } catch {
                throw Broken("after a rebuild: \(error.message)")
            }
            try hold(Set(found.map(\.path)) == Set(names.map { $0 + ".png" }), "another gallery after a rebuild")
            try hold(found.allSatisfy { $0.prompt == "a fox\nin \"snow\" – 雪" && !$0.isMissing }, "another picture")
            return word
        }
    }()

    /// Files that SQLite wrote of a gallery like that.
    private struct Corpus {
        var files: [[UInt8]] = []

        init() {
            let scratch = Scratch()
            let path = "\(scratch.path)/index.sqlite"
            guard let database = try? IndexDatabase(path: path) else { return }
            let entries = names.map { name in
                PictureEntry(
                    path: name + ".png", created: 1_795_442_102, bytes: 90, width: 4, height: 4,
                    sha256: GalleryCorpus.sha, model: "google/m", session: "foxes", turn: "t_1",
                    prompt: "a fox in snow",
                    cost: 0.134, hasSidecar: true)
            }
            try? database.replace(entries.map { IndexedPicture($0) })
            files.append(Scratch.bytes(path))
        }
    }
}
