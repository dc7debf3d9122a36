import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

/// Galleries that nobody wrote by hand: what the index finds is what going through all of them by hand finds.
struct GeneratedGalleryTests {
    /// The same numbers for the same seed.
    struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state ^ state >> 33) &* 0xFF51_AFD7_ED55_8CCD
        }
    }

    private static let words = [
        "lighthouse", "harbour", "forest", "fox", "foxglove", "owl", "river", "red", "redwood", "snow", "snowdrop",
        "violet", "violin", "mist", "morning", "Füchse", "crimson", "copper", "a", "in", "of",
    ]
    private static let tags = ["poster", "for print", "print", "draft idea"]

    private static func entries(_ count: Int) -> [PictureEntry] {
        var chance = Chance(state: UInt64(count))
        return (0..<count).map { number in
            let prompt = (0..<Int.random(in: 1...9, using: &chance)).compactMap { _ in
                words.randomElement(using: &chance)
            }
            let isTrashed = Int.random(in: 0..<20, using: &chance) == 0
            let folder = "\(isTrashed ? ".trash/" : "")2026-11-\(CivilTime.padded(number % 28 + 1, 2))"
            return PictureEntry(
                path: "\(folder)/143502-\(number).png", created: 1_795_000_000 + Double(number * 37 % count) * 60,
                bytes: 1 + number % 7, width: 512 << (number % 4), height: 512 << (number / 3 % 4),
                sha256: String(repeating: "7f", count: 32), model: "google/model-\(number % 3)",
                session: "work-\(number % 40)", turn: "t_\(number)", prompt: prompt.joined(separator: " "),
                cost: Double(number % 11) / 100,
                marks: Marks(
                    rating: number % 6, isStarred: number % 9 == 0,
                    tags: number % 5 == 0 ? [tags[number / 5 % tags.count]] : []), isDraft: number % 13 == 0,
                hasSidecar: true, isTrashed: isTrashed)
        }
    }

    /// As the tokenizer sees it: without marks above letters, in lower case.
    private static func tokens(_ text: String) -> [String] {
        text.lowercased().replacing("ü", with: "u").split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// A picture with its words.
    private struct Listed {
        var entry: PictureEntry
        /// Of each of its texts.
        var texts: [[String]]

        init(_ entry: PictureEntry) {
            self.entry = entry
            texts = [entry.prompt, entry.model, entry.session, entry.marks.tags.joined(separator: "\n")].map(tokens)
        }
    }

    private static func holds(_ test: GalleryQuery.Test, _ listed: Listed) -> Bool {
        let (entry, texts) = (listed.entry, listed.texts)
        switch test {
        case .word(let word):
            let beginning = tokens(word).joined()
            return texts.contains { $0.contains { $0.hasPrefix(beginning) } }
        case .phrase(let phrase):
            let wanted = tokens(phrase)
            return texts.contains { all in
                all.indices.contains { all[$0...].prefix(wanted.count).elementsEqual(wanted) }
            }
        case .name(.tag, let tag, _): return entry.marks.tags.contains(tag)
        case .name(.session, let name, let isWhole):
            return isWhole ? entry.session == name : entry.session.contains(name)
        case .name(.model, let name, let isWhole): return isWhole ? entry.model == name : entry.model.contains(name)
        case .number(.rating, .atLeast, let rating): return Double(entry.marks.rating) >= rating
        case .number(.cost, .more, let cost): return entry.cost > cost
        case .state(.trashed): return entry.isTrashed
        case .state(.starred): return entry.marks.isStarred
        case .state(.draft): return entry.isDraft
        case .state(.untagged): return entry.marks.tags.isEmpty
        default: return false
        }
    }

    private static func expected(_ query: GalleryQuery, of pictures: [Listed]) -> [String] {
        let asksForTrash = query.terms.contains { $0.test == .state(.trashed) }
        let found = pictures.filter { listed in
            (asksForTrash || !listed.entry.isTrashed)
                && query.terms.allSatisfy { holds($0.test, listed) != $0.isNegated }
        }.map(\.entry)
        return found.sorted { a, b in
            switch query.sort {
            case .newest: a.created > b.created
            case .oldest: a.created < b.created
            case .rating: (a.marks.rating, a.created) > (b.marks.rating, b.created)
            case .cost: (a.cost, a.created) > (b.cost, b.created)
            case .size: (a.width * a.height, a.created) > (b.width * b.height, b.created)
            }
        }.map(\.path)
    }

    private static let queries = [
        "", "f", "fo", "fox", "foxg", "fuchs", "red snow", "\"red fox\"", "-fox", "fox -snow", "-fox -snow",
        "r -\"red fox\"",
        "w", "is:trashed", "fox is:trashed", "-is:trashed", "m -is:trashed", "snow sort:oldest", "v sort:rating",
        "v sort:cost", "v sort:size", "sort:rating", "owl rating:>=3", "cost:>0.05 mist", "tag:print",
        "tag:\"for print\"",
        "tag:print owl", "print", "session:=work-7", "session:work-1 fox", "model:model-2 violin", "is:starred fox",
        "is:untagged is:draft", "nothingofthekind",
    ]

    @Test(arguments: [1000, 10_000]) func `opening, paging and searching`(count: Int) throws {
        let scene = try Scene()
        let entries = Self.entries(count)
        let listed = entries.map { Listed($0) }
        var chance = Chance(state: 7)
        let shuffled = entries.shuffled(using: &chance).map { IndexedPicture($0) }
        for isScratch in count > 1000 ? [true] : [true, false] {
            let path = "\(scene.root)/\(isScratch).sqlite"
            var database = try IndexDatabase(path: path, isScratch: isScratch)
            for start in stride(from: 0, to: count, by: 1000) {
                try database.replace(Array(shuffled[start..<(start + 1000)]))
            }
            if isScratch {
                try database.finish()
                database = try IndexDatabase(path: path)
            }
            #expect(try database.count() == count)
            for text in Self.queries {
                let query = try GalleryQuery(text)
                let expected = Self.expected(query, of: listed)
                #expect(try database.count(query) == expected.count, "\(text)")
                for offset in Set([0, 60, expected.count / 2, max(0, expected.count - 30), expected.count]) {
                    let page = try database.page(query, offset: offset, limit: 60).map(\.path)
                    #expect(page == Array(expected.dropFirst(offset).prefix(60)), "\(text) from \(offset)")
                }
            }
            #expect(
                try database.albums(.session, GalleryQuery("fox")).reduce(0) { $0 + $1.count }
                    == Self.expected(GalleryQuery("fox"), of: listed).count)
            // Into the trash and out of the index: the words go with the picture.
            let moved = entries.prefix(50).map { entry in
                var entry = entry
                entry.isTrashed.toggle()
                return entry
            }
            try database.replace(moved.map { IndexedPicture($0) })
            try database.remove(entries.suffix(50).map(\.path))
            let left = (moved + entries.dropFirst(50).dropLast(50)).map { Listed($0) }
            for text in ["fox", "is:trashed", "w", "red -fox"] {
                let query = try GalleryQuery(text)
                #expect(try database.count(query) == Self.expected(query, of: left).count, "\(text)")
            }
        }
    }

    // MARK: On the disk

    private func write(_ bytes: [UInt8], _ path: String) throws {
        try OpenFile(path: path, flags: O_WRONLY | O_CREAT | O_TRUNC).write(bytes)
    }

    private func add(_ number: Int, in folder: String, of scene: Scene) throws {
        let stem = "\(scene.folders.gallery)/\(folder)/143502-\(number)"
        mkdir("\(scene.folders.gallery)/\(folder)", 0o700)
        let bytes = Bytes.png("\(number)")
        try write(bytes, stem + ".png")
        if number % 7 == 0 { return }
        let asset = ImageAsset(
            path: stem + ".png", mime: "image/png", width: 640, height: 480, bytes: bytes.count,
            sha256: FileDigest.sha256(bytes), role: .final, variant: 0)
        let turn = Turn.make("t_\(number)", prompt: "fox \(number)", at: 1_795_000_000 + Double(number))
        try write(try Sidecar(asset, of: turn, session: "foxes").encoded(path: stem), stem + ".json")
    }

    @Test func `following what happens in the folder is the same as reading it anew`() async throws {
        let scene = try Scene()
        let gallery = scene.folders.gallery
        try SafeFile.makeFolder(gallery)
        let names = (0..<12).map { "day-\($0)" }
        for number in 0..<500 { try add(number, in: names[number % 12], of: scene) }
        let (followed, fresh) = (GalleryIndex(folders: scene.folders), GalleryIndex(folders: scene.folders))
        var chance = Chance(state: 99)
        for round in 0..<5 {
            #expect(try await followed.refresh() == followed.count(), "round \(round)")
            let seen = try await followed.recent(limit: 2000)
            let words = try await followed.page(GalleryQuery("fox"), limit: 2000)
            #expect(try await followed.count(GalleryQuery("fox")) == words.count)
            try await fresh.rebuild()
            #expect(try await fresh.recent(limit: 2000) == seen, "round \(round)")
            #expect(try await fresh.page(GalleryQuery("fox"), limit: 2000) == words, "round \(round)")
            for step in 0..<40 {
                let files = Scene.files(gallery)
                guard let file = files.randomElement(using: &chance) else { break }
                switch step % 8 {
                case 0: try add(10_000 + round * 100 + step, in: names.randomElement(using: &chance) ?? "", of: scene)
                case 1: unlink("\(gallery)/\(file)")
                case 2: rename("\(gallery)/\(file)", "\(gallery)/day-3/renamed-\(round)-\(step)\(file.suffix(5))")
                case 3: try write(Bytes.png("other"), "\(gallery)/\(file)")
                case 4: truncate("\(gallery)/\(file)", 10)
                case 5: try add(20_000 + round * 100 + step, in: "new-\(round)", of: scene)
                case 6 where step == 6: rename("\(gallery)/day-\(round)", "\(gallery)/moved-\(round)")
                case 7 where step == 7:
                    for name in SafeFile.list("\(gallery)/day-9") { unlink("\(gallery)/day-9/\(name.name)") }
                default: mkdir("\(gallery)/day-\(round)/deep-\(step)", 0o700)
                }
            }
        }
    }

    @Test func `a folder alone is followed as well`() async throws {
        let scene = try Scene()
        try SafeFile.makeFolder(scene.folders.gallery)
        for number in 1..<40 { try add(number, in: ["", "mine", "mine/deep", "minestrone"][number % 4], of: scene) }
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh(folders: ["mine"])
        #expect(!SafeFile.exists(scene.folders.index), "an index that was never made is not begun with one folder")
        let before = try await index.refresh()
        for folder in ["", "mine", "mine/deep"] { try add(100, in: folder, of: scene) }
        unlink("\(scene.folders.gallery)/mine/143502-1.png")
        unlink("\(scene.folders.gallery)/mine/143502-1.json")
        try await index.refresh(folders: ["mine", "no such folder"])
        #expect(try await index.count() == before)
        try await index.refresh(folders: ["", "mine/deep"])
        #expect(try await index.count() == before + 2)
        let seen = try await index.recent(limit: 100)
        try await index.rebuild()
        #expect(try await index.recent(limit: 100) == seen)
    }
}
