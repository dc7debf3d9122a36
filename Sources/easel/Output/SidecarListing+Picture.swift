import Gallery
import Glibc
import Pixels
import StudioCore

extension SidecarListing {
    /// What is known of a picture: by the file beside it, and where there is none to be read, by the picture itself.
    /// - Parameter path: absolute.
    /// - Throws: a usage failure where there is neither.
    init(of path: String) throws(TurnFailure) {
        var problem: String?
        do throws(StoreFailure) {
            if let sidecar = try Sidecar.read(beside: path) {
                self.init(sidecar: sidecar, path: path, hasCredentials: Self.hasCredentials(path))
                return
            }
            problem = try Sidecar.fault(beside: path)
        } catch {
            problem = error.message
        }
        guard access(path, R_OK) == 0, !PictureOutput.isFolder(path) else {
            let reason = access(path, R_OK) == 0 ? "is a folder" : String(cString: strerror(errno))
            throw .usage("\(path): \(reason)", advice: "Name a picture's file.")
        }
        guard problem != nil || (try? ImageHeader(file: path)) != nil else {
            throw .usage(
                "Nothing is known of \(path).", advice: "It has no file beside it, and is no picture that can be read.")
        }
        do throws(StoreFailure) {
            let told = try Sidecar(toldBy: path)
            self.init(sidecar: told, path: path, hasCredentials: Self.hasCredentials(path))
        } catch {
            throw error.asTurnFailure
        }
        isDescribed = false
        self.problem = problem
    }
}
