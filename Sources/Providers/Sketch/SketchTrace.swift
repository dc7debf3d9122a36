import FoundationEssentials
import Glibc

/// What a finished sketch leaves beside itself for a later run: a second name, under which it stays when it is moved to the
/// gallery, and the sentence that belongs to it.
struct SketchTrace {
    /// Absolute.
    var picture: String
    var sentence: String

    /// nil when no sketch was finished there.
    init?(in folder: String) {
        picture = Self.picture(in: folder)
        guard let sentence = FileManager.default.contents(atPath: Self.sentence(in: folder)),
            access(picture, R_OK) == 0
        else { return nil }
        self.sentence = String(decoding: sentence, as: UTF8.self)
    }

    /// Where the disk has no room or no second names there is no trace: a crash then leaves the picture alone.
    static func leave(of path: String, sentence: String, in folder: String) {
        guard (try? Data(sentence.utf8).write(to: URL(fileURLWithPath: Self.sentence(in: folder)))) != nil else {
            return
        }
        link(path, picture(in: folder))
    }

    // The names begin as those of answers do: none is a picture of its own.
    private static func picture(in folder: String) -> String { "\(folder)/answer.picture.png" }
    private static func sentence(in folder: String) -> String { "\(folder)/answer.text" }
}
