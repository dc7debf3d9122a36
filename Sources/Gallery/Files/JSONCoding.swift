import FoundationEssentials

/// JSON as all our files write it: ISO 8601 dates with milliseconds in UTC, keys sorted, slashes plain.
enum JSONCoding {
    static func encoder(pretty: Bool = false) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Timestamp.text(date))
        }
        return encoder
    }

    static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let date = Timestamp.date(text) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "“\(text)” is not an ISO 8601 date")
            }
            return date
        }
        return decoder
    }

    /// A value on one line, newline included.
    static func line(_ value: some Encodable) throws -> [UInt8] { Array(try encoder().encode(value)) + [0x0A] }
}

/// `2026-11-23T14:35:02.120Z` and back. By hand: a session has a date a line, and format styles take longer than the rest
/// of the line.
enum Timestamp {
    static func text(_ date: Date) -> String {
        let bounded = max(-62_135_596_800, min(253_402_214_400, date.timeIntervalSince1970))
        let milliseconds = Int((bounded * 1000).rounded())
        let seconds = Int((Double(milliseconds) / 1000).rounded(.down))
        let time = CivilTime(Date(timeIntervalSince1970: Double(seconds)), offset: 0)
        let clock = [time.hour, time.minute, time.second].map { CivilTime.padded($0, 2) }.joined(separator: ":")
        return "\(time.dayText)T\(clock).\(CivilTime.padded(milliseconds - seconds * 1000, 3))Z"
    }

    static func date(_ text: String) -> Date? {
        var text = text
        let date = text.withUTF8 { bytes in canonical(bytes) } ?? foreign(text)
        return date.map(writable)
    }

    /// As it would be written: to the millisecond, in the years that have four digits.
    private static func writable(_ date: Date) -> Date {
        let seconds = max(-62_135_596_800, min(253_402_214_400, date.timeIntervalSince1970))
        return Date(timeIntervalSince1970: (seconds * 1000).rounded() / 1000)
    }

    /// The form we write.
    private static func canonical(_ bytes: UnsafeBufferPointer<UInt8>) -> Date? {
        guard bytes.count == 24, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A,
            bytes[16] == 0x3A, bytes[19] == 0x2E, bytes[23] == 0x5A
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let milliseconds = number(20..<23), hour < 24, minute < 60, second <= 60,
            let days = CivilTime.days(year: year, month: month, day: day)
        else { return nil }
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
        return Date(timeIntervalSince1970: Double(seconds * 1000 + milliseconds) / 1000)
    }

    /// Other forms of the standard: written by hand, or by another program.
    private static func foreign(_ text: String) -> Date? {
        (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
    }
}
