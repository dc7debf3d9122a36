import Foundation
import Testing

/// A screen as text, kept beside the tests. `RECORD=1` renews it; a difference is shown line by line.
enum Golden {
    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Goldens/\(name).txt")
        if ProcessInfo.processInfo.environment["RECORD"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let kept = try? String(contentsOf: file, encoding: .utf8)
        guard kept != text else { return }
        Issue.record(
            "\(name) is not as it was (RECORD=1 renews it):\n\(difference(kept ?? "", text))",
            sourceLocation: sourceLocation)
    }

    static func difference(_ old: String, _ new: String) -> String {
        let old = old.split(separator: "\n", omittingEmptySubsequences: false)
        let new = new.split(separator: "\n", omittingEmptySubsequences: false)
        var lines: [String] = []
        for index in 0..<max(old.count, new.count) {
            let was = index < old.count ? old[index] : nil
            let now = index < new.count ? new[index] : nil
            guard was != now else { continue }
            if let was { lines.append("\(index + 1) − \(was)") }
            if let now { lines.append("\(index + 1) + \(now)") }
        }
        return lines.joined(separator: "\n")
    }
}
