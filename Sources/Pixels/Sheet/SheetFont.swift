/// The letters of contact sheets: a drawing of dots, the same on every machine. Accented Latin letters lose their accents,
/// whatever else is not drawn is a box.
enum SheetFont {
    static let width = 5
    static let height = 9
    /// From one letter to the next, and from one line to the next, in points of the drawing.
    static let advance = 6
    static let lineHeight = 12

    static let box = Character("\u{7F}")

    /// Nine rows a letter, the leftmost point in bit 4.
    private static let glyphs: [Character: [UInt8]] = {
        let lines = drawing.split(separator: "\n").map { $0.split(separator: " ") }
        var glyphs: [Character: [UInt8]] = [:]
        for (index, character) in drawn.enumerated() {
            glyphs[character] = (0..<height).map { row in
                lines[index / 16 * height + row][index % 16].utf8.reduce(0) {
                    $0 << 1 | ($1 == UInt8(ascii: "#") ? 1 : 0)
                }
            }
        }
        return glyphs
    }()

    private static let bases: [Character: Character] = {
        let families = [
            "A": "ÀÁÂÃÄÅĀĂĄǍ", "C": "ÇĆĈĊČ", "D": "ĎĐÐ", "E": "ÈÉÊËĒĔĖĘĚ", "G": "ĜĞĠĢ", "H": "ĤĦ", "I": "ÌÍÎÏĨĪĬĮİ",
            "J": "Ĵ", "K": "Ķ", "L": "ĹĻĽĿŁ", "N": "ÑŃŅŇ", "O": "ÒÓÔÕÖØŌŎŐ", "R": "ŔŖŘ", "S": "ŚŜŞŠȘ", "T": "ŢŤŦȚ",
            "U": "ÙÚÛÜŨŪŬŮŰŲ", "W": "Ŵ", "Y": "ÝŶŸ", "Z": "ŹŻŽ", "a": "àáâãäåāăąǎ", "c": "çćĉċč", "d": "ďđð",
            "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņň",
            "o": "òóôõöøōŏő", "r": "ŕŗř", "s": "śŝşšș", "t": "ţťŧț", "u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ",
            "z": "źżž", "\"": "“”„«»", "'": "‘’‚", "–": "—−", " ": "\u{A0}\u{2009}\u{202F}\t\n\r", "…": "⋯",
        ]
        var bases: [Character: Character] = ["\r\n": " "]
        for (base, letters) in families { for letter in letters { bases[letter] = Character(base) } }
        return bases
    }()

    /// The letter that is drawn for a character.
    static func letter(_ character: Character) -> Character {
        if let base = bases[character] { return base }
        if character != box, glyphs[character] != nil { return character }
        // A letter with marks that no table knows.
        let scalars = character.unicodeScalars
        guard let first = scalars.first, first.isASCII, first.properties.isAlphabetic, scalars.count > 1 else {
            return box
        }
        return Character(first)
    }

    /// As much of a line as `columns` letters hold; where something is left out, an ellipsis says so.
    static func fitted(_ text: String, columns: Int) -> [Character] {
        let letters = text.prefix(max(0, columns) + 1).map(letter)
        guard letters.count > columns else { return letters }
        return columns > 0 ? letters.prefix(columns - 1) + ["…"] : []
    }

    /// Draws a line with its top left corner at (`x`, `y`); what reaches outside the picture is cut off.
    ///
    /// - Parameter scale: pixels a point.
    static func draw(_ letters: [Character], on bitmap: inout Bitmap, x: Int, y: Int, scale: Int, color: RGB) {
        let point = Bitmap.filled(color, width: scale, height: scale)
        for (index, letter) in letters.enumerated() {
            let left = x + index * advance * scale
            for (row, bits) in (glyphs[letter] ?? glyphs[box] ?? []).enumerated() {
                for column in 0..<width where bits >> (width - 1 - column) & 1 == 1 {
                    bitmap.composite(point, x: left + column * scale, y: y + row * scale)
                }
            }
        }
    }
}
