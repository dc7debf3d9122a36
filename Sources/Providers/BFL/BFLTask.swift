import FoundationEssentials
import Glibc

/// A request that was taken on. It is on disk before it is asked after, so that a killed studio can still have its picture.
struct BFLTask: Hashable, Sendable {
    static let fileName = "task.json"

    var id: String
    /// As the answer had it; whether the key may go there is looked at each time (`BFLAddress`).
    var pollingURL: String
    /// When it was taken on, in seconds since 1970.
    var at: Int
    /// Which request of the turn it answered, from 1.
    var attempt = 1
    /// What it costs by the answer, in credits; nil: it does not say.
    var credits: Double?

    /// For messages: whoever has the key can ask by hand.
    var words: String { "task \(Shown.word(id)) at \(Shown.word(pollingURL))" }

    /// One line of JSON.
    var line: String {
        var text =
            "{\"id\":\(SegmentWriter.quoted(id)),\"polling_url\":\(SegmentWriter.quoted(pollingURL)),\"at\":\(at)"
        text += ",\"attempt\":\(attempt)"
        if let credits, credits.isFinite { text += ",\"credits\":\(credits)" }
        return text + "}\n"
    }

    init(id: String, pollingURL: String, at: Int, attempt: Int = 1, credits: Double? = nil) {
        self.id = id
        self.pollingURL = pollingURL
        self.at = at
        self.attempt = attempt
        self.credits = credits
    }

    /// nil for anything that such a line is not.
    init?(line: String) {
        guard let value = JSONValue.parse(line), let id = value["id"]?.string,
            let pollingURL = value["polling_url"]?.string
        else { return nil }
        self.init(
            id: id, pollingURL: pollingURL, at: value["at"]?.int ?? 0, attempt: max(1, value["attempt"]?.int ?? 1),
            credits: value["credits"]?.number)
    }

    /// - Parameter folder: the request's own; absolute. nil when no task is known there.
    init?(folder: String) {
        guard let line = FileManager.default.contents(atPath: "\(folder)/\(Self.fileName)") else { return nil }
        self.init(line: String(decoding: line, as: UTF8.self))
    }

    /// Whole or not at all; where the disk has no room, not at all.
    /// - Parameter endpoint: whose key is kept out of the file.
    func write(in folder: String, for endpoint: Endpoint) {
        var clean = self
        clean.id = endpoint.redact(id)
        clean.pollingURL = endpoint.redact(pollingURL)
        let part = "\(folder)/.\(Self.fileName).part"
        unlink(part)
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        // Whatever the umask.
        fchmod(descriptor, 0o600)
        let bytes = Array(clean.line.utf8)
        let count = Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
        if count == bytes.count { rename(part, "\(folder)/\(Self.fileName)") } else { unlink(part) }
    }
}
