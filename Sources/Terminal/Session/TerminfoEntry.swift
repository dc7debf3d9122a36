import Glibc

/// A compiled terminal description, changed so that curses speaks 24-bit colour.
///
/// Curses has as many colours as the description says, and the descriptions that say 16 million are in a package that
/// hardly anybody has. So where the terminal is known to have them, the description it has anyway is given to curses with
/// a few entries changed. The layout is that of term(5).
struct TerminfoEntry: Equatable, Sendable {
    private static let legacy = 0o432
    private static let wideNumbers = 0o1036

    private var names: [UInt8]
    private var booleans: [UInt8]
    private var numbers: [Int32]
    private var offsets: [Int16]
    private var table: [UInt8]
    /// All of it, as it was.
    private let raw: [UInt8]
    /// Where the offsets begin there.
    private let offsetsAt: Int

    /// orig_colors: back to the palette that the terminal was born with.
    private static let resetPalette = 298

    /// What moves lines as they are: delete_line, insert_line, scroll_reverse, parm_delete_line, parm_index,
    /// parm_insert_line, parm_rindex. Curses moves lines that it takes for alike, but the pictures on them are not: they
    /// would be taken along, out of their places. Without these it writes lines anew, and never where a picture is.
    private static let movesLines = [22, 53, 130, 106, 109, 110, 113]

    /// Nil when the bytes are no description. What extends the standard capabilities is left out.
    init?(_ bytes: [UInt8]) {
        func short(_ at: Int) -> Int { Int(Int16(bitPattern: UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8)) }
        guard bytes.count >= 12, [Self.legacy, Self.wideNumbers].contains(short(0)) else { return nil }
        raw = bytes
        let width = short(0) == Self.wideNumbers ? 4 : 2
        let counts = (1...5).map { short($0 * 2) }
        guard counts.allSatisfy({ $0 >= 0 }) else { return nil }
        var at = 12
        let size = counts[0] + counts[1] + (counts[0] + counts[1]) % 2 + counts[2] * width + counts[3] * 2 + counts[4]
        guard bytes.count >= at + size else { return nil }
        names = Array(bytes[at..<at + counts[0]])
        at += counts[0]
        booleans = Array(bytes[at..<at + counts[1]])
        at += counts[1]
        at += at % 2
        numbers = (0..<counts[2]).map { index in
            let place = at + index * width
            if width == 2 { return Int32(short(place)) }
            return Int32(truncatingIfNeeded: (short(place) & 0xffff) | short(place + 2) << 16)
        }
        at += counts[2] * width
        offsetsAt = at
        offsets = (0..<counts[3]).map { Int16(short(at + $0 * 2)) }
        at += counts[3] * 2
        table = Array(bytes[at..<at + counts[4]])
    }

    /// The same terminal without a word for resetting its palette (this program never changes it, and the person may
    /// have), nor for moving lines. The bytes are otherwise what they were, with all that extends the standard.
    var tamed: [UInt8] {
        var bytes = raw
        for index in Self.movesLines + [Self.resetPalette] where index < offsets.count {
            bytes[offsetsAt + 2 * index] = 0xff
            bytes[offsetsAt + 2 * index + 1] = 0xff
        }
        return bytes
    }

    /// The same terminal with 16 million colours: 0…15 stay the theme's own.
    func withDirectColor() -> TerminfoEntry {
        var entry = self
        entry.pad(booleans: 28, numbers: 15, strings: 361)
        entry.booleans[27] = 0  // colours cannot be redefined
        entry.numbers[13] = 1 << 24
        entry.numbers[14] = 1 << 16
        for index in Self.movesLines + [Self.resetPalette] { entry.offsets[index] = -1 }
        entry.offsets[299] = -1  // initialize_color
        entry.offsets[300] = -1  // initialize_pair
        entry.set(359, Self.color(normal: "3", bright: "9", direct: "38"))
        entry.set(360, Self.color(normal: "4", bright: "10", direct: "48"))
        return entry
    }

    /// A parameter of 24 bits taken apart on curses' little stack machine.
    private static func color(normal: String, bright: String, direct: String) -> String {
        "\u{1b}[%?%p1%{8}%<%t\(normal)%p1%d%e%p1%{16}%<%t\(bright)%p1%{8}%-%d%e"
            + "\(direct);2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
    }

    private mutating func pad(booleans count: Int, numbers: Int, strings: Int) {
        booleans += repeatElement(0, count: max(0, count - booleans.count))
        self.numbers += repeatElement(-1, count: max(0, numbers - self.numbers.count))
        offsets += repeatElement(-1, count: max(0, strings - offsets.count))
    }

    private mutating func set(_ index: Int, _ text: String) {
        offsets[index] = Int16(truncatingIfNeeded: table.count)
        table += Array(text.utf8) + [0]
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        func short(_ value: Int) { bytes += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)] }
        func even() { if bytes.count % 2 == 1 { bytes.append(0) } }
        [Self.wideNumbers, names.count, booleans.count, numbers.count, offsets.count, table.count].forEach(short)
        bytes += names + booleans
        even()
        for number in numbers {
            short(Int(number))
            short(Int(number >> 16))
        }
        offsets.forEach { short(Int($0)) }
        bytes += table
        even()
        // One capability beyond the standard, the flag RGB: colours are red, green and blue, eight bits each.
        [1, 0, 0, 1, 4].forEach(short)
        bytes.append(1)
        even()
        short(0)
        bytes += Array("RGB".utf8) + [0]
        return bytes
    }

    /// As curses takes a description from the variable TERMINFO.
    static func inEnvironment(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return "hex:"
            + String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Finds a terminal's description where curses would.
    static func find(_ term: String, _ variables: [String: String]) -> TerminfoEntry? {
        guard let first = term.unicodeScalars.first, !term.contains("/"), !term.hasPrefix(".") else { return nil }
        var folders = [variables["TERMINFO"] ?? "", variables["HOME"].map { $0 + "/.terminfo" } ?? ""]
        folders += (variables["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
        folders += ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"]
        for folder in folders where folder.hasPrefix("/") {
            if let bytes = read("\(folder)/\(first)/\(term)"), let entry = TerminfoEntry(bytes) { return entry }
        }
        return nil
    }

    private static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 32768)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }
}
