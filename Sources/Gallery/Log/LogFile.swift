package import FoundationEssentials
import Glibc
package import Logging

/// `easel.log`: a line for everything that was asked for and what came of it, for a person who wants to know later. Never a
/// prompt, never a key. A log that cannot be written is no reason to fail: it is left out.
package struct LogFile: LogHandler {
    /// A file that has grown beyond this becomes `easel.log.1`, in place of the one before.
    static let mostBytes = 1 << 20

    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    package var metadataProvider: Logger.MetadataProvider?
    private let path: String
    private let now: @Sendable () -> Date

    /// - Parameter path: absolute; its folder is made when there is something to write.
    package init(path: String, level: Logger.Level = .info, now: @escaping @Sendable () -> Date = { Date() }) {
        self.path = path
        logLevel = level
        self.now = now
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let line = Self.line(at: now(), level: event.level, message: event.message.description, all)
        do {
            try SafeFile.makeFolder(SafeFile.folder(of: path))
            if let size = SafeFile.info(path)?.bytes, size + line.utf8.count > Self.mostBytes {
                rename(path, path + ".1")
            }
            let file = try OpenFile(path: path, flags: O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW)
            try file.write(Array(line.utf8))
        } catch {
            return
        }
    }

    /// `2026-11-23T14:35:02Z info turn ended outcome=completed turn=t_01…`: keys in order, one line whatever is in them.
    static func line(at time: Date, level: Logger.Level, message: String, _ metadata: Logger.Metadata) -> String {
        let stamp = time.formatted(.iso8601)
        let pairs = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\(quoted($0.value.description))" }
        return "\(stamp) \(level.rawValue) \(message)\(pairs.joined())\n"
    }

    /// A word as it is; anything else in quotes, with every character that is not seen spelt out.
    private static func quoted(_ value: String) -> String {
        let isWord = value.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x2F, 0x3A, 0x5F].contains(byte)
        }
        if isWord, !value.isEmpty { return value }
        var text = "\""
        for scalar in value.unicodeScalars.prefix(2048) {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case " ": text += " "
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                    text += "\\u{\(String(scalar.value, radix: 16))}"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }
}
