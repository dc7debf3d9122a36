import Foundation

/// Stops or fails the program at a system call that can be named and counted: `strace` does it from outside, so nothing in
/// the program knows.
enum Strace {
    static let path = "/usr/bin/strace"

    /// Also false where a container forbids tracing.
    static let works: Bool = {
        guard FileManager.default.isExecutableFile(atPath: path) else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-f", "-o", "/dev/null", "/bin/true"]
        process.standardError = FileHandle.nullDevice
        return (try? process.run()) != nil
            && {
                process.waitUntilExit(); return process.terminationStatus == 0
            }()
    }()

    /// Where a turn changes something that outlives it, or makes it last.
    static let steps = [
        "mkdir", "openat", "write", "writev", "fsync", "rename", "renameat2", "link", "unlink", "rmdir", "ftruncate",
    ]

    /// The N-th call of a name on one thread.
    struct Point: Hashable, CustomStringConvertible {
        var call: String
        var number: Int

        var description: String { "\(call) \(number)" }
    }

    /// What happens there.
    enum Fate: Hashable {
        case killed
        /// An error number's name.
        case fails(String)
    }

    static func arguments(log: URL, at point: Point?, _ fate: Fate) -> [String] {
        var arguments = [
            path, "-f", "-qq", "-y", "-s", "1", "-o", log.path, "-e",
            "trace=" + steps.joined(separator: ","),
        ]
        guard let point else { return arguments }
        let what = if case .fails(let error) = fate { "error=\(error)" } else { "signal=SIGKILL" }
        arguments += ["-e", "inject=\(point.call):\(what):when=\(point.number)"]
        return arguments
    }

    /// Every point that a traced run came by.
    static func points(_ log: String) -> [Point] {
        var counts: [String: Int] = [:]
        for line in log.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count > 1, let call = words[1].split(separator: "(").first.map(String.init) else { continue }
            if steps.contains(call) { counts["\(words[0]) \(call)", default: 0] += 1 }
        }
        var most: [String: Int] = [:]
        for (key, count) in counts {
            let call = String(key.split(separator: " ")[1])
            most[call] = max(most[call] ?? 0, count)
        }
        return steps.flatMap { call in (0..<(most[call] ?? 0)).map { Point(call: call, number: $0 + 1) } }
    }

    /// Bytes that were written to files of that name's end: what was on disk when the program was stopped.
    static func written(_ log: String, toNamesEnding end: String) -> Int {
        var pending: Set<Substring> = []
        var sum = 0
        for line in log.split(separator: "\n") {
            guard let thread = line.split(separator: " ").first else { continue }
            let isWrite = line.contains(" write(") || line.contains(" writev(")
            let isOurs = isWrite && line.contains("\(end)>")
            if line.hasSuffix("<unfinished ...>") {
                if isOurs { pending.insert(thread) }
            } else if isOurs || (line.contains("<... write") && pending.remove(thread) != nil) {
                let result = line.components(separatedBy: " = ").last.flatMap { Int($0.prefix { $0.isNumber }) }
                sum += result ?? 0
            }
        }
        return sum
    }
}
