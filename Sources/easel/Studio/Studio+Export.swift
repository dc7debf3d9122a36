import Gallery
import StudioCore
import StudioUI

extension Studio {
    /// Copies of pictures into a folder, with what is known of them in the file.
    func export(_ paths: [String], to folder: String) {
        let environment = workspace.setup.environment
        let target = environment.absolute(folder, in: environment.workingFolder)
        do throws(TurnFailure) {
            try PictureExport.check(target, gallery: workspace.folders.gallery)
        } catch {
            return report(.notice(Notice(.danger, "\(error.message) \(error.advice)")))
        }
        let sources = paths.map(absolute)
        let export = PictureExport(decoder: workspace.decoder)
        Task(priority: .background) {
            do throws(StoreFailure) {
                for source in sources {
                    // One of a newer Easel is no reason not to hand out the picture.
                    let sidecar = try? Sidecar.read(beside: source)
                    _ = try await export.export(source, sidecar: sidecar, PictureExport.Options(folder: target))
                }
                let count = sources.count
                report(.notice(Notice(.success, "\(count) cop\(count == 1 ? "y is" : "ies are") in \(target)")))
            } catch {
                report(.notice(Notice(.danger, "\(error.message) \(error.advice)")))
            }
        }
    }
}
