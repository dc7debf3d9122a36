import Pixels

/// The few pictures that lie side by side, decoded: zooming, moving and wiping then cost no decoding. Kept at a bounded
/// size, whatever the files are.
actor PictureDesk {
    /// The longest side kept. Four pictures take 64 MB.
    static let edge = 2048
    static let most = 4

    private let decoder: any PictureDecoder
    private var pictures: [(path: String, image: DecodedImage)] = []
    private var pair: (paths: [String], pair: PicturePair, difference: Bitmap?)?
    private var running: [String: Task<Result<DecodedImage, PixelsError>, Never>] = [:]

    init(decoder: any PictureDecoder) { self.decoder = decoder }

    /// What a source shows, at the size it is kept in, and its own size.
    func image(_ source: PictureSource) async throws(PixelsError) -> DecodedImage {
        var image = try await picture(source.path)
        if let mix = source.mix {
            let other = try await picture(mix.path)
            let bitmap = try mixed(image, other, source.path, mix)
            // Two shapes in one frame are as large as the frame.
            image = DecodedImage(
                bitmap: bitmap, isComplete: image.isComplete && other.isComplete,
                original: pair?.pair.isReshaped == true ? bitmap.size : image.original)
        }
        guard let view = source.view, view != .whole else { return image }
        let part = Self.part(view, of: image.bitmap.size)
        return DecodedImage(
            bitmap: image.bitmap.cropped(to: part), isComplete: image.isComplete,
            original: PixelSize(width: part.width, height: part.height))
    }

    static func part(_ view: PictureView, of size: PixelSize) -> PixelRect {
        let (width, height) = (Double(size.width), Double(size.height))
        return PixelRect(
            x: Int(view.x * width), y: Int(view.y * height), width: max(1, Int((view.share * width).rounded())),
            height: max(1, Int((view.share * height).rounded()))
        ).clipped(to: size)
    }

    private func picture(_ path: String) async throws(PixelsError) -> DecodedImage {
        if let index = pictures.firstIndex(where: { $0.path == path }) {
            let found = pictures.remove(at: index)
            pictures.append(found)
            return found.image
        }
        // Two views of one picture wait for the same work.
        let task =
            running[path]
            ?? Task { [decoder] in
                do throws(PixelsError) {
                    return .success(
                        try await decoder.decode(file: path, fitting: PixelSize(width: Self.edge, height: Self.edge)))
                } catch {
                    return .failure(error)
                }
            }
        running[path] = task
        let result = await task.value
        running[path] = nil
        let image = try result.get()
        if !pictures.contains(where: { $0.path == path }) {
            pictures.append((path, image))
            if pictures.count > Self.most { pictures.removeFirst() }
        }
        return image
    }

    private func mixed(
        _ image: DecodedImage, _ other: DecodedImage, _ path: String, _ mix: PictureMix
    ) throws(PixelsError) -> Bitmap {
        let paths = [path, mix.path]
        if pair?.paths != paths {
            guard let made = PicturePair.framed(image.bitmap, other.bitmap, edge: Self.edge) else {
                throw PixelsError(.decoder, "One of the two pictures is empty.")
            }
            pair = (paths, made, nil)
        }
        guard let pair else { return image.bitmap }
        switch mix {
        case .wipe(_, let share): return pair.pair.wiped(at: Int(share * Double(pair.pair.size.width)))
        case .difference:
            let difference = pair.difference ?? HeatMap.draw(pair.pair)
            self.pair?.difference = difference
            return difference
        }
    }
}
