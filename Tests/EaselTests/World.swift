import Foundation
import Testing

@testable import easel

/// The real program in a world of its own: nothing of this machine's configuration, keys or pictures is seen or touched.
struct World {
    struct Result {
        var code: Int32
        var output: Data
        var errors: String

        var text: String { String(decoding: output, as: UTF8.self) }

        /// The one JSON object on standard output.
        func json() throws -> [String: Any] {
            try #require(text.split(separator: "\n").count == 1, "one line on standard output")
            return try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
        }

        func failure() throws -> [String: Any] { try #require(try json()["failure"] as? [String: Any]) }
    }

    let folder: URL
    var variables: [String: String] = [:]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("easel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    var gallery: URL { folder.appendingPathComponent("gallery") }

    func write(_ text: String, to path: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func run(_ arguments: String..., input: String = "") throws -> Result {
        try run(list: arguments, input: input)
    }

    /// - Parameter tracer: a program and its arguments that ours is run by.
    func run(list arguments: [String], input: String = "", tracer: [String] = []) throws -> Result {
        let process = try process(arguments, tracer: tracer)
        let (output, errors, stdin) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = stdin
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        // Less than a pipe holds is said on standard error, so one may be read after the other.
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        let words = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, output: bytes, errors: String(decoding: words, as: UTF8.self))
    }

    /// Ready to be started.
    func process(_ arguments: [String], tracer: [String] = []) throws -> Process {
        let process = Process()
        let command = tracer + [try Self.binary().path] + arguments
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = folder
        process.environment = environment
        return process
    }

    /// All that the program sees of one.
    var environment: [String: String] {
        let usual = [
            "HOME": folder.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
            "XDG_PICTURES_DIR": folder.path, "EASEL_SKETCH_SECONDS": "0",
        ]
        return usual.merging(variables) { $1 }
    }

    /// Beside the test bundle, unless `EASEL_BINARY` names another: a release build for long runs.
    static func binary() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["EASEL_BINARY"] { return URL(fileURLWithPath: path) }
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var folder = URL(fileURLWithPath: tests).deletingLastPathComponent()
        if !FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("easel").path) {
            // The bundle is run by a helper of the toolchain: it names the bundle instead.
            let bundle = try #require(CommandLine.arguments.first { $0.hasSuffix(".xctest") })
            folder = URL(fileURLWithPath: bundle).deletingLastPathComponent()
        }
        return folder.appendingPathComponent("easel")
    }
}
