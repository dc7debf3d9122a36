import Glibc
import Testing

@testable import Providers

/// What an answer of many megabytes leaves in memory while it is read. Long, so only with EASEL_FUZZ_MEGABYTES.
@Suite struct MemoryTests {
    private static let megabytes = getenv("EASEL_FUZZ_MEGABYTES").flatMap { Int(String(cString: $0)) }

    private static let units: [(name: String, first: String, unit: String)] = [
        ("tiny events", "", "data: {}\n\n"), ("bad events", "", "data: x\n\n"),
        ("texts", "", #"data: {"candidates":[{"content":{"parts":[{"text":"abcdefgh"}]}}]}"# + "\n\n"),
        (
            "thoughts", "",
            #"data: {"candidates":[{"content":{"parts":[{"text":"abcdefgh","thought":true}]}}]}"# + "\n\n"
        ),
        (
            "signed", "",
            #"data: {"candidates":[{"content":{"parts":[{"text":"a","thoughtSignature":"QQ"}]}}]}"# + "\n\n"
        ),
        ("one string", #"{"a":""#, "xxxxxxxxxxxxxxxx"), ("numbers", #"{"a":["#, "1,"), ("objects", #"{"a":["#, "{},"),
        ("documents", "[", "{},"), ("words", "", "1 "), ("errors", "", #"data: {"error":{"message":"no"}}"# + "\n\n"),
        (
            "sources", "",
            #"data: {"candidates":[{"groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://e.com/a"}}]}}]}"#
                + "\n\n"
        ),
    ]

    @Test(.enabled(if: megabytes != nil), .serialized, arguments: units.indices) func isBounded(_ index: Int) throws {
        let (name, first, unit) = Self.units[index]
        let scratch = Scratch()
        let consumer = WireConsumer(files: AnswerFiles(folder: scratch.path), thinks: false) { _ in }
        consumer.begin(status: 200, headers: [])
        let piece = Array(String(repeating: unit, count: 65_536 / unit.utf8.count).utf8)
        let before = Self.resident()
        var fed = 0
        do {
            try Array(first.utf8).withUnsafeBytes { try consumer.receive($0) }
            while fed < (Self.megabytes ?? 0) << 20 {
                try piece.withUnsafeBytes { try consumer.receive($0) }
                fed += piece.count
            }
        } catch {
            print("kept: \(name) was refused: \(error)")
        }
        _ = consumer.end(nil)
        let kept = max(0, Self.resident() - before)
        print("kept: \(name): \(kept >> 20) MiB of \(fed >> 20)")
        #expect(kept < 200 << 20)
    }

    /// Bytes.
    private static func resident() -> Int {
        let text = String(decoding: Scratch.small("/proc/self/statm"), as: UTF8.self)
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * Int(getpagesize())
    }
}

extension Scratch {
    /// A file whose length the system does not tell.
    static func small(_ path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        return Array(bytes.prefix(max(0, read(descriptor, &bytes, bytes.count))))
    }
}
