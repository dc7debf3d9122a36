import Pixels
import StudioCore
import StudioUI

extension Studio {
    /// A contact sheet of pictures of the gallery: a picture, or text for `cat`, as the file's name says.
    func drawSheet(_ paths: [String], _ file: String) {
        let environment = workspace.setup.environment
        let target = environment.absolute(file, in: environment.workingFolder)
        // Nothing else has a sheet in it, and what is there would be lost.
        guard let kind = SheetKind(file: target) else {
            return report(.notice(Notice(.danger, "a contact sheet is a .png, .txt or .ans file; nothing was written")))
        }
        let captions = Dictionary(
            (state.gallery?.pictures ?? []).map { ($0.path, [$0.prompt.oneLine, $0.model]) },
            uniquingKeysWith: { first, _ in first })
        let pictures = paths.map { (absolute($0), captions[$0] ?? [$0]) }
        let output = SheetOutput(
            kind: kind, path: target, columns: 120, colors: SymbolColors(environment))
        let decoder = workspace.decoder
        Task(priority: .background) {
            do throws(TurnFailure) {
                try await Self.draw(pictures, output, decoder)
                report(.notice(Notice(.success, "the contact sheet is \(target)")))
            } catch {
                report(.notice(Notice(.danger, error.message)))
            }
        }
    }

    @concurrent
    private nonisolated static func draw(
        _ pictures: [(path: String, caption: [String])], _ output: SheetOutput, _ decoder: any PictureDecoder
    ) async throws(TurnFailure) {
        let edge = ContactSheet.edge(for: pictures.count)
        var cells: [ContactSheet.Cell] = []
        for picture in pictures {
            let bounds = PixelSize(width: edge, height: edge)
            let bitmap = try? await decoder.decode(file: picture.path, fitting: bounds).bitmap
            cells.append(ContactSheet.Cell(picture: bitmap, caption: picture.caption.filter { !$0.isEmpty }))
        }
        try output.write(title: "", cells: cells)
    }
}
