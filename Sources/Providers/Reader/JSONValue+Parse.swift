extension JSONValue {
    /// A small document that stands in a string; nil when it is none.
    static func parse(_ text: String) -> JSONValue? {
        var parser = JSONPushParser(fate: { _ in .text }, stage: { _ throws(ReaderFailure) in throw .tooDeep })
        let bytes = Array(text.utf8)
        let isFed = bytes.withUnsafeBytes { buffer in (try? parser.feed(buffer)) != nil }
        guard isFed, (try? parser.close()) == false else { return nil }
        for case .document(let value) in parser.takeOutput() { return value }
        return nil
    }
}
