import Foundation
import Fuzzing
import Gallery
import Screen
import StudioCore
import StudioUI

@testable import Providers
@testable import easel

/// Small languages within others: base64, JSON, dates, addresses, keys and prompts.
enum TextTargets {
    static let all = [base64, json, wait, address, redaction, prompt, words]

    private static let base64 = FuzzTarget(
        "base64",
        corpus: [
            Array(AnswerCorpus.base64(AnswerCorpus.png).utf8), Array("QUJD".utf8), Array("QUI=".utf8),
            Array((0..<300).map { _ in "Zm94-_+/" }.joined().utf8), Array("QU\r\nJD QQ==".utf8), [],
        ], dictionary: ["=", "==", "\n", "-", "_", "data:"], mostBytes: 4000, cases: 300
    ) { input, random in
        let (expected, isBroken) = reference(input)
        var decoder = Base64StreamDecoder()
        var bytes: [UInt8] = []
        for piece in random.pieces(input) {
            var rest = piece
            if random.below(2) == 0 {
                var taken = 0
                bytes += try guarded(rest.count) { room in
                    let run = rest.withUnsafeBytes { decoder.decodeRun($0, into: room) }
                    taken = run.taken
                    return run.written
                }
                rest.removeFirst(taken)
            }
            bytes += try guarded(rest.count) { room in rest.withUnsafeBytes { decoder.decode($0, into: room) } }
        }
        bytes += try guarded(4) { decoder.finish(into: $0) }
        try hold(decoder.isBroken == isBroken, "broken: \(decoder.isBroken), not \(isBroken)")
        try hold(bytes == expected, "\(bytes.count) bytes, not \(expected.count)")
        return "\(isBroken) \(expected.count % 3)"
    }

    /// Room for just so many characters, and what lies behind it must stay.
    private static func guarded(
        _ characters: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
    ) throws -> [UInt8] {
        let room = Base64StreamDecoder.room(for: characters)
        var bytes = [UInt8](repeating: 0xA5, count: room + 32)
        let written = bytes.withUnsafeMutableBytes { buffer in
            body(UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
        }
        try hold(written <= room && bytes[room...].allSatisfy { $0 == 0xA5 }, "written beyond its room")
        return Array(bytes[..<written])
    }

    /// One character after the other.
    private static func reference(_ input: [UInt8]) -> ([UInt8], isBroken: Bool) {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var bytes: [UInt8] = []
        var group: [Int] = []
        var isEnded = false
        /// - Returns: whether these characters can stand together.
        func end() -> Bool {
            isEnded = true
            if group.count == 1 { return false }
            let bits = group.reduce(0) { $0 << 6 | $1 } << (6 * (4 - group.count))
            if group.count > 1 { bytes.append(UInt8(bits >> 16 & 255)) }
            if group.count > 2 { bytes.append(UInt8(bits >> 8 & 255)) }
            return true
        }
        for byte in input {
            if [0x20, 0x0A, 0x0D, 0x09].contains(byte) { continue }
            if byte == UInt8(ascii: "=") {
                if !isEnded, !end() { return (bytes, true) }
                continue
            }
            let plain =
                byte == UInt8(ascii: "-") ? UInt8(ascii: "+") : byte == UInt8(ascii: "_") ? UInt8(ascii: "/") : byte
            guard !isEnded, let value = alphabet.firstIndex(of: plain) else { return (bytes, true) }
            group.append(value)
            if group.count == 4 {
                let bits = group.reduce(0) { $0 << 6 | $1 }
                bytes += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
                group = []
            }
        }
        let isGood = isEnded || end()
        return (bytes, !isGood)
    }

    /// What Foundation reads, ours reads as the same.
    private static let json = FuzzTarget(
        "json",
        corpus: [
            #"{"a":[1,-2.5e3,true,false,null,"x\n\u00e9\ud83d\ude00"],"b":{"c":{}},"":[]}"#, AnswerCorpus.unary,
            AnswerCorpus.limit, #"{"a":0.1,"b":-0,"c":1E+2,"d":"\/\\\"\b\f\r\t"}"#,
            String(repeating: #"{"a":["#, count: 20) + String(repeating: "]}", count: 20),
        ].map { Array($0.utf8) }, dictionary: AnswerCorpus.words, mostBytes: 6000, cases: 500
    ) { input, _ in
        let ours = JSONValue.parse(Checks.text(input))
        // Foundation loses a byte order mark within a string.
        let hasMark = Checks.text(input).unicodeScalars.contains("\u{FEFF}")
        guard !hasMark, input.first == UInt8(ascii: "{"), String(validating: input, as: UTF8.self) != nil,
            let theirs = try? JSONSerialization.jsonObject(with: Data(input)), depth(theirs) < 60
        else { return ours == nil ? "neither" : "ours" }
        guard let ours else {
            // Foundation takes a comma behind the last one.
            let plain = Checks.text(input.filter { $0 > 0x20 })
            try hold(plain.contains(",}") || plain.contains(",]"), "Foundation reads it, ours does not")
            return "comma"
        }
        try hold(same(ours, theirs), "Foundation reads \(theirs), ours \(ours)")
        return "both"
    }

    private static func depth(_ value: Any) -> Int {
        switch value {
        case let members as [String: Any]: 1 + (members.values.map(depth).max() ?? 0)
        case let values as [Any]: 1 + (values.map(depth).max() ?? 0)
        default: 0
        }
    }

    private static func same(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch (ours, theirs) {
        case (.object(let members), let others as [String: Any]):
            // Of two members with one name either may be the one.
            let names = members.map(\.key)
            guard Set(names).count == names.count else { return true }
            return members.count == others.count
                && members.allSatisfy { member in others[member.key].map { same(member.value, $0) } ?? false }
        case (.array(let values), let others as [Any]):
            return values.count == others.count && zip(values, others).allSatisfy { same($0, $1) }
        case (.string(let text), let other as String): return text == other
        case (.bool(let flag), let other as NSNumber): return other.boolValue == flag
        case (.number(let number), let other as NSNumber): return abs(other.doubleValue - number) <= abs(number) * 1e-15
        case (.null, is NSNull): return true
        default: return false
        }
    }

    private static let wait = FuzzTarget(
        "retry-after",
        corpus: [
            "34.4s", "Please retry in 34.4s.", "retry in 200 ms", "retry in 3 minutes", "120",
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
            "Mon, 23 Nov 2026 14:35:02 GMT",
        ].map { Array($0.utf8) }, dictionary: ["9223372036854775807", ":", "1e300", "s", "ms", "retry in ", "GMT"],
        mostBytes: 2000, cases: 1000
    ) { input, _ in
        let text = Checks.text(input)
        var outcome = ""
        for (delay, message, headers) in [
            (text, "", []), (nil, text, []), (nil, "", [("Retry-After", text)]), (nil, "", [("retry-after-ms", text)]),
        ] as [(String?, String, [(String, String)])] {
            let seconds = RetryAfter.seconds(delay: delay, message: message, headers: headers, now: 1_795_442_102)
            if let seconds { try hold(seconds >= 0 && seconds < 1e10, "waits \(seconds) s") }
            outcome += seconds == nil ? "-" : "+"
        }
        return outcome
    }

    private static let address = FuzzTarget(
        "address",
        corpus: [
            "https://api.example.com/v1beta/models/x:generateContent?key=k#f", "http://127.0.0.1:8188/",
            "HTTPS://Host.Example/api/v1/chat/completions", "http://[::1]:80/v1", "http://localhost",
            "socks5://user:word@proxy:1080", "https://a.b:99999/x y",
        ].map { Array($0.utf8) },
        dictionary: [
            "://", "/v1", "@", "[::1]", "127.0.0.1", "localhost", ":", "..", "\\", "%00", "chat/completions", "?",
        ],
        mostBytes: 2000, cases: 600
    ) { input, _ in
        let text = Checks.text(input)
        let list = ["HTTPS_PROXY": text, "http_proxy": text, "NO_PROXY": String(text.reversed())]
        let direct = Environment(list)
        let proxy = try? ProxyChoice.proxy(for: "https://api.example.com/x", direct)
        if let proxy { try hold((1...65535).contains(proxy.port), "a proxy at port \(proxy.port)") }
        _ = try? ProxyChoice.proxy(for: text, direct)
        guard let url = BaseURL.normalised(text) else { return "refused" }
        try hold(BaseURL.normalised(url) == url, "\(url) becomes \(BaseURL.normalised(url) ?? "nothing")")
        let endpoint = Endpoint(name: "n", baseURL: url, authentication: .none, key: "")
        try hold(!endpoint.host.isEmpty && !endpoint.host.contains("@"), "the host \(endpoint.host)")
        try hold(
            url.unicodeScalars.allSatisfy { $0.value > 0x20 && !(0x7F...0x9F).contains($0.value) && $0 != "\\" },
            "the address \(url)")
        if BaseURL.isProtected(url), url.hasPrefix("http://"), let parsed = URL(string: url), let host = parsed.host() {
            try hold(
                host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127."), "a key to \(host)")
        }
        return url.hasPrefix("https") ? "https" : "http \(BaseURL.isProtected(url))"
    }

    private static let redaction = FuzzTarget(
        "redaction",
        corpus: [
            "https://e.com/v1?key=\(AnswerCorpus.key)&x=1", "Bearer \(AnswerCorpus.key)", "access_token=abc",
            "API key not valid: \(String(AnswerCorpus.key.reversed()))",
            AnswerCorpus.base64(Array(AnswerCorpus.key.utf8)),
        ].map { Array($0.utf8) }, dictionary: [AnswerCorpus.key, "?key=", "&key=", "api_key=", "access_token=", "&"],
        mostBytes: 4000, cases: 300
    ) { input, _ in
        let text = AnswerCheck.endpoint.redact(Checks.text(input))
        let encoded = AnswerCorpus.base64(Array(AnswerCorpus.key.utf8))
        for form in [AnswerCorpus.key, String(AnswerCorpus.key.reversed()), encoded] {
            try hold(!text.contains(form), "the key is in “\(text)”")
        }
        try hold(AnswerCheck.endpoint.redact(text) == text, "twice is not as once: \(text)")
        return text.contains("[key]") ? "found" : "none"
    }

    private static let prompts = [
        "a lighthouse at dusk, snow", "Füchse im Schnee — 雪の中の狐", "../../etc/passwd", "CON .json", "നന്‍മനിറഞ്ഞവര്‍",
        "👨‍👩‍👧‍👦 e\u{301}\u{302}\u{303}", "می‌خواهم", "\u{202E}gpj.exe", "-rf /", "a\u{0}b\nc", "İSTANBUL ẞ",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ].map { Array($0.utf8) }

    /// A prompt as a file's name: ours, whatever is in it.
    private static let prompt = FuzzTarget(
        "file-name", corpus: prompts, dictionary: ["/", "..", "\u{200D}", "\u{301}", "~", "－", "．"], mostBytes: 3000,
        cases: 400
    ) { input, random in
        let text = Checks.text(input)
        let limit = [8, 32, 40][random.below(3)]
        let slug = SessionName.slug(text, limit: limit)
        try hold(SessionName.isValid(slug), "“\(slug)” cannot be the name of a session")
        try hold(slug.utf8.count <= 3 * limit && slug.count <= limit, "“\(slug)” is too long")
        try hold(!slug.contains("."), "“\(slug)” has a dot")
        try hold(
            SessionName.slug(slug, limit: limit) == slug, "“\(slug)” becomes “\(SessionName.slug(slug, limit: limit))”")
        return "\(slug == "untitled") \(slug.utf8.count == slug.count)"
    }

    /// Any text on its way to the screen, into the editor, and out of the command line.
    private static let words = FuzzTarget(
        "shown-text", corpus: prompts + AnswerCorpus.all, dictionary: ["\u{200D}", "\u{301}", "\u{1F1E6}", "\u{FE0F}"],
        mostBytes: 4000, cases: 300
    ) { input, random in
        let text = Checks.text(input)
        try Checks.isSafe(text, "a text")
        let graphemes = Grapheme.safe(text)
        try hold(graphemes.allSatisfy { (1...2).contains($0.width) }, "a width")
        try hold(graphemes.allSatisfy { $0.text.unicodeScalars.count <= 6 }, "too many marks on one character")
        let width = 1 + random.below(40)
        let cut = text.truncated(to: width)
        try hold(cut.displayWidth <= width, "“\(cut)” is \(cut.displayWidth) wide, not \(width)")
        _ = CommandCall(text: text)
        if let words = ExternalEditor.words(text) { try hold(words.count <= text.count + 1, "words of nothing") }
        return "\(graphemes.count == text.count)"
    }
}
