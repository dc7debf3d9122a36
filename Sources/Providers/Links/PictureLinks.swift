/// The links to pictures in the words of an answer, as gateways write them: `![alt](https://…)`, a link to download, the
/// link behind “100” at the end of a progress line, or nothing but an address. Of these only one kind counts, the best that
/// is there: the others are the same pictures again.
///
/// Looks at every byte a few times at most: one such text can be 35 MB long.
enum PictureLinks {
    static let most = 8
    /// Beginnings that are looked into.
    private static let mostTries = 256
    private static let mostAlt = 1024

    private enum Kind: Int, Comparable, CaseIterable {
        case image, download, progress, bare
        static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
    }

    /// In order, each once.
    /// - Parameter isWhole: the words came to their end: an address alone has no other sign of its end.
    static func find(in text: String, isWhole: Bool) -> [String] {
        var found: [(kind: Kind, link: String)] = []
        let bytes = Array(text.utf8)
        var index = 0
        var tries = 0
        while index < bytes.count, tries < mostTries {
            if bytes[index] == UInt8(ascii: "[") {
                tries += 1
                let isImage = index > 0 && bytes[index - 1] == UInt8(ascii: "!")
                if let mark = mark(bytes, from: index + 1) {
                    if let kind = isImage ? .image : kind(of: mark.text, link: mark.link) {
                        found.append((kind, mark.link))
                    }
                    index = mark.end
                    continue
                }
            } else if bytes[index] == UInt8(ascii: "h"), let address = address(bytes, from: index, isWhole: isWhole) {
                tries += 1
                if isPicture(address.link) { found.append((.bare, address.link)) }
                index = address.end
                continue
            }
            index += 1
        }
        guard let best = found.map(\.kind).min() else { return isWhole ? alone(text).map { [$0] } ?? [] : [] }
        var links: [String] = []
        for (kind, link) in found where kind == best && !links.contains(link) && links.count < most {
            links.append(link)
        }
        return links
    }

    /// The text and the target of `[text](target)`, from behind its first bracket; nil when it is none.
    private static func mark(_ bytes: [UInt8], from start: Int) -> (text: String, link: String, end: Int)? {
        let most = min(bytes.count, start + mostAlt)
        // A picture within a link is the picture.
        guard let close = (start..<max(start, most)).first(where: { bytes[$0] == 0x5D || bytes[$0] == 0x5B }),
            bytes[close] == 0x5D, close + 1 < bytes.count, bytes[close + 1] == 0x28
        else { return nil }
        var link: [UInt8] = []
        var depth = 1
        var isEnded = false
        for (offset, byte) in bytes[(close + 2)...].prefix(Link.mostBytes + mostAlt).enumerated() {
            switch byte {
            case 0x28: depth += 1
            case 0x29: depth -= 1
            default: break
            }
            if depth == 0 {
                guard !link.isEmpty else { return nil }
                return (String(decoding: bytes[start..<close], as: UTF8.self), text(link), close + 3 + offset)
            }
            // A title may follow.
            if byte == 0x20 || byte == 0x0A {
                isEnded = isEnded || !link.isEmpty
            } else if !isEnded {
                link.append(byte)
            }
        }
        return nil
    }

    private static func text(_ link: [UInt8]) -> String {
        let isWrapped = link.first == 0x3C && link.last == 0x3E
        return String(decoding: isWrapped ? link.dropFirst().dropLast() : link[...], as: UTF8.self)
    }

    /// nil: a link to something else.
    private static func kind(of text: String, link: String) -> Kind? {
        let words = text.lowercased()
        if ["数据预览", "原始数据", "data preview", "source data", "在线播放"].contains(where: { words.contains($0) }) {
            return nil
        }
        if words.contains("download") || words.contains("下载") { return .download }
        if words.filter(\.isNumber) == "100" { return .progress }
        return isPicture(link) ? .bare : nil
    }

    /// An address within the words, with its end; nil when it is none or may go on.
    private static func address(_ bytes: [UInt8], from start: Int, isWhole: Bool) -> (link: String, end: Int)? {
        let rest = bytes[start...]
        guard rest.starts(with: "https://".utf8) || rest.starts(with: "http://".utf8) else { return nil }
        let end = rest.prefix(Link.mostBytes).firstIndex { $0 <= 0x20 || $0 >= 0x7F || "\"'<>)]`".utf8.contains($0) }
        guard end != nil || isWhole else { return nil }
        let stop = end ?? min(bytes.count, start + Link.mostBytes)
        return (String(decoding: bytes[start..<stop], as: UTF8.self), stop)
    }

    private static func isPicture(_ link: String) -> Bool {
        let path = link.prefix { $0 != "?" && $0 != "#" }.lowercased()
        return [".png", ".jpg", ".jpeg", ".webp", ".gif"].contains { path.hasSuffix($0) }
    }

    private static func alone(_ text: String) -> String? {
        let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard words.count == 1, let word = words.first, word.utf8.count <= Link.mostBytes,
            word.hasPrefix("https://") || word.hasPrefix("http://")
        else { return nil }
        return String(word)
    }
}
