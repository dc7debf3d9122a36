import Crypto
import Foundation
import Gallery
import StudioCore
import Testing

@testable import easel

/// What must be true of everything that is on disk once all programs have ended and one recovery has run.
struct Aftermath {
    var folders: Folders
    /// All that a server sent, whole or not.
    var sent: [PictureServer.Sent]

    static func digest(_ bytes: some Sequence<UInt8>) -> String {
        SHA256.hash(data: Data(bytes)).map { String(format: "%02x", $0) }.joined()
    }

    /// The pictures that are whole on disk right now, in the journal or in the gallery, by their SHA-256; of those that were
    /// drawn here, all that come to their end.
    var wholeOnDisk: Set<String> {
        var digests: Set<String> = []
        let known = Set(sent.map { Self.digest($0.picture) })
        for folder in [folders.journal, folders.gallery] {
            for path in FileManager.default.subpaths(atPath: folder) ?? [] {
                guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { continue }
                let digest = Self.digest(data)
                let isDrawn = sent.isEmpty && data.suffix(8) == Data(Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82])
                if known.contains(digest) || isDrawn { digests.insert(digest) }
            }
        }
        return digests
    }

    /// - Parameters:
    ///   - what: was done, for messages.
    ///   - whole: must be in the gallery, each once.
    ///   - ledger: which rows a turn may have.
    /// - Returns: how many of those, and of what was sent, are there whole.
    @discardableResult
    func expect(
        _ what: String, whole: Set<String>, ledger: [[LedgerEntry.State]] = [[.sent, .settled]]
    ) async throws -> Int {
        #expect(
            Journal(folders) == Journal(Folders(environment: ["HOME": "/nowhere"])), "\(what): the journal is empty")
        let pictures = try expectGallery(what)
        let digests = pictures.values.map { Self.digest($0) }
        for digest in whole {
            #expect(digests.count { $0 == digest } == 1, "\(what): \(digest.prefix(8)) is not there once")
        }
        let turns = try await expectSessions(what, pictures)
        try expectLedger(what, turns, ledger)
        let known = Set(sent.map { Self.digest($0.picture) })
        return Set(digests).intersection(known.union(whole)).count
    }

    private func expectGallery(_ what: String) throws -> [String: Data] {
        var pictures: [String: Data] = [:]
        var sidecars: Set<String> = []
        for path in FileManager.default.subpaths(atPath: folders.gallery) ?? [] where path.contains("/") {
            #expect(!path.contains("/."), "\(what): \(path) is left over")
            if path.hasSuffix(".json") {
                sidecars.insert(path)
            } else {
                pictures[path] = try Data(contentsOf: URL(fileURLWithPath: "\(folders.gallery)/\(path)"))
            }
        }
        #expect(sidecars == Set(pictures.keys.map { $0.dropLast(3) + "json" }), "\(what): \(sidecars)")
        // Noise is in no two pictures the same, so a beginning tells which it is of.
        var owners: [Int: String] = [:]
        for (path, data) in pictures where !sent.isEmpty {
            let owner = sent.firstIndex {
                data.count <= $0.picture.count && data.elementsEqual($0.picture.prefix(data.count))
            }
            guard let owner else {
                Issue.record("\(what): \(path) is not what was sent")
                continue
            }
            if data.count > 60 { #expect(owners[owner] == nil, "\(what): \(path) is there twice") }
            owners[owner] = path
        }
        return pictures
    }

    private func expectSessions(_ what: String, _ pictures: [String: Data]) async throws -> Set<TurnID> {
        let shelf = SessionShelf(folders: folders)
        var turns: [Turn] = []
        for entry in shelf.entries() {
            // Half a line where a program was killed is closed by the next one, and noted; it is no record.
            let tree = try await shelf.tree(entry.name)
            turns += tree.order.compactMap { tree[$0] }
        }
        #expect(Set(turns.map(\.id)).count == turns.count, "\(what): a turn is in two sessions")
        let named = turns.flatMap { $0.result?.images ?? [] }
        #expect(named.map(\.path).sorted() == pictures.keys.sorted(), "\(what): sessions and gallery")
        for image in named {
            #expect(pictures[image.path].map { Self.digest($0) } == image.sha256, "\(what): \(image.path)")
        }
        for turn in turns {
            let result = try #require(turn.result, "\(what): \(turn.id) has no end")
            #expect(turn.finals.allSatisfy { $0.isCut != true }, "\(what): a cut picture as the result")
            #expect((result.outcome == .completed) == !turn.finals.isEmpty, "\(what)")
            for case .image(_, _, let signature?) in result.answers.compactMap({ $0 }).flatMap(\.parts) {
                let path = folders.references + "/\(signature).signature"
                #expect(FileManager.default.fileExists(atPath: path), "\(what): the signature is lost")
            }
        }
        return Set(turns.map(\.id))
    }

    private func expectLedger(
        _ what: String, _ turns: Set<TurnID>, _ allowed: [[LedgerEntry.State]]
    ) throws {
        let (entries, notes) = try LedgerFile.read(folders)
        #expect(notes == [], "\(what)")
        #expect(entries.allSatisfy { turns.contains($0.turn) }, "\(what): a turn in the ledger alone")
        for (turn, rows) in Dictionary(grouping: entries, by: \.turn) {
            #expect(allowed.contains(rows.map(\.state)), "\(what): \(turn) \(rows.map(\.state))")
        }
        let asked = entries.filter { $0.state == .sent && $0.model.provider != "sketch" }.reduce(0) { $0 + $1.count }
        #expect(sent.count <= asked, "\(what): \(sent.count) requests came, \(asked) are in the ledger")
    }
}
