import Foundation

/// The processes of this machine, as far as tests look at them.
enum Processes {
    /// All that a process has started, and what those have started, whatever thread did.
    static func below(_ pid: Int32) -> [Int32] {
        var parents: [Int32: [Int32]] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let number = Int32(name), let stat = FileManager.default.contents(atPath: "/proc/\(name)/stat")
            else { continue }
            // The name, in brackets, may hold anything.
            let words = String(decoding: stat, as: UTF8.self).split(separator: ")").last?.split(separator: " ")
            guard let words, words.count > 1, let parent = Int32(words[1]) else { continue }
            parents[parent, default: []].append(number)
        }
        var found: [Int32] = []
        var waiting = [pid]
        while let next = waiting.popLast() {
            found += parents[next] ?? []
            waiting += parents[next] ?? []
        }
        return found
    }
}
