/// How a string of an answer is kept. Chosen from the keys that lead to it, before its first byte.
enum StringFate: Hashable, Sendable {
    /// In memory, with the rest of the document; cut at `JSONStreamReader.mostText`.
    case text
    /// Base64 (with or without `data:…,` before it), decoded to a file while it arrives.
    case base64
    /// As it is, to a file: thought signatures, which must go back byte for byte.
    case verbatim
    /// `base64` where it begins like a picture, else `text`. `PictureString`.
    case picture
    /// Text in which pictures may stand. `WordsReader`.
    /// - Parameters:
    ///   - channel: what belongs together, over several documents.
    ///   - isPiece: more may follow in another string.
    case words(channel: String, isPiece: Bool)
}

/// What a dialect says about the documents it reads.
struct JSONRules: Sendable {
    /// What becomes of the string value at this path (object keys from the outside in; arrays leave no trace).
    var fate: @Sendable (_ path: [String]) -> StringFate
    /// Whether the object at this path is handed out as soon as it closes, before its document has ended.
    var isItem: @Sendable (_ path: [String]) -> Bool
    /// Whether an answer that is nothing but a picture is kept; else it is a page like any other.
    var takesPicture = false
}

/// A long string of an answer that went to disk as it arrived.
struct StagedFile: Hashable, Sendable {
    /// Absolute.
    var path: String
    var bytes: Int
    /// Lower-case hexadecimal.
    var sha256: String
    /// The first bytes, 32 or as many as there are: enough to tell a picture's kind.
    var head: [UInt8]
    /// The string came to its end and every character of it was good.
    var isWhole: Bool
}

/// Characters of an answer that went into a long string's file as they came, and nowhere else.
struct StagedRun: Hashable, Sendable {
    /// The file, absolute.
    var path = ""
    /// Characters that completed a group that had begun before: not within the bytes below.
    var lead = 0
    /// All characters, with those.
    var taken = 0
    /// The bytes of the file that the others became, three for every four.
    var from = 0
    var to = 0
}

/// Why an answer cannot be read on. What was whole before it is kept.
enum ReaderFailure: Error, Hashable, Sendable {
    /// `offset`: bytes from the start of the answer's text.
    case malformed(String, offset: Int)
    case tooDeep(limit: Int)
    /// `what`: “the whole of it”, “the text of one document”, “the number of files”.
    case tooLarge(what: String, limit: Int)
    case notKept(path: String, error: Int32)
}
