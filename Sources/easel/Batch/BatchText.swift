/// A file of requests as its lines: the pure half of reading one.
struct BatchText: Hashable, Sendable {
    private(set) var lines: [BatchLine] = []
    private(set) var mistakes: [BatchMistake] = []

    /// Blank lines are nothing; every other one is a request.
    init(_ bytes: [UInt8]) {
        // What some editors put before the first line.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
        var ids: [String: Int] = [:]
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = Self.trimmed(line)
            guard !line.isEmpty else { continue }
            let (read, mistakes) = BatchLine.read(line, number: index + 1)
            self.mistakes += mistakes
            guard let read else { continue }
            lines.append(read)
            guard let id = read.id else { continue }
            if let first = ids[id] {
                self.mistakes.append(BatchMistake(line: index + 1, words: "has the id “\(id)” of line \(first)."))
            }
            ids[id] = ids[id] ?? index + 1
        }
        if lines.isEmpty, mistakes.isEmpty {
            mistakes.append(BatchMistake(line: 0, words: "There is no request: a line is {\"prompt\": \"…\"}."))
        }
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D].contains(byte) }
        var line = line.drop(while: isSpace)
        while line.last.map(isSpace) == true { line.removeLast() }
        return line
    }
}
