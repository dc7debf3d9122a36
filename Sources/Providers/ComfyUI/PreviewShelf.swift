import Glibc
import StudioCore

/// The interim pictures of a turn that runs: files in its staging folder, of which only the newest stay.
struct PreviewShelf {
    /// The newest, and the one before it, which may still be on its way to the screen.
    static let kept = 2
    /// No drawing has so many steps that are worth a look.
    static let most = 500

    private let folder: String
    private var files: [StagedFile] = []
    private var count = 0

    /// - Parameter folder: absolute, existing.
    init(folder: String) { self.folder = folder }

    var newest: StagedFile? { files.last }

    /// - Returns: nil when it could not be kept, or is too much.
    mutating func add(_ picture: ArraySlice<UInt8>) -> StagedFile? {
        guard count < Self.most else { return nil }
        count += 1
        let writer = StagedFileWriter(path: "\(folder)/preview-\(count)", fate: .verbatim)
        picture.withUnsafeBytes { writer.write($0) }
        let file = writer.finish(whole: true)
        guard file.isPicture else {
            remove(file)
            return nil
        }
        files.append(file)
        if files.count > Self.kept { remove(files.removeFirst()) }
        return file
    }

    private func remove(_ file: StagedFile) { unlink(file.path) }
}
