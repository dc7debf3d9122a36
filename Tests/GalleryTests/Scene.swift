import FoundationEssentials
import Glibc
import Pixels
import StudioCore

@testable import Gallery

/// A home of a test's own, gone when the test is.
final class Scene {
    /// In memory where there is such a disk: thousands of fsyncs are what these tests are made of.
    static let disk = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"

    let root: String
    let folders: Folders

    init() throws {
        root = "\(Self.disk)/easel-gallery-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        folders = Folders(environment: ["HOME": root + "/home"])
        try SafeFile.makeFolder(root + "/home")
    }

    deinit { Self.remove(root) }

    /// Nine hours east of Greenwich, so that a name in UTC would show.
    func store(index: GalleryIndex? = nil) -> GalleryStore {
        GalleryStore(folders: folders, index: index, decoder: DirectDecoder(), time: .fixed(9 * 3600))
    }

    /// Puts bytes into a staging folder, as a provider does.
    func received(
        _ bytes: [UInt8], by store: GalleryStore, turn: Turn = .make(), variant: Int = 0, role: ImageRole = .final,
        name: String = "0.part"
    ) async throws -> ReceivedImage {
        let folder = Staging.folder(turn: turn.id, variant: variant, in: folders)
        try SafeFile.makeFolder(folder)
        let path = folder + "/" + name
        try SafeFile.write(bytes, to: path, .new)
        return ReceivedImage(
            file: ImageFile(path: path, mime: "image/lie", bytes: bytes.count, sha256: FileDigest.sha256(bytes)),
            role: role)
    }

    /// A picture in the gallery with its sidecar, and its turn with the result.
    func stored(_ bytes: [UInt8], by store: GalleryStore, turn: Turn) async throws -> ImageAsset {
        let asset = try await store.store(try await received(bytes, by: store, turn: turn), of: turn, variant: 0)
        var turn = turn
        turn.result = .make(images: [asset])
        try await store.writeSidecars(of: turn, session: "foxes")
        return asset
    }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let path = "\(root)/\(name)"
        try SafeFile.makeFolder(SafeFile.folder(of: path))
        try SafeFile.write(bytes, to: path, .new)
        return path
    }

    /// All files below a folder, relative to it, sorted.
    static func files(_ folder: String, below: String = "") -> [String] {
        SafeFile.list(folder).flatMap { entry in
            entry.isFolder
                ? files("\(folder)/\(entry.name)", below: "\(below)\(entry.name)/") : [below + entry.name]
        }.sorted()
    }

    static func folderTree(_ folder: String) -> [String] {
        [folder] + SafeFile.list(folder).filter(\.isFolder).flatMap { folderTree("\(folder)/\($0.name)") }
    }

    static func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0o7777
    }

    private static func remove(_ folder: String) {
        for entry in SafeFile.list(folder) {
            let path = "\(folder)/\(entry.name)"
            if entry.isFolder { remove(path) } else { unlink(path) }
        }
        rmdir(folder)
    }
}

/// Bytes that begin as a picture does; the rest tells pictures apart.
enum Bytes {
    static func png(_ rest: String = "rest", width: Int = 640, height: Int = 480) -> [UInt8] {
        func big(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13) + Array("IHDR".utf8) + big(width)
            + big(height) + [8, 6, 0, 0, 0] + Array(rest.utf8)
    }

    /// One of a PNG: length, name, zeros, and a check sum that nobody looks at.
    static func chunk(_ name: String, _ count: Int = 0) -> [UInt8] {
        [0, 0, 0, UInt8(count)] + Array(name.utf8) + Array(repeating: 0, count: count + 4)
    }

    static func jpeg(width: Int = 320, height: Int = 200, _ rest: String = "rest") -> [UInt8] {
        func big(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
        return [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8] + big(height) + big(width) + [3] + Array(rest.utf8)
            + Array(repeating: 0, count: 32)
    }

    static let gif: [UInt8] = Array("GIF89a".utf8) + [64, 0, 48, 0] + Array(repeating: 0, count: 32)
    static let heic: [UInt8] = [0, 0, 0, 24] + Array("ftypheic".utf8) + Array(repeating: 0, count: 32)
    static let noise: [UInt8] = Array("<html>this is no picture at all, though it was paid for</html>".utf8)
}

extension Turn {
    static func make(
        _ id: String = "t_1", parent: TurnID? = nil, prompt: String = "a fox in snow", count: Int = 1,
        references: [Reference] = [], at seconds: Double = 1_795_442_102.12
    ) -> Turn {
        Turn(
            id: TurnID(id), parent: parent, prompt: prompt,
            settings: TurnSettings(
                model: ModelReference(provider: "google", model: "gemini-3-pro-image"), size: .twoK, count: count),
            references: references, startedAt: Date(timeIntervalSince1970: seconds))
    }
}

extension RequestIntent {
    static func make(_ turn: Turn = .make(), variant: Int = 0, session: String = "foxes") -> RequestIntent {
        RequestIntent(
            session: session, turn: turn, variant: variant, branch: turn.parent.map { [$0] } ?? [],
            estimate: Cost(amount: 0.134, basis: .estimate, pricedOn: "2026-11-01"), at: turn.startedAt)
    }
}

extension TurnResult {
    static func make(images: [ImageAsset] = [], answers: [Answer?] = []) -> TurnResult {
        TurnResult(
            outcome: .completed, images: images, answers: answers, thought: "snow is white",
            usage: Usage(promptTokens: 12, imageTokens: 1120, totalTokens: 1132),
            cost: Cost(amount: 0.134, basis: .tokens, pricedOn: "2026-11-01"), elapsedSeconds: 18.25,
            finishReason: "STOP", notes: ["asked 2K, got 640×480"])
    }
}
