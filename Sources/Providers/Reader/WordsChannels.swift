/// The words of an answer by the place they come in: what is said, and what is thought.
final class WordsChannels {
    private let files: AnswerFiles
    private var readers: [(name: String, reader: WordsReader)] = []

    init(files: AnswerFiles) { self.files = files }

    subscript(name: String) -> WordsReader {
        if let known = readers.first(where: { $0.name == name }) { return known.reader }
        let reader = WordsReader(files: files)
        readers.append((name, reader))
        return reader
    }

    /// A picture has begun and not ended.
    var isReceiving: Bool { readers.contains { $0.reader.writer != nil } }

    func finish(whole: Bool) -> (rest: [(name: String, words: JSONValue)], isCut: Bool) {
        var rest: [(name: String, words: JSONValue)] = []
        var isCut = false
        for (name, reader) in readers {
            let end = reader.finish(whole: whole)
            if let words = end.rest { rest.append((name, words)) }
            isCut = isCut || end.isCut
        }
        return (rest, isCut)
    }
}
