import Pixels
import StudioCore
import Testing

@testable import Gallery

struct LockTests {
    private func picture(_ color: RGB, _ width: Int, _ height: Int) throws -> [UInt8] {
        try PNGEncoder.encode(.filled(color, width: width, height: height))
    }

    private func stored(_ bytes: [UInt8], _ scene: Scene, _ store: GalleryStore, variant: Int) async throws
        -> ImageAsset
    {
        try await store.store(try await scene.received(bytes, by: store), of: .make(), variant: variant)
    }

    @Test func `outside the region the base's own pixels are kept, and the edit stays as it came`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let edit = try picture(RGB(250, 0, 0), 96, 64)
        let base = try await stored(try picture(RGB(0, 90, 0), 48, 32), scene, store, variant: 0)
        let raw = try await stored(edit, scene, store, variant: 1)
        let region = Region(x: 10, y: 8, width: 20, height: 16)
        let locked = try await store.lock(raw, to: try await store.file(of: base), inside: region, of: .make())
        #expect(locked.role == .final && locked.mime == "image/png" && (locked.width, locked.height) == (48, 32))
        #expect(try SafeFile.read(store.path(of: raw)) == edit)
        let bitmap = try ImageDecoder.decode(file: store.path(of: locked)).bitmap
        for y in 0..<32 {
            for x in 0..<48 {
                let pixel = Array(bitmap.pixels[(y * 48 + x) * 4..<(y * 48 + x) * 4 + 3])
                let isInside = (10..<30).contains(x) && (8..<24).contains(y)
                #expect(isInside != (pixel == [0, 90, 0]), "\(x),\(y)")
            }
        }
        #expect(Array(bitmap.pixels[(16 * 48 + 20) * 4..<(16 * 48 + 20) * 4 + 3]) == [250, 0, 0])
    }

    @Test func `an answer of another shape is not locked`() async throws {
        let scene = try Scene()
        let store = scene.store()
        let base = try await stored(try picture(RGB(0, 0, 0), 40, 40), scene, store, variant: 0)
        let raw = try await stored(try picture(RGB(9, 9, 9), 60, 40), scene, store, variant: 1)
        await #expect(throws: StoreFailure.self) {
            _ = try await store.lock(
                raw, to: try await store.file(of: base), inside: Region(x: 0, y: 0, width: 9, height: 9), of: .make())
        }
    }
}
