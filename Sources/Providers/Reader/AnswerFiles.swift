import Glibc
import NIOCore

/// The files of one answer, in the order they begin. The names are ours, never a server's.
final class AnswerFiles {
    /// Where the answer is read; nil when that is nowhere in particular.
    var loop: (any EventLoop)?
    private(set) var count = 0
    private let folder: String
    private let spare: String?
    private let prefix: String
    private let replaces: Bool

    /// - Parameters:
    ///   - folder: where they go; absolute, existing, private to the request.
    ///   - spare: a folder on another file system for when that one is full; shared with others.
    ///   - prefix: how their names begin.
    ///   - replaces: files of these names are no one else's and can go.
    init(folder: String, spare: String? = nil, prefix: String = "", replaces: Bool = false) {
        self.folder = folder
        self.spare = spare
        self.prefix = prefix
        self.replaces = replaces
    }

    /// - Parameter isPicture: what it holds; nil: a picture where it is base64.
    func open(_ fate: StringFate, isPicture: Bool? = nil) -> StagedFileWriter {
        count += 1
        let name = prefix + (isPicture ?? (fate == .base64) ? "image-\(count)" : "signature-\(count)")
        let request = folder.split(separator: "/").suffix(2).joined(separator: "-")
        let path = "\(folder)/\(name)"
        let other = spare.map { "\($0)/easel-\(request)-\(name)" }
        if replaces { for path in [path, other].compactMap({ $0 }) { unlink(path) } }
        return StagedFileWriter(path: path, spare: other, fate: fate, loop: loop)
    }
}
