/// How long a server asks to wait: its RetryInfo, then its words, then the headers.
enum RetryAfter {
    /// - Parameters:
    ///   - delay: `google.rpc.RetryInfo.retryDelay`, “34.4s”.
    ///   - now: seconds since 1970.
    /// - Returns: seconds, never negative and never more than `most`; nil when nothing was said.
    static func seconds(delay: String?, message: String, headers: [(String, String)], now: Double) -> Double? {
        said(delay: delay, message: message, headers: headers, now: now).map { min($0, most) }
    }

    /// A year: whoever asks for more means never.
    static let most = 366.0 * 86_400

    private static func said(delay: String?, message: String, headers: [(String, String)], now: Double) -> Double? {
        if let delay, delay.hasSuffix("s"), let seconds = number(delay.dropLast()) { return seconds }
        let message = message.lowercased()
        // Google's words, OpenAI's.
        if let range = message.firstRange(of: "retry in ") ?? message.firstRange(of: "try again in ") {
            let rest = message[range.upperBound...]
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            let unit = rest.dropFirst(digits.count).drop { $0 == " " }
            if let value = number(digits) {
                let scale = unit.hasPrefix("ms") ? 0.001 : unit.hasPrefix("m") ? 60 : unit.hasPrefix("h") ? 3600 : 1.0
                return value * scale
            }
        }
        func header(_ name: String) -> String? { headers.first { $0.0.lowercased() == name }?.1 }
        if let milliseconds = header("retry-after-ms").flatMap({ number($0) }) { return milliseconds / 1000 }
        // LiteLLM hands on what the service behind it said, under another name.
        guard let text = header("retry-after") ?? header("llm_provider-retry-after") else { return nil }
        return number(text) ?? HTTPDate.seconds(text).map { min(longest, max(0, $0 - now)) }
    }

    private static func number(_ text: some StringProtocol) -> Double? {
        guard let first = text.utf8.first, (0x30...0x39).contains(first), let value = Double(text), value.isFinite
        else { return nil }
        return min(value, longest)
    }

    /// Nobody waits for a year; and nobody has to be able to count further.
    static let longest = 366.0 * 86_400
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7), without the locale machinery.
enum HTTPDate {
    /// Seconds since 1970; nil when it is no such date.
    static func seconds(_ text: String) -> Double? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" })
        guard words.count >= 5, let day = Int(words[1]),
            let month = months.firstIndex(of: words[2].prefix(3).lowercased()),
            let year = Int(words[3])
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2]),
            (1...31).contains(day), (1970...9999).contains(year)
        else { return nil }
        // Days from the civil date, counted in years that begin in March.
        let shifted = month < 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return Double(days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2])
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
