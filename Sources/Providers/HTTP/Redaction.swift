import FoundationEssentials

/// Takes a key out of text, in whatever form and however much of it a server repeats: what a turn brings is shown, logged,
/// and written to files that are shared.
struct Redaction: Sendable {
    static let mark = "[key]"
    /// Characters of a key that give it away: services print its beginning or its end in their complaints.
    static let leastPart = 8
    /// Shorter ones are no secrets, and looking for them would tear words apart.
    static let leastKey = 6

    /// All runs of `width` bytes that a form of the key holds, each as one number.
    private let parts: Set<UInt64>
    private let width: Int

    init(key: String) {
        let bytes = Array(key.utf8)
        width = min(Self.leastPart, bytes.count)
        var parts: Set<UInt64> = []
        if bytes.count >= Self.leastKey {
            for form in Self.forms(of: bytes) {
                var window: UInt64 = 0
                for (index, byte) in form.enumerated() {
                    window = Self.slid(window, byte, width)
                    if index + 1 >= width { parts.insert(window) }
                }
            }
        }
        self.parts = parts
    }

    private static func slid(_ window: UInt64, _ byte: UInt8, _ width: Int) -> UInt64 {
        (window << 8 | UInt64(byte)) & (width == 8 ? .max : 1 << UInt64(width * 8) - 1)
    }

    /// The text without the key, and without what stands for a key in an address, whosever it is.
    func callAsFunction(_ text: String) -> String { Self.withoutQueryKeys(withoutKey(text)) }

    /// The text without the key, otherwise as it is.
    func withoutKey(_ text: String) -> String {
        guard !parts.isEmpty else { return text }
        // Where the key is, first byte to last: what overlaps is one.
        var finds: [Range<Int>] = []
        var window: UInt64 = 0
        for (index, byte) in text.utf8.enumerated() {
            window = Self.slid(window, byte, width)
            guard index + 1 >= width, parts.contains(window) else { continue }
            let start = index + 1 - width
            if let last = finds.last, start <= last.upperBound {
                finds[finds.count - 1] = last.lowerBound..<index + 1
            } else {
                finds.append(start..<index + 1)
            }
        }
        guard !finds.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var clean: [UInt8] = []
        var kept = 0
        for find in finds {
            clean += bytes[kept..<find.lowerBound] + Array(Self.mark.utf8)
            kept = find.upperBound
        }
        return String(decoding: clean + bytes[kept...], as: UTF8.self)
    }

    /// As it is, as addresses, headers and logs write it, and backwards.
    private static func forms(of key: [UInt8]) -> [[UInt8]] {
        var forms = [key, Array(key.reversed()), percentEncoded(key)]
        // Base64 of something that ends in the key, whatever stands before it: what depends on that is left out.
        for lead in 0..<3 {
            let text = Data([UInt8](repeating: 0, count: lead) + key).base64EncodedString()
            let own = Array(text.utf8.dropFirst((lead * 8 + 5) / 6))
            forms += [own, own.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 }]
        }
        for isUpper in [false, true] {
            forms.append(
                key.flatMap { byte in
                    let digits = String(byte, radix: 16, uppercase: isUpper)
                    return Array(((byte < 16 ? "0" : "") + digits).utf8)
                })
        }
        return forms
    }

    private static func percentEncoded(_ key: [UInt8]) -> [UInt8] {
        key.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: return [byte]
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return Array(("%" + (byte < 16 ? "0" : "") + digits).utf8)
            }
        }
    }

    /// `?key=…` and its like.
    private static func withoutQueryKeys(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var clean: [UInt8] = []
        var at = 0
        while at < bytes.count {
            let rest = bytes[at...]
            guard let name = queryNames.first(where: { rest.first == $0.first && rest.starts(with: $0) }) else {
                clean.append(bytes[at])
                at += 1
                continue
            }
            clean += name + Array(mark.utf8)
            at += name.count
            while at < bytes.count, bytes[at] > 0x20, !queryEnds.contains(bytes[at]) { at += 1 }
        }
        return String(decoding: clean, as: UTF8.self)
    }

    private static let queryNames = ["?key=", "&key=", "api_key=", "access_token="].map { Array($0.utf8) }
    private static let queryEnds = Array("&\"'<>)".utf8)
}
