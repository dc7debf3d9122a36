import Gallery
import Pixels
import StudioCore

/// A branch as pictures: all its turns on a contact sheet, or one after the other as an animation.
struct BranchSheet {
    var session: String
    /// Oldest first.
    var branch: [Turn]
    var store: GalleryStore
    var decoder: any PictureDecoder

    /// More would be too small to be recognised; a longer branch shows its end.
    static let most = 1000
    static let stripEdge = 480

    var title: String {
        branch.count > Self.most ? "\(session), the last \(Self.most) of \(branch.count) turns" : session
    }

    @concurrent
    func cells() async -> [ContactSheet.Cell] {
        let turns = branch.suffix(Self.most)
        let edge = ContactSheet.edge(for: turns.count)
        var cells: [ContactSheet.Cell] = []
        for turn in turns {
            let picture = await picture(of: turn, fitting: PixelSize(width: edge, height: edge))
            let instead = turn.finals.isEmpty ? turn.result?.outcome.rawValue ?? "unfinished" : "cannot be shown"
            cells.append(
                ContactSheet.Cell(
                    picture: picture, instead: instead,
                    caption: [
                        turn.prompt, turn.settings.model.description,
                        turn.result.map { TurnSummaryText.ending($0) } ?? "unfinished",
                    ]))
        }
        return cells
    }

    /// An animation of the pictures; turns without one are left out.
    /// - Returns: its bytes, and how many pictures it has.
    @concurrent
    func strip() async throws(TurnFailure) -> (bytes: [UInt8], frames: Int) {
        let turns = branch.suffix(Self.most).filter { !$0.finals.isEmpty }
        let bounds = PixelSize(width: Self.stripEdge, height: Self.stripEdge)
        var encoder: GIFEncoder?
        var frames = 0
        for (place, turn) in turns.enumerated() {
            guard let picture = await picture(of: turn, fitting: bounds) else { continue }
            do throws(PixelsError) {
                if encoder == nil { encoder = try GIFEncoder(size: picture.size) }
            } catch {
                throw TurnFailure(.invalidRequest, message: error.message, advice: "", billed: .no)
            }
            // The last one stands longer: it is where the branch has come to.
            encoder?.add(picture, centiseconds: place == turns.count - 1 ? 300 : 120)
            frames += 1
        }
        guard let encoder else {
            throw .usage("The branch has no picture yet.", advice: "Name another turn with --turn.")
        }
        return (encoder.finish(), frames)
    }

    private func picture(of turn: Turn, fitting size: PixelSize) async -> Bitmap? {
        guard let asset = turn.finals.last, let file = try? await store.file(of: asset) else { return nil }
        return try? await decoder.decode(file: file.path, fitting: size).bitmap
    }
}
