import Foundation
import Gallery
import Pixels
import Synchronization
import Testing

@testable import easel

/// Small copies of large pictures: made once, never stale.
@Suite struct ThumbnailTests {
    /// Counts what it is asked to open.
    private final class Opened: PictureDecoder {
        let paths = Mutex<[String]>([])

        func decode(file path: String, fitting: PixelSize?) async throws(PixelsError) -> DecodedImage {
            paths.withLock { $0.append(path) }
            return try await DirectDecoder().decode(file: path, fitting: fitting)
        }
    }

    private func write(_ color: RGB, _ path: String, edge: Int = 1200) throws {
        let bytes = try PNGEncoder.encode(.filled(color, width: edge, height: edge / 2))
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    private func decoder(_ world: World) -> (ThumbnailDecoder, Opened, String) {
        let opened = Opened()
        let folders = Folders(environment: ["HOME": world.folder.path], gallery: world.folder.path + "/gallery")
        return (
            ThumbnailDecoder(decoder: opened, cache: ThumbnailCache(folders: folders), gallery: folders.gallery),
            opened,
            folders.gallery + "/2026-11-23/a fox ☃.png"
        )
    }

    private let tile = PixelSize(width: 200, height: 150)

    @Test func theSecondLookOpensTheCopy() async throws {
        let world = try World()
        defer { world.remove() }
        let (decoder, opened, path) = decoder(world)
        try write(RGB(200, 40, 40), path)
        let first = try await decoder.decode(file: path, fitting: tile)
        let second = try await decoder.decode(file: path, fitting: tile)
        #expect(first.original == PixelSize(width: 1200, height: 600))
        #expect(second.original == first.original)
        #expect(second.bitmap.size == PixelSize(width: 200, height: 100))
        #expect(Array(second.bitmap.pixels.prefix(3)) == [200, 40, 40])
        let paths = opened.paths.withLock { $0 }
        #expect(paths.first == path)
        #expect(paths.last?.contains("/thumbnails/large/") == true)
    }

    @Test func aPictureThatHasChangedGetsAnother() async throws {
        let world = try World()
        defer { world.remove() }
        let (decoder, _, path) = decoder(world)
        try write(RGB(200, 40, 40), path)
        _ = try await decoder.decode(file: path, fitting: tile)
        try write(RGB(40, 40, 200), path)
        let image = try await decoder.decode(file: path, fitting: tile)
        #expect(Array(image.bitmap.pixels.prefix(3)) == [40, 40, 200])
    }

    @Test func aBrokenCopyIsMadeAnew() async throws {
        let world = try World()
        defer { world.remove() }
        let (decoder, opened, path) = decoder(world)
        try write(RGB(200, 40, 40), path)
        _ = try await decoder.decode(file: path, fitting: tile)
        let cache = ThumbnailCache(folders: Folders(environment: ["HOME": world.folder.path]))
        let copy = try #require(cache.file(for: path, .large))
        let age = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
        try Data("no picture".utf8).write(to: URL(fileURLWithPath: copy))
        try FileManager.default.setAttributes([.modificationDate: try #require(age as? Date)], ofItemAtPath: copy)
        let image = try await decoder.decode(file: path, fitting: tile)
        #expect(Array(image.bitmap.pixels.prefix(3)) == [200, 40, 40])
        #expect(opened.paths.withLock { $0.last } == path)
    }

    @Test func smallOnesLargeViewsAndOtherFoldersHaveNone() async throws {
        let world = try World()
        defer { world.remove() }
        let (decoder, _, path) = decoder(world)
        try write(RGB(1, 2, 3), path, edge: 300)
        _ = try await decoder.decode(file: path, fitting: tile)
        let elsewhere = world.folder.path + "/elsewhere.png"
        try write(RGB(1, 2, 3), elsewhere)
        _ = try await decoder.decode(file: elsewhere, fitting: tile)
        _ = try await decoder.decode(file: elsewhere, fitting: PixelSize(width: 1000, height: 1000))
        #expect(!FileManager.default.fileExists(atPath: world.folder.path + "/.cache/easel/thumbnails"))
    }
}
