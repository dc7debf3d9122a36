/// What a person reads of the words of a model that answers in progress lines and links: without the pictures' links,
/// the lines that only told how far it was, and the block of JSON that repeats the request.
enum ReplyText {
    static func shown(_ text: String) -> String {
        var rest = text[...]
        let start = rest.drop(while: \.isWhitespace)
        if start.hasPrefix("```"), let end = start.dropFirst(3).firstRange(of: "```") {
            let block = start[start.index(start.startIndex, offsetBy: 3)..<end.lowerBound]
            if block.contains("\"prompt\"") { rest = start[end.upperBound...] }
        }
        var lines: [Substring] = []
        for line in rest.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.drop(while: \.isWhitespace)
            let isLink = words.hasPrefix("[") && words.contains("](http")
            if words.hasPrefix(">") || isLink || words.hasPrefix("![") { continue }
            lines.append(line)
        }
        return lines.joined(separator: "\n").trimmed
    }
}
