import Dispatch
import Glibc
import StudioCore

/// Asks the person's own program for a key: no shell, ten seconds, the first line it prints.
struct KeyCommand: Sendable {
    /// Program and arguments.
    var arguments: [String]
    var environment: Environment
    var limitSeconds = 10

    enum Failure: Error, Hashable, Sendable {
        case relativePath, notStarted(String), tookTooLong, ended(code: Int32, words: String), printedNothing

        var message: String {
            switch self {
            case .relativePath: "its path is relative; write it in full, or its bare name"
            case .notStarted(let reason): "it could not be started: \(reason)"
            case .tookTooLong: "it gave no answer in time"
            case .ended(let code, let words):
                words.isEmpty ? "it ended with \(code)" : "it ended with \(code): \(words)"
            case .printedNothing: "it printed nothing"
            }
        }
    }

    /// On a thread of its own: a password manager may ask its person first.
    func key() async throws(Failure) -> String {
        let result = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: self.run()) }
        }
        return try result.get()
    }

    private func run() -> Result<String, Failure> {
        guard let name = arguments.first else { return .failure(.printedNothing) }
        let isPath = name.contains("/")
        if isPath, !name.hasPrefix("/"), !name.hasPrefix("~/") { return .failure(.relativePath) }
        let program = isPath ? environment.absolute(name, in: "/") : name
        do {
            let child = try Child(program: program, arguments: arguments, environment: environment.withoutSecrets)
            let (output, words, code) = child.finish(withinSeconds: limitSeconds)
            guard let code else { return .failure(.tookTooLong) }
            guard code == 0 else { return .failure(.ended(code: code, words: Self.firstLine(words))) }
            let key = Self.firstLine(output)
            return key.isEmpty ? .failure(.printedNothing) : .success(key)
        } catch {
            return .failure(.notStarted(error.reason))
        }
    }

    private static func firstLine(_ bytes: [UInt8]) -> String {
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return String(decoding: line.prefix(4096), as: UTF8.self)
    }
}

extension Environment {
    /// For programs we start: what may hold a key stays here.
    var withoutSecrets: Environment {
        Environment(
            variables.filter { name, _ in
                !["_KEY", "_TOKEN", "_SECRET", "_PASSWORD"].contains { name.uppercased().hasSuffix($0) }
            })
    }
}
