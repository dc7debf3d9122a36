import FoundationEssentials
import Glibc

/// What a killed studio leaves of a workflow that was queued: enough to ask for its picture. One line of JSON in the
/// request's staging folder.
struct ComfyTask: Hashable {
    static let fileName = "comfy.task"

    /// The id it is queued under.
    var prompt: String
    /// What is said of the picture.
    var words: String

    /// nil when nothing was queued.
    init?(folder: String) {
        guard let line = FileManager.default.contents(atPath: "\(folder)/\(Self.fileName)"),
            let value = JSONValue.parse(String(decoding: line, as: UTF8.self)),
            let prompt = value["prompt_id"]?.string, !prompt.isEmpty
        else { return nil }
        self.init(prompt: prompt, words: value["words"]?.string ?? "")
    }

    init(prompt: String, words: String) {
        self.prompt = prompt
        self.words = words
    }

    private var line: String {
        "{\"prompt_id\":\(JSONText.quoted(prompt)),\"words\":\(JSONText.quoted(words))}\n"
    }

    /// In place of what was there; whole or not at all. A disk that is full costs no more than the picture of a studio that
    /// is killed.
    /// - Parameter folder: the request's own; absolute, existing.
    func write(to folder: String) {
        let path = "\(folder)/\(Self.fileName)"
        let descriptor = open("\(path).new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        // Whatever the umask.
        fchmod(descriptor, 0o600)
        let bytes = Array(line.utf8)
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        if count == bytes.count { rename("\(path).new", path) } else { unlink("\(path).new") }
    }
}
