import Glibc
import StudioCore

/// Asks the person's own program for a key: no shell, ten seconds, the first line it prints.
struct KeyCommand: Sendable {
    /// Program and arguments.
    var arguments: [String]
    /// That the program gets: without keys.
    var environment: Environment
    var limitSeconds = 10

    enum Failure: Error, Hashable, Sendable {
        case relativePath, notStarted(String), tookTooLong, ended(code: Int32, words: String), printedNothing
        case lineTooLong

        var message: String {
            switch self {
            case .relativePath: "its path is relative; write it in full, or its bare name"
            case .notStarted(let reason): "it could not be started: \(reason)"
            case .tookTooLong: "it gave no answer in time"
            case .ended(let code, let words):
                words.isEmpty ? "it ended with \(code)" : "it ended with \(code): \(words)"
            case .printedNothing: "it printed nothing"
            case .lineTooLong: "its first line is longer than any key"
            }
        }
    }

    private static let longestKey = 4096

    /// Off the main actor: a password manager may ask its person first.
    @concurrent
    func key() async throws(Failure) -> String { try run().get() }

    private func run() -> Result<String, Failure> {
        guard let name = arguments.first else { return .failure(.printedNothing) }
        let isPath = name.contains("/")
        if isPath, !name.hasPrefix("/"), !name.hasPrefix("~/") { return .failure(.relativePath) }
        let program = isPath ? environment.absolute(name, in: "/") : name
        do {
            let child = try Child(program: program, arguments: arguments, environment: environment)
            let (output, words, code) = child.finish(withinSeconds: limitSeconds)
            guard let code else { return .failure(.tookTooLong) }
            guard code == 0 else { return .failure(.ended(code: code, words: Self.complaint(words))) }
            let line = Self.firstLine(output)
            guard line.count <= Self.longestKey else { return .failure(.lineTooLong) }
            return line.isEmpty ? .failure(.printedNothing) : .success(String(decoding: line, as: UTF8.self))
        } catch {
            return .failure(.notStarted(error.reason))
        }
    }

    private static func firstLine(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    }

    /// What a program says when it fails, for a message that is shown and kept: one short line of plain words. Nobody knows
    /// the key then, so whatever looks like one is left out.
    static func complaint(_ bytes: [UInt8]) -> String {
        let line = String(decoding: firstLine(bytes).prefix(200), as: UTF8.self)
        return line.split(whereSeparator: \.isWhitespace).map { word in
            word.contains { !$0.isASCII || $0 < " " || $0 == "\u{7F}" } || mayBeKey(word) ? "[…]" : String(word)
        }.joined(separator: " ")
    }

    /// Long, and no word of a language: letters and nothing else, but for what stands around it.
    private static func mayBeKey(_ word: Substring) -> Bool {
        guard word.utf8.count >= 10 else { return word.contains(where: \.isNumber) && word.utf8.count >= 6 }
        let core = word.dropFirst(word.first.map { "“‘\"'(".contains($0) } ?? false ? 1 : 0)
        var rest = core
        while let last = rest.last, ".,:;!?\"')”’".contains(last) { rest.removeLast() }
        return rest.utf8.count > 24 || !rest.dropFirst().allSatisfy { $0.isLowercase && $0.isASCII }
    }
}

extension Environment {
    /// For programs we start: what holds a provider's key stays here, known by its name or by its value.
    func withoutKeys(of providers: [ProviderConfig]) -> Environment {
        let names = Set((providers + ProviderConfig.shipped(self)).flatMap(\.variables))
        let keys = names.compactMap { self[$0] }.filter { $0.utf8.count >= 6 }
        var environment = self
        environment.variables = variables.filter { name, value in
            !names.contains(name) && !["_API_KEY", "_API_TOKEN"].contains { name.uppercased().hasSuffix($0) }
                && !keys.contains { value.contains($0) }
        }
        return environment
    }
}
