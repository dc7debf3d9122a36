import Pixels
import Screen
import StudioCore
import StudioUI
import Terminal

/// Where the pictures come from that a frame names, and those that the next frames may name.
struct StudioPictures {
    var state: StudioState
    /// The gallery's folder.
    var gallery: String

    func shown(in frame: Frame) -> [PictureID: PictureSource] {
        if state.compare != nil { return compared }
        if let gallery = state.gallery {
            let seen = gallery.pictures.filter { frame.pictures[$0.id] != nil }
            return Dictionary(seen.map { ($0.id, source($0)) }, uniquingKeysWith: { first, _ in first })
        }
        guard let shown = state.shownPicture, frame.pictures[shown.id] != nil else { return [:] }
        return [shown.id: source(shown)]
    }

    /// One step away from the picture on the screen, the likeliest first. Nothing while the selected turn runs: its
    /// own pictures come first, and its pane changes its height.
    var ahead: [PictureSource] {
        if state.compare != nil { return [] }
        if let gallery = state.gallery { return following(gallery) }
        guard let turn = state.selectedTurn, state.running[turn.id] == nil, let shown = state.shownPicture else {
            return []
        }
        var next: [ShownPicture] = []
        for picture in PictureNeighbours(state: state).all where picture.id != shown.id {
            if !next.contains(where: { $0.id == picture.id }) { next.append(picture) }
        }
        return next.prefix(Self.most).map(source)
    }

    /// Each of them in memory, so that the window moves over all at once.
    private var compared: [PictureID: PictureSource] {
        var sources: [PictureID: PictureSource] = [:]
        for case let picture? in state.compared {
            let window = picture.window
            if let draft = picture.draft {
                sources[picture.id] = PictureSource(path: place(picture.path), revision: draft)
                continue
            }
            let mix: PictureMix? =
                switch picture.mix {
                case .wipe(let other, let hundredths):
                    .wipe(other: place(other), at: window.x + window.share * Double(hundredths) / 100)
                case .difference(let other): .difference(other: place(other))
                case nil: nil
                }
            sources[picture.id] = PictureSource(
                path: place(picture.path), view: PictureView(x: window.x, y: window.y, share: window.share), mix: mix)
        }
        return sources
    }

    /// The next line of the grid, and the one before; beside a large picture its neighbours.
    private func following(_ gallery: GalleryState) -> [PictureSource] {
        let layout = GalleryLayout(size: state.size, zoom: gallery.zoom, details: gallery.details)
        if gallery.isLarge {
            return [gallery.selected + 1, gallery.selected - 1].compactMap { gallery[$0] }.map(source)
        }
        let first = gallery.scroll * layout.columns
        let next = first + layout.shown..<first + layout.shown + layout.columns
        let before = max(0, first - layout.columns)..<first
        return (Array(next) + Array(before)).compactMap { gallery[$0] }.filter { !$0.isMissing }.map(source)
    }

    private func source(_ picture: GalleryPicture) -> PictureSource {
        let size = picture.width > 0 ? PixelSize(width: picture.width, height: picture.height) : nil
        return PictureSource(path: place(picture.path), revision: picture.revision, size: size)
    }

    private func place(_ path: String) -> String { path.hasPrefix("/") ? path : "\(gallery)/\(path)" }

    /// Beyond these a guess is seldom right.
    private static let most = 6

    private func source(_ picture: ShownPicture) -> PictureSource {
        switch picture {
        case .asset(let asset, _):
            let size = asset.width > 0 ? PixelSize(width: asset.width, height: asset.height) : nil
            var source = PictureSource(path: "\(gallery)/\(asset.path)", size: size)
            if picture == state.shownPicture, let region = state.shownRegion {
                source.region = PixelRect(x: region.x, y: region.y, width: region.width, height: region.height)
            }
            return source
        case .draft(let file, _): return PictureSource(path: file.path, revision: file.bytes)
        }
    }
}
