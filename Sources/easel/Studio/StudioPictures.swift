import Pixels
import Screen
import StudioCore
import StudioUI
import Terminal

/// Where the pictures that a frame names come from.
enum StudioPictures {
    static func sources(_ frame: Frame, state: StudioState, gallery: String) -> [PictureID: PictureSource] {
        guard let shown = state.shownPicture, frame.pictures[shown.id] != nil else { return [:] }
        switch shown {
        case .asset(let asset, _):
            let size = asset.width > 0 ? PixelSize(width: asset.width, height: asset.height) : nil
            return [shown.id: PictureSource(path: "\(gallery)/\(asset.path)", size: size)]
        case .draft(let file, _): return [shown.id: PictureSource(path: file.path, revision: file.bytes)]
        }
    }
}
