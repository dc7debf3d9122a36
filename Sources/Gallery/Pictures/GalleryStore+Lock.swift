import Glibc
import Pixels
package import StudioCore

/// Lock outside: an edit that keeps to its region, whatever the model did to the rest.
extension GalleryStore {
    package func lock(
        _ asset: ImageAsset, to base: ImageFile, inside region: Region, of turn: Turn
    ) async throws(StoreFailure) -> ImageAsset {
        let edited = path(of: asset)
        let folder = Staging.folder(turn: turn.id, variant: asset.variant, in: folders)
        try SafeFile.makeFolder(folder)
        let staged = "\(folder)/locked-\(asset.sha256.prefix(16)).png"
        let bytes = try await Self.locked(edited, to: base.path, inside: region, decoder)
        try SafeFile.write(bytes, to: staged, .replacing)
        let file = ImageFile(
            path: staged, mime: ImageFormat.png.mime, bytes: bytes.count, sha256: FileDigest.sha256(bytes))
        return try store(ReceivedImage(file: file, role: .final), of: turn, variant: asset.variant)
    }

    /// The base with the edit inside the region, as PNG: what lies outside comes from the base's own pixels.
    @concurrent
    private static func locked(
        _ edited: String, to base: String, inside region: Region, _ decoder: any PictureDecoder
    ) async throws(StoreFailure) -> [UInt8] {
        do throws(PixelsError) {
            let below = try await decoder.decode(file: base, fitting: nil).bitmap
            let above = try await decoder.decode(file: edited, fitting: nil).bitmap
            guard isOneShape(below.size, above.size) else {
                throw PixelsError(
                    .unsupported,
                    "the answer is \(above.width)×\(above.height), the picture below it \(below.width)×\(below.height)")
            }
            let rect = PixelRect(x: region.x, y: region.y, width: region.width, height: region.height)
            let locked = below.replaced(by: above.scaled(to: below.size), inside: rect)
            return try PNGEncoder.encode(locked, settings: .photo)
        } catch {
            throw StoreFailure(
                .notAPicture, path: edited,
                message: "The picture could not be locked outside its region: \(error.message).",
                advice: "It is kept as it came.")
        }
    }

    /// Models round sizes a little; beyond that nobody knows what lies where.
    private static func isOneShape(_ a: PixelSize, _ b: PixelSize) -> Bool {
        let ratio = Double(a.width) * Double(b.height) / (Double(b.width) * Double(a.height))
        return (0.97...1.03).contains(ratio)
    }
}
