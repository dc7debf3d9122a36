import Gallery
import Pixels
import StudioCore

/// Opens the gallery's pictures from their small copies where a small one is enough, and makes the copies on the way.
struct ThumbnailDecoder: PictureDecoder {
    var decoder: any PictureDecoder
    var cache: ThumbnailCache
    /// Only pictures in here get a copy.
    var gallery: String

    func decode(file path: String, fitting: PixelSize?) async throws(PixelsError) -> DecodedImage {
        guard let fitting, path.hasPrefix(gallery + "/"),
            let size = ThumbnailCache.Size(filling: max(fitting.width, fitting.height)),
            let age = ThumbnailCache.Age(path), let original = try? ImageHeader(file: path).size,
            // What is not much larger is as quickly read itself.
            max(original.width, original.height) > 2 * size.rawValue
        else { return try await decoder.decode(file: path, fitting: fitting) }
        let bounds = PixelSize(width: size.rawValue, height: size.rawValue)
        if let copy = cache.file(for: path, size),
            let image = try? await decoder.decode(file: copy, fitting: fitting), image.isComplete
        {
            return DecodedImage(bitmap: image.bitmap, isComplete: true, original: original)
        }
        let image = try await decoder.decode(file: path, fitting: bounds)
        if image.isComplete, let png = try? PNGEncoder.encode(image.bitmap, settings: .photo) {
            cache.keep(png, for: path, size, seen: age)
        }
        return image
    }
}
