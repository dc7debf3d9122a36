/// The files of one answer, in the order they begin. The names are ours, never a server's.
final class AnswerFiles {
    private(set) var count = 0
    private let folder: String
    private let spare: String?
    private let prefix: String

    /// - Parameters:
    ///   - folder: where they go; absolute, existing, private to the request.
    ///   - spare: a folder on another file system for when that one is full; shared with others.
    ///   - prefix: how their names begin.
    init(folder: String, spare: String? = nil, prefix: String = "") {
        self.folder = folder
        self.spare = spare
        self.prefix = prefix
    }

    func open(_ fate: StringFate) -> StagedFileWriter {
        count += 1
        let name = prefix + (fate == .base64 ? "image-\(count)" : "signature-\(count)")
        let request = folder.split(separator: "/").suffix(2).joined(separator: "-")
        return StagedFileWriter(
            path: "\(folder)/\(name)", spare: spare.map { "\($0)/easel-\(request)-\(name)" }, fate: fate)
    }
}
