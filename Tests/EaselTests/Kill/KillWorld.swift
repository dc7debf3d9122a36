import Foundation
import Gallery
import StudioCore
import Testing

@testable import easel

/// A picture that a server sends, a program that is stopped while it receives it, and what must be true after the next
/// start.
struct KillWorld {
    var world: World
    let picture: [UInt8]
    let answer: LoopbackServer.Answer
    private let server: LoopbackServer

    /// - Parameters:
    ///   - stopsAfter: as `LoopbackServer.Answer` has it.
    ///   - kilobytes: how large the picture is, about.
    init(stopsAfter: Int? = nil, kilobytes: Int = 300) throws {
        picture = Self.png(kilobytes)
        var answer = Self.answer(picture)
        answer.stopsAfter = stopsAfter
        self.answer = answer
        server = try LoopbackServer(answer)
        var world = try World()
        world.variables["GEMINI_API_KEY"] = "canary-7f3a91"
        world.variables["GOOGLE_GEMINI_BASE_URL"] = server.url + "/v1beta"
        self.world = world
    }

    func remove() {
        server.stop()
        world.remove()
    }

    static let command = ["generate", "a fox", "-m", "nano-banana-pro", "--json"]

    var log: URL { world.folder.appendingPathComponent("strace.log") }
    var logText: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }
    var folders: Folders { Folders(environment: ["HOME": world.folder.path], gallery: world.folder.path + "/easel") }
    private var gallery: URL { world.folder.appendingPathComponent("easel") }

    /// Noise, as hard to guess as a photograph.
    static func png(_ kilobytes: Int) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        func big(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        let noise = (0..<kilobytes * 128).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13) + Array("IHDR".utf8) + big(640) + big(480)
            + [8, 2, 0, 0, 0] + big(0) + big(noise.count) + Array("IDAT".utf8) + noise + big(0) + big(0)
            + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
    }

    static func answer(_ picture: [UInt8]) -> LoopbackServer.Answer {
        let signature = String(repeating: "c2lnbmF0dXJl", count: 400)
        let parts =
            #"{"text":"Here."},{"inlineData":{"mimeType":"image/png","data":""# + Data(picture).base64EncodedString()
            + #""},"thoughtSignature":"\#(signature)"}"#
        return LoopbackServer.Answer(
            body: #"data: {"candidates":[{"content":{"role":"model","parts":["# + parts
                + #"]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":1120,"#
                + #""totalTokenCount":1132,"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1120}]}}"#
                + "\r\n\r\n")
    }

    /// Where in the answer, head included, the picture's base64 begins and ends.
    static func range(of picture: [UInt8], in answer: LoopbackServer.Answer) throws -> Range<Int> {
        let base64 = Data(picture).base64EncodedData()
        return try #require(Data(answer.bytes).range(of: base64))
    }

    /// How many bytes of an answer's body are in the journal, by its log: `raw COUNT` and so many bytes, or `file NAME FROM
    /// TO` for base64 that became bytes of that file.
    var spooled: Int {
        let folder = (try? FileManager.default.contentsOfDirectory(atPath: folders.journal))?.first ?? ""
        let path = "\(folders.journal)/\(folder)/answer.body"
        guard var log = FileManager.default.contents(atPath: path).map({ $0[...] }) else { return 0 }
        var sum = 0
        while let end = log.firstIndex(of: 0x0A) {
            let words = String(decoding: log[..<end], as: UTF8.self).split(separator: " ")
            log = log[(end + 1)...]
            if words.count == 2, let count = Int(words[1]) {
                sum += min(count, log.count)
                log = log.dropFirst(count)
            } else if words.count == 4, let from = Int(words[2]), let to = Int(words[3]) {
                sum += (to - from) / 3 * 4
            }
        }
        return sum
    }

    // MARK: Afterwards

    /// Starts once more and looks at everything.
    /// - Parameters:
    ///   - isThere: whether the picture must be in the gallery; otherwise it may be.
    ///   - least: bytes of it that must be there at least, as a beginning.
    ///   - ledger: which rows it may have, other than none and the usual two.
    func expectRecovered(
        _ what: String, isThere: Bool, least: Int = 0, ledger: [[LedgerEntry.State]] = []
    ) async throws {
        let doctor = try world.run("doctor", "--recover", "--json")
        #expect(doctor.code == 0, "\(what): \(doctor.text) \(doctor.errors)")
        let journal = Journal(folders)
        #expect(journal == Journal(Folders(environment: ["HOME": "/nowhere"])), "\(what): the journal is empty")
        let pictures = try expectGallery(what, isThere: isThere, least: least)
        let turns = try await expectSession(what, pictures)
        try expectLedger(what, turns) { $0 == [.sent, .settled] || $0 == [] || ledger.contains($0) }
    }

    /// - Returns: the pictures by their paths in the gallery.
    private func expectGallery(_ what: String, isThere: Bool, least: Int) throws -> [String: Data] {
        var pictures: [String: Data] = [:]
        var sidecars: Set<String> = []
        for path in FileManager.default.subpaths(atPath: gallery.path) ?? [] where path.contains("/") {
            #expect(!path.contains("/."), "\(what): \(path) is left over")
            if path.hasSuffix(".json") {
                sidecars.insert(path)
            } else {
                pictures[path] = try Data(contentsOf: gallery.appendingPathComponent(path))
            }
        }
        let whole = pictures.values.count { $0 == Data(picture) }
        #expect(whole == 1 || (!isThere && whole == 0), "\(what): \(whole) times in the gallery")
        #expect(pictures.count <= 1, "\(what): \(pictures.keys.sorted())")
        for data in pictures.values {
            #expect(data.count >= least && data == Data(picture.prefix(data.count)), "\(what): other bytes")
        }
        #expect(pictures.count == 1 || least == 0, "\(what): what had arrived is lost")
        #expect(sidecars == Set(pictures.keys.map { $0.dropLast(3) + "json" }), "\(what): \(sidecars)")
        return pictures
    }

    private func expectSession(_ what: String, _ pictures: [String: Data]) async throws -> [TurnID] {
        let shelf = SessionShelf(folders: folders)
        var turns: [Turn] = []
        for entry in shelf.entries() {
            let tree = try await shelf.tree(entry.name)
            turns += tree.order.compactMap { tree[$0] }
        }
        #expect(turns.count <= 1, "\(what): \(turns.map(\.id))")
        #expect(turns.flatMap { $0.result?.images ?? [] }.map(\.path) == pictures.keys.sorted(), "\(what)")
        for turn in turns {
            let result = try #require(turn.result, "\(what): the turn has no end")
            let isWhole = pictures.values.contains(Data(picture))
            if !isWhole { #expect(result.images.allSatisfy { $0.isCut == true }, "\(what)") }
            #expect((result.outcome == .completed) == !turn.finals.isEmpty, "\(what)")
            guard case .image(_, _, let signature?)? = result.answers.first??.parts.last else { continue }
            let path = folders.references + "/\(signature).signature"
            #expect(FileManager.default.fileExists(atPath: path), "\(what): the signature is lost")
        }
        return turns.map(\.id)
    }

    /// - Parameter isExpected: which rows the turn may have.
    private func expectLedger(
        _ what: String, _ turns: [TurnID], isExpected: ([LedgerEntry.State]) -> Bool
    ) throws {
        let (entries, notes) = try LedgerFile.read(folders)
        #expect(notes == [], "\(what)")
        let states = entries.map(\.state)
        #expect(isExpected(states), "\(what): \(states)")
        #expect(entries.allSatisfy { turns.contains($0.turn) }, "\(what)")
    }
}
