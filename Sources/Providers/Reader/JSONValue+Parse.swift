extension JSONValue {
    /// A small document that stands in a string, as gateways wrap errors; nil when it is none.
    static func parse(_ text: String) -> JSONValue? {
        let rules = JSONRules(fate: { _ in .text }, isItem: { _ in false })
        var reader = JSONStreamReader(rules: rules, files: AnswerFiles(folder: ""))
        var text = text
        text.withUTF8 { reader.feed(UnsafeRawBufferPointer($0)) }
        guard reader.failure == nil, !reader.close() else { return nil }
        for case .document(let value) in reader.takeEvents() { return value }
        return nil
    }
}
