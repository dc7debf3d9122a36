import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

/// A gallery damaged in every way a person can: the rest of it is as it was, nothing is lost, and what is put back is whole
/// again.
struct GalleryDamageTests {
    enum Damage: String, CaseIterable {
        case sidecarDeleted, sidecarEmpty, sidecarCut, sidecarBroken, sidecarOfAnotherKind, sidecarHuge, sidecarNewer,
            sidecarFolder, sidecarPipe, sidecarLink, sidecarDangling, sidecarCircle, sidecarRenamed
        case pictureRenamed, pictureFolder, picturePipe, pictureDangling, pictureCircle, pictureHalf, pictureEmpty,
            pictureOther
        case bothRenamed, bothDeleted

        /// What the index says of the picture: its prompt, or nothing.
        var keepsPrompt: Bool { rawValue.hasPrefix("picture") || self == .bothRenamed }
        var isMissing: Bool {
            [.pictureRenamed, .pictureFolder, .picturePipe, .pictureDangling, .pictureCircle].contains(self)
        }
        var trouble: GalleryCheck.Trouble? {
            switch self {
            case .sidecarDeleted, .sidecarFolder, .sidecarPipe, .sidecarDangling, .sidecarCircle, .sidecarRenamed:
                .undescribed
            case .sidecarEmpty, .sidecarCut, .sidecarBroken, .sidecarOfAnotherKind, .sidecarHuge, .sidecarNewer:
                .unreadableSidecar
            case .sidecarLink, .pictureHalf, .pictureEmpty, .pictureOther: .changed
            case .pictureRenamed, .pictureFolder, .picturePipe, .pictureDangling, .pictureCircle: .missing
            case .bothRenamed, .bothDeleted: nil
            }
        }
    }

    private func put(_ bytes: [UInt8], _ path: String) throws {
        try OpenFile(path: path, flags: O_WRONLY | O_CREAT | O_TRUNC).write(bytes)
    }

    /// - Parameters:
    ///   - stem: of the picture, absolute.
    ///   - other: another one's.
    private func apply(_ damage: Damage, stem: String, other: String) throws {
        let (picture, sidecar) = (stem + ".png", stem + ".json")
        let good = try SafeFile.read(sidecar)
        if damage.rawValue.hasPrefix("sidecar") { unlink(sidecar) }
        if damage.isMissing { rename(picture, "\(stem)-away.png") }
        switch damage {
        case .sidecarDeleted: break
        case .sidecarEmpty: try put([], sidecar)
        case .sidecarCut: try put(Array(good.prefix(good.count / 2)), sidecar)
        case .sidecarBroken: try put(Array(repeating: 0xA5, count: 900), sidecar)
        case .sidecarOfAnotherKind: try put(Array("[\"a\", 1]".utf8), sidecar)
        case .sidecarHuge: try put(good.dropLast(2) + Array(repeating: 0x20, count: 5 << 20) + Array("}".utf8), sidecar)
        case .sidecarNewer:
            let text = String(decoding: good, as: UTF8.self)
            try put(Array(text.replacing("\"schema\" : 1", with: "\"schema\" : 9").utf8), sidecar)
        case .sidecarFolder: mkdir(sidecar, 0o700)
        case .sidecarPipe: mkfifo(sidecar, 0o600)
        case .sidecarLink: symlink(other + ".json", sidecar)
        case .sidecarDangling: symlink(stem + "-nothing.json", sidecar)
        case .sidecarCircle: symlink(sidecar, sidecar)
        case .sidecarRenamed: try put(good, SafeFile.folder(of: stem) + "/copy of it.json")
        case .pictureRenamed: break
        case .pictureFolder: mkdir(picture, 0o700)
        case .picturePipe: mkfifo(picture, 0o600)
        case .pictureDangling: symlink(stem + "-nothing.png", picture)
        case .pictureCircle: symlink(picture, picture)
        case .pictureHalf: truncate(picture, 20)
        case .pictureEmpty: truncate(picture, 0)
        case .pictureOther: try put(Bytes.png("quite another one", width: 3), picture)
        case .bothRenamed:
            rename(picture, stem + "-new.png")
            rename(sidecar, stem + "-new.json")
        case .bothDeleted:
            unlink(picture)
            unlink(sidecar)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: Damage.allCases)
    func `one picture's files are damaged`(_ damage: Damage) async throws {
        let scene = try Scene()
        let (store, gallery) = (scene.store(), scene.folders.gallery)
        var paths: [String] = []
        for (number, prompt) in ["a fox", "an owl", "a heron, which is longer"].enumerated() {
            let turn = Turn.make("t_\(number)", prompt: prompt, at: 1_795_442_102 + Double(number))
            paths.append(try await scene.stored(Bytes.png(prompt), by: store, turn: turn).path)
        }
        let stem = String("\(gallery)/\(paths[1])".dropLast(4))
        let saved = (picture: try SafeFile.read(stem + ".png"), sidecar: try SafeFile.read(stem + ".json"))
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        let before = try await index.recent(limit: 10)

        try apply(damage, stem: stem, other: String("\(gallery)/\(paths[0])".dropLast(4)))
        let files = Scene.files(gallery)
        try await index.refresh()
        let entries = try await index.recent(limit: 10)
        for path in [paths[0], paths[2]] {
            #expect(entries.first { $0.path == path } == before.first { $0.path == path }, "\(damage): \(path)")
        }
        let moved = damage == .bothRenamed ? String(paths[1].dropLast(4)) + "-new.png" : paths[1]
        let entry = entries.first { $0.path == moved }
        #expect((entry == nil) == (damage == .bothDeleted), "\(damage)")
        #expect((entry?.prompt == "an owl") == damage.keepsPrompt, "\(damage)")
        #expect((entry?.isMissing ?? false) == damage.isMissing, "\(damage)")
        if damage.trouble == .changed { #expect(entry?.sha256 == "", "\(damage): not the bytes that were received") }
        // By its file's name it is found in any case; by the words of a phrase only where they are known.
        let found = try await index.page(GalleryQuery("\"an owl\" model:gemini"), limit: 10).map(\.path)
        #expect(found == (damage.keepsPrompt ? [moved] : []), "\(damage)")
        let fresh = GalleryIndex(folders: scene.folders)
        try await fresh.rebuild()
        #expect(try await fresh.recent(limit: 10) == entries, "\(damage): anew it is the same")

        let check = await GalleryCheck.run(scene.folders)
        let finding = check.findings.first { $0.path == moved }
        #expect(finding?.trouble == damage.trouble, "\(damage)")
        #expect(check.findings.allSatisfy { $0.path != paths[0] && $0.path != paths[2] }, "\(damage)")

        // What cannot be written to is said, and left.
        let outcome = await store.mark([moved], MarkChange(rating: 3))
        #expect(outcome.done.count + outcome.failed.count == 1, "\(damage)")
        if damage.trouble == .unreadableSidecar {
            #expect(outcome.failed.first?.reason.contains("left untouched") == true, "\(damage): \(outcome)")
        }
        #expect(Set(files).isSubset(of: Scene.files(gallery)), "\(damage): nothing is taken away")

        // Put back, it is what it was.
        for ending in [".png", ".json", "-away.png", "-new.png", "-new.json"] {
            if unlink(stem + ending) != 0 { rmdir(stem + ending) }
        }
        unlink("\(gallery)/\(paths[1].split(separator: "/")[0])/copy of it.json")
        try put(saved.picture, stem + ".png")
        try put(saved.sidecar, stem + ".json")
        try await index.refresh()
        let after = try await index.recent(limit: 10).map { entry in
            var entry = entry
            entry.stamp = before.first { $0.path == entry.path }?.stamp ?? 0
            return entry
        }
        #expect(after == before, "\(damage)")
    }

    @Test func `two pictures that were swapped keep their words, and no hash that is not theirs`() async throws {
        let scene = try Scene()
        let paths = try await [("a fox", 1.0), ("an owl, which is longer", 2)].asyncMap { prompt, second in
            try await scene.stored(
                Bytes.png(prompt), by: scene.store(), turn: .make(prompt: prompt, at: 1_795_442_102 + second)
            ).path
        }.map { "\(scene.folders.gallery)/\($0)" }
        rename(paths[0], paths[0] + ".aside")
        rename(paths[1], paths[0])
        rename(paths[0] + ".aside", paths[1])
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        let entries = try await index.recent(limit: 10)
        #expect(entries.map(\.prompt) == ["an owl, which is longer", "a fox"])
        #expect(entries.allSatisfy { $0.sha256.isEmpty && !$0.isMissing })
        let check = await GalleryCheck.run(scene.folders)
        #expect(check.whole == 0 && check.findings.allSatisfy { $0.trouble == .changed })
    }

    /// Names in any bytes, names as long as they can be, folders full of other things, links in circles.
    @Test(.timeLimit(.minutes(1))) func `what else people keep in folders`() async throws {
        let scene = try Scene()
        let (gallery, store) = (scene.folders.gallery, scene.store())
        let good = try await scene.stored(Bytes.png("fox"), by: store, turn: .make()).path
        let folder = "\(gallery)/mine"
        mkdir(folder, 0o700)
        for number in 0..<2000 { close(open("\(folder)/notes-\(number).txt", O_CREAT | O_WRONLY, 0o600)) }
        for name in [".", "..", "../..", "\(folder)"] { symlink(name, "\(folder)/round-\(name.count).png") }
        symlink(gallery, "\(folder)/all")
        var deep = folder
        for _ in 0..<20 {
            deep += "/deep"
            mkdir(deep, 0o700)
        }
        try put(Bytes.png("deep"), deep + "/far.png")
        // Latin-1: no text in UTF-8.
        let latin: [UInt8] = Array("\(folder)/f".utf8) + [0xFC] + Array("chse.png".utf8) + [0]
        latin.withUnsafeBytes { bytes in
            guard let start = bytes.bindMemory(to: CChar.self).baseAddress else { return }
            close(open(start, O_CREAT | O_WRONLY, 0o600))
        }
        let longest = String(repeating: "x", count: 251) + ".png"
        try put(Bytes.png("long"), "\(folder)/\(longest)")
        let odd = ["new\nline.png", "-rf.png", "semi;colon'\".png", "snow ❄️ e\u{301}.png", "UPPER.PNG", "%41.png"]
        for name in odd { try put(Bytes.png(name), "\(folder)/\(name)") }

        let index = GalleryIndex(folders: scene.folders)
        let expected = Set([good] + (odd + [longest]).map { "mine/\($0)" })
        #expect(try await index.refresh() == expected.count)
        #expect(Set(try await index.recent(limit: 100).map(\.path)) == expected)
        let before = try await index.recent(limit: 100)
        try await index.refresh()
        try await index.rebuild()
        #expect(try await index.recent(limit: 100) == before)

        // A name that has no room for a sidecar's is said to have none.
        let outcome = await store.mark(["mine/\(longest)"] + odd.map { "mine/\($0)" }, MarkChange(rating: 5))
        #expect(outcome.done == odd.map { "mine/\($0)" })
        #expect(outcome.failed.first?.reason.contains("name") == true, "\(outcome)")
        #expect(try await index.refresh() == expected.count)
        #expect(try await index.count(GalleryQuery("rating:5")) == odd.count)
        // What cannot be listed is named.
        let check = await GalleryCheck.run(scene.folders)
        let unnamed = check.findings.filter { $0.path == "mine/f\u{FFFD}chse.png" }
        #expect(unnamed.map(\.trouble) == [.unreadable])
        #expect(unnamed.first?.message.contains("rename") == true)
    }

    @Test func `a sidecar is read whole, however long, one folder after the other`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let prompts = [
            String(repeating: "long ", count: 40_000), "short", "“quoted”\\\n" + String(repeating: "雪", count: 30_000),
        ]
        for (number, prompt) in prompts.enumerated() {
            let turn = Turn.make("t_\(number)", prompt: prompt, at: 1_795_442_102 + Double(number) * 86_400)
            _ = try await scene.stored(Bytes.png("\(number)"), by: store, turn: turn)
        }
        let index = GalleryIndex(folders: scene.folders)
        try await index.refresh()
        #expect(try await index.recent(limit: 10).map(\.prompt) == prompts.reversed())
    }

    @Test func `a cache that cannot be written is said, and costs no picture`() async throws {
        let scene = try Scene()
        let asset = try await scene.stored(Bytes.png("fox"), by: scene.store(), turn: .make())
        try SafeFile.makeFolder(SafeFile.folder(of: scene.folders.cache))
        try put([1], scene.folders.cache)
        let index = GalleryIndex(folders: scene.folders)
        for attempt in 0..<2 {
            let failure = await #expect(throws: StoreFailure.self) {
                if attempt == 0 { _ = try await index.refresh() } else { _ = try await index.rebuild() }
            }
            #expect(failure?.message.contains(scene.folders.cache) == true, "\(String(describing: failure))")
            #expect(failure?.advice.isEmpty == false)
        }
        #expect(Scene.files(scene.folders.gallery) == [asset.path, Sidecar.path(for: asset.path)].sorted())
        unlink(scene.folders.cache)
        #expect(try await index.refresh() == 1)
    }

    /// As root nothing is forbidden.
    @Test(.enabled(if: geteuid() != 0)) func `a gallery that may only be read`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let paths = try await ["a fox", "an owl"].asyncMap { prompt in
            try await scene.stored(Bytes.png(prompt), by: store, turn: .make(prompt: prompt)).path
        }
        let (gallery, folder) = (scene.folders.gallery, SafeFile.folder(of: "\(scene.folders.gallery)/\(paths[0])"))
        chmod(Sidecar.path(for: "\(gallery)/\(paths[0])"), 0)
        chmod("\(gallery)/\(paths[1])", 0)
        for path in [folder, gallery] { chmod(path, 0o500) }
        defer { for path in [gallery, folder] { chmod(path, 0o700) } }
        let index = GalleryIndex(folders: scene.folders)
        #expect(try await index.refresh() == 2)
        #expect(Set(try await index.recent(limit: 10).map(\.prompt)) == ["", "an owl"])
        let outcome = await store.mark(paths, MarkChange(rating: 1))
        #expect(outcome.failed.count == 2 && outcome.failed.allSatisfy { $0.reason.contains(folder) }, "\(outcome)")
        let trash = await store.moveToTrash(paths)
        #expect(trash.failed.count == 2, "\(trash)")
        let check = await GalleryCheck.run(scene.folders)
        #expect(Set(check.findings.map(\.trouble)) == [.unreadableSidecar, .unreadable])
        #expect(Scene.files(gallery).count == 4)
        chmod(folder, 0)
        #expect(try await index.refresh() == 0)
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
