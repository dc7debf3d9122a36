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
        guard let shown = state.shownPicture, frame.pictures[shown.id] != nil else { return [:] }
        return [shown.id: source(shown)]
    }

    /// One step away from the picture on the screen, the likeliest first. Nothing while the selected turn runs: its
    /// own pictures come first, and its pane changes its height.
    var ahead: [PictureSource] {
        guard let turn = state.selectedTurn, state.running[turn.id] == nil, let shown = state.shownPicture else {
            return []
        }
        var next: [ShownPicture] = []
        for picture in PictureNeighbours(state: state).all where picture.id != shown.id {
            if !next.contains(where: { $0.id == picture.id }) { next.append(picture) }
        }
        return next.prefix(Self.most).map(source)
    }

    /// Beyond these a guess is seldom right.
    private static let most = 6

    private func source(_ picture: ShownPicture) -> PictureSource {
        switch picture {
        case .asset(let asset, _):
            let size = asset.width > 0 ? PixelSize(width: asset.width, height: asset.height) : nil
            return PictureSource(path: "\(gallery)/\(asset.path)", size: size)
        case .draft(let file, _): return PictureSource(path: file.path, revision: file.bytes)
        }
    }
}
