/// How long the server asks to wait: RetryInfo, then its words, then the headers (retry-after-ms, Retry-After in seconds).
enum RetryDelay {
    static func seconds(error: JSONValue?, message: String, headers: [(String, String)]) -> Double? {
        for detail in error?["details"]?.array ?? [] {
            if let text = detail["retryDelay"]?.string, text.hasSuffix("s"), let seconds = Double(text.dropLast()) { return seconds }
        }
        if let range = message.firstRange(of: "retry in ") {
            let number = message[range.upperBound...].prefix { $0.isNumber || $0 == "." }
            if let seconds = Double(number) { return seconds }
        }
        func header(_ name: String) -> String? { headers.first { $0.0.lowercased() == name }?.1 }
        if let text = header("retry-after-ms"), let milliseconds = Double(text) { return milliseconds / 1000 }
        return header("retry-after").flatMap(Double.init)
    }
}
