/// The words in an EXIF block: a TIFF directory and the one behind it. Anything that does not fit is left out.
enum ExifTexts {
    private static let names = [
        0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software", 0x9286: "UserComment",
    ]

    static func read(_ tiff: [UInt8]) -> [PictureMetadata.Text] {
        guard tiff.count >= 8, tiff.starts(with: [0x49, 0x49, 0x2A, 0]) || tiff.starts(with: [0x4D, 0x4D, 0, 0x2A])
        else { return [] }
        let reader = Reader(tiff: tiff, isLittle: tiff[0] == 0x49)
        let (first, behind) = reader.directory(at: reader.long(4))
        guard let behind else { return first }
        return first + reader.directory(at: behind).texts
    }

    private struct Reader {
        var tiff: [UInt8]
        var isLittle: Bool

        func short(_ at: Int) -> Int { isLittle ? tiff.little16(at) : tiff.big16(at) }
        func long(_ at: Int) -> Int { isLittle ? tiff.little32(at) : tiff.big32(at) }

        /// - Returns: its texts, and where the camera's own directory is.
        func directory(at start: Int) -> (texts: [PictureMetadata.Text], behind: Int?) {
            guard start >= 8, start + 2 <= tiff.count else { return ([], nil) }
            var texts: [PictureMetadata.Text] = []
            var behind: Int?
            for entry in 0..<min(short(start), 512) {
                let at = start + 2 + entry * 12
                guard at + 12 <= tiff.count else { break }
                let (tag, kind, count) = (short(at), short(at + 2), long(at + 4))
                if tag == 0x8769 { behind = long(at + 8) }
                // Text, bytes or undefined: one byte each.
                guard let name = names[tag], [1, 2, 7].contains(kind), count > 0, texts.count < names.count else {
                    continue
                }
                let place = count <= 4 ? at + 8 : long(at + 8)
                guard place + count <= tiff.count else { continue }
                let bytes = tiff[place..<place + count]
                let text = tag == 0x9286 ? comment(bytes) : PictureMetadata.text(bytes.prefix { $0 != 0 })
                if !text.isEmpty { texts.append(PictureMetadata.Text(name, text)) }
            }
            return (texts, behind)
        }

        /// Eight bytes say how it is written. UTF-16 has the directory's byte order by the standard, and the other one as
        /// often: the zeros of plain letters tell.
        private func comment(_ bytes: ArraySlice<UInt8>) -> String {
            guard bytes.count > 8 else { return "" }
            let (code, words) = (bytes.prefix(8), bytes.dropFirst(8))
            guard code.starts(with: Array("UNICODE".utf8)) else {
                let hasCode = code.starts(with: Array("ASCII".utf8)) || code.allSatisfy { $0 == 0 }
                return PictureMetadata.text((hasCode ? words : bytes).prefix { $0 != 0 })
            }
            let pairs = stride(from: words.startIndex, to: words.endIndex - 1, by: 2)
            let high = pairs.count { words[$0] == 0 }
            let low = pairs.count { words[$0 + 1] == 0 }
            let isLow = high == low ? isLittle : low > high
            let units = pairs.map { at in
                isLow
                    ? UInt16(words[at]) | UInt16(words[at + 1]) << 8 : UInt16(words[at]) << 8 | UInt16(words[at + 1])
            }
            return String(decoding: units.drop { $0 == 0xFEFF }.prefix { $0 != 0 }, as: UTF16.self)
        }
    }

    /// An EXIF block that says one thing, as the programs of Stable Diffusion say it: a comment in UTF-16, big end first.
    static func block(comment: String) -> [UInt8] {
        func big16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }
        func big32(_ value: Int) -> [UInt8] { big16(value >> 16) + big16(value & 0xFFFF) }
        let words = Array("UNICODE".utf8) + [0] + comment.utf16.flatMap { big16(Int($0)) }
        let first: [UInt8] = [0x4D, 0x4D, 0, 0x2A] + big32(8) + big16(1)
        let pointer = big16(0x8769) + big16(4) + big32(1) + big32(26) + big32(0)
        let second = big16(1) + big16(0x9286) + big16(7) + big32(words.count) + big32(44) + big32(0)
        return first + pointer + second + words
    }
}
