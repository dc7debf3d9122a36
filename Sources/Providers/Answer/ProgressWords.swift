/// How far a model says it is, within its words: `进度 44%.`, `Progress 7....13....25`, `Generation in progress: 37%`.
/// Takes them in pieces cut anywhere.
struct ProgressWords {
    /// The end of a line; what is progress is short, or made of dots.
    private static let mostLine = 256
    private var line: [UInt8] = []
    /// The line is one, whatever has been dropped of its beginning.
    private var isProgress = false
    private var last: Int?

    /// - Returns: the percentage, when these words have changed it.
    mutating func feed(_ text: String) -> Int? {
        let before = last
        for byte in text.utf8 {
            if byte == 0x0A {
                read(isOver: true)
                line = []
                isProgress = false
            } else {
                line.append(byte)
                if line.count > 2 * Self.mostLine {
                    read(isOver: false)
                    line.removeFirst(Self.mostLine)
                }
            }
        }
        read(isOver: false)
        return last == before ? nil : last
    }

    /// - Parameter isOver: a number at its end is whole.
    private mutating func read(isOver: Bool) {
        var rest = line[...]
        if !isProgress {
            guard let start = Self.start(of: line) else { return }
            isProgress = true
            rest = line[start...]
        }
        var number: Int?
        var found: Int?
        for byte in rest {
            if (0x30...0x39).contains(byte) {
                number = min(1000, (number ?? 0) * 10 + Int(byte - 0x30))
                continue
            }
            // The link behind “100” has numbers of its own.
            if byte == UInt8(ascii: "(") { break }
            if let whole = number, whole <= 100 { found = whole }
            number = nil
        }
        if isOver, let whole = number, whole <= 100 { found = whole }
        if let found { last = found }
    }

    /// Behind the word for it.
    private static func start(of line: [UInt8]) -> Int? {
        for word in ["进度", "rogress"].map({ Array($0.utf8) }) where line.count >= word.count {
            if let start = (0...(line.count - word.count)).first(where: { line[$0...].starts(with: word) }) {
                return start + word.count
            }
        }
        return nil
    }
}
