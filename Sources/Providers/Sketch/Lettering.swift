/// Words in the picture, drawn with strokes on a grid of 4 × 6.
enum Lettering {
    static func layers(_ text: String, scene: Scene, light: Light, aspect: Float) -> [any Layer] {
        let lines = wrapped(text.uppercased(), most: aspect < 0.8 ? 9 : 16)
        let widest = lines.map { width($0) }.max() ?? 1
        let isSign = scene.place == .city || scene.place == .street || scene.style == .neon
        let size = min(isSign ? 0.13 : 0.15, aspect * (isSign ? 0.5 : 0.8) / widest * 6)
        let ink =
            isSign
            ? Ink(hex: 0xFF5C9A) : scene.isDark || scene.time == .dusk ? Ink(hex: 0xFFF3DA) : Ink(hex: 0xFFFBF0)
        var layers = isSign ? board(lines.count, widest * size / 6, size, aspect) : []
        for (index, line) in lines.enumerated() {
            var x = aspect / 2 - width(line) * size / 12
            let y = (isSign ? 0.13 : 0.07) + size * (1 + Float(index) * 1.35)
            for character in line {
                var pen = Pen(x: x, y: y, size: size / 6)
                for stroke in strokes[character] ?? [] {
                    if isSign {
                        pen.stroke(stroke, 1.5, ink * 0.4, alpha: 0.35)
                    } else {
                        pen.stroke(stroke.map { ($0.0 + 0.22, $0.1 - 0.22) }, 0.95, Ink(repeating: 0.05), alpha: 0.4)
                    }
                    pen.stroke(stroke, isSign ? 0.6 : 0.85, isSign ? ink.mixed(Ink(1, 1, 1), 0.55) : ink)
                }
                layers += pen.layers
                x += advance(character) * size / 6
            }
            if isSign {
                var pen = Pen(x: aspect / 2, y: y - size / 2, size: 1)
                pen.glow(0, 0, width(line) * size / 9, ink * 0.28)
                layers += pen.layers
            }
        }
        return layers
    }

    /// A dark panel with a tube of light around it.
    private static func board(_ lines: Int, _ width: Float, _ size: Float, _ aspect: Float) -> [any Layer] {
        let tall = size * (Float(lines) * 1.35 + 0.5)
        var pen = Pen(x: aspect / 2, y: 0.13 - size * 0.4 + tall, size: 1)
        let half = width / 2 + size * 0.34
        let rim = Ink(hex: 0x38D6FF)
        pen.glow(0, tall / 2, half * 1.3, rim * 0.22)
        pen.rect(-half - 0.012, -0.012, half * 2 + 0.024, tall + 0.024, rim * 0.4)
        pen.rect(-half - 0.006, -0.006, half * 2 + 0.012, tall + 0.012, rim.mixed(Ink(1, 1, 1), 0.35))
        pen.rect(-half, 0, half * 2, tall, Ink(0.07, 0.03, 0.12), to: Ink(0.13, 0.04, 0.17))
        return pen.layers
    }

    private static func advance(_ character: Character) -> Float {
        character == " " ? 3 : "I1.,!':".contains(character) ? 3 : 5.6
    }
    private static func width(_ line: String) -> Float { line.reduce(0) { $0 + advance($1) } }

    private static func wrapped(_ text: String, most: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < most {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return Array(lines.prefix(4))
    }

    /// Written as strokes through grid points: two digits each, x 0–4 and y 0–6 from below.
    private static let strokes: [Character: [[(Float, Float)]]] = {
        let source: [Character: String] = [
            "A": "00 26 40/12 32", "B": "00 06 26 35 34 23 03/23 32 31 20 00", "C": "45 36 16 05 01 10 30 41",
            "D": "00 06 26 44 42 20 00",
            "E": "40 00 06 46/03 33", "F": "00 06 46/03 33", "G": "45 36 16 05 01 10 30 41 43 23",
            "H": "00 06/40 46/03 43", "I": "10 16",
            "J": "46 41 30 10 01", "K": "00 06/46 03 40", "L": "06 00 40", "M": "00 06 23 46 40", "N": "00 06 40 46",
            "O": "10 01 05 16 36 45 41 30 10",
            "P": "00 06 36 45 44 33 03", "Q": "10 01 05 16 36 45 41 30 10/22 40", "R": "00 06 36 45 44 33 03/23 40",
            "S": "45 36 16 05 04 13 33 42 41 30 10 01",
            "T": "06 46/26 20", "U": "06 01 10 30 41 46", "V": "06 20 46", "W": "06 10 24 30 46", "X": "00 46/06 40",
            "Y": "06 23 46/23 20", "Z": "06 46 00 40",
            "0": "10 01 05 16 36 45 41 30 10/12 34", "1": "05 16 10", "2": "05 16 36 45 44 00 40",
            "3": "05 16 36 45 44 33 13/33 42 41 30 10 01", "4": "30 36 02 42",
            "5": "46 06 03 33 42 41 30 10 01", "6": "45 36 16 05 01 10 30 41 42 33 03", "7": "06 46 10",
            "8": "13 04 05 16 36 45 44 33 13 02 01 10 30 41 42 33",
            "9": "01 10 30 41 45 36 16 05 04 13 43", "!": "16 12/10 10", "?": "05 16 36 45 44 23 22/20 20",
            ".": "10 10", ",": "11 00", "-": "03 43", "'": "16 14", "&": "40 05 16 25 01 10 20 42", ":": "14 14/11 11",
        ]
        return source.mapValues { text in
            text.split(separator: "/").map { stroke in
                stroke.split(separator: " ").map { point in
                    let digits = point.compactMap { $0.wholeNumberValue }
                    return (Float(digits.first ?? 0), Float(digits.last ?? 0))
                }
            }
        }
    }()
}
