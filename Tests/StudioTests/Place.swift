import Foundation
import TerminalHarness

/// A home of a test's own, gone when the test is: nothing of this machine's keys, pictures or configuration is seen.
final class Place {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("easel-studio-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What every program here is started with; a test may add its own.
    lazy var environment: [String: String] = {
        let home = folder.path
        return [
            "HOME": home, "XDG_CONFIG_HOME": home + "/config", "XDG_DATA_HOME": home + "/data",
            "XDG_STATE_HOME": home + "/state", "XDG_CACHE_HOME": home + "/cache",
            "XDG_PICTURES_DIR": home + "/pictures",
            "EASEL_SKETCH_SECONDS": "0.3",
        ]
    }()

    /// The studio in a terminal, as far as its first frame.
    func studio(
        _ arguments: String..., seconds: Double = 0.3, columns: Int = 80, rows: Int = 24,
        environment extra: [String: String] = [:], answers: TerminalProgram.Answers = .vterm
    ) throws -> TerminalProgram {
        let more = ["EASEL_SKETCH_SECONDS": "\(seconds)"].merging(extra) { $1 }
        let program = try start(
            [TerminalProgram.built("easel")] + arguments, environment: more, columns: columns, rows: rows,
            answers: answers)
        try program.waitFor("the first frame") { $0.row(0).contains("easel") && $0.contains("Prompt") }
        return program
    }

    /// Any program in a terminal, in this home.
    func start(
        _ command: [String], environment extra: [String: String] = [:], without missing: Set<String> = [],
        columns: Int = 80, rows: Int = 24, answers: TerminalProgram.Answers = .vterm
    ) throws -> TerminalProgram {
        let program = try TerminalProgram(
            command, environment: environment.merging(extra) { $1 }, columns: columns, rows: rows, answers: answers,
            without: missing)
        program.home = self
        return program
    }

    /// A file of the person's.
    @discardableResult
    func write(_ text: String, to path: String, mode: Int = 0o600) throws -> String {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        return file.path
    }

    /// All files below a folder of this place, by name, with their sizes.
    func files(_ below: String) -> [String: Int] {
        let top = folder.appendingPathComponent(below)
        var files: [String: Int] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: top.path) ?? .init() {
            let attributes = try? FileManager.default.attributesOfItem(atPath: top.appendingPathComponent(path).path)
            if attributes?[.type] as? FileAttributeType == .typeRegular { files[path] = attributes?[.size] as? Int }
        }
        return files
    }
}

extension TerminalProgram {
    /// Types a prompt, sends it, and waits until the picture of its turn is there.
    func ask(_ prompt: String, inHistory words: String) throws {
        send(prompt)
        try waitFor("“\(prompt)” in the editor") { $0.rows(of: .prompt).contains(prompt) }
        send("\r")
        try waitFor("“\(words)” in the history") { $0.rows(of: .history).contains("● \(words)") }
        try waitFor("completed") { $0.row($0.rows - 2).contains("completed") }
    }
}

extension VirtualScreen {
    enum Part { case history, preview, prompt }

    /// What stands in a pane, at any size of the screen from 60×18 on.
    func rows(of part: Part) -> String {
        let lines = (0..<rows).map { row($0) }
        let top = lines.firstIndex { $0.contains("╭─ Prompt") } ?? rows
        switch part {
        case .prompt: return lines.dropFirst(top).joined(separator: "\n")
        case .history:
            return lines[1..<max(1, top)].compactMap { line in
                line.hasPrefix("│") ? line.dropFirst().split(separator: "│").first.map(String.init) : nil
            }.joined(separator: "\n")
        case .preview: return lines[1..<max(1, top)].joined(separator: "\n")
        }
    }

    /// How many cells right of the history and above the prompt show something of a picture: block elements, or a colour
    /// below them.
    var pictureCells: Int {
        let top = (0..<rows).first { row($0).contains("╭─ Prompt") } ?? rows
        let left = row(1).distance(from: row(1).startIndex, to: row(1).range("╭─ Preview") ?? row(1).endIndex)
        var count = 0
        for y in 2..<max(2, top - 2) {
            for x in (left + 1)..<max(left + 1, columns - 1) {
                let cell = cell(x, y)
                let scalar = cell.text.unicodeScalars.first?.value ?? 0
                if (0x2580...0x259f).contains(scalar) || (0x1fb00...0x1fbff).contains(scalar)
                    || cell.background != .standard
                {
                    count += 1
                }
            }
        }
        return count
    }
}

extension String {
    fileprivate func range(_ text: String) -> Index? {
        indices.first { self[$0...].hasPrefix(text) }
    }
}
