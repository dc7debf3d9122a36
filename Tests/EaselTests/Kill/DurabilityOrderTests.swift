import Foundation
import Gallery
import Testing

@testable import easel

/// What is reported as saved survives a power cut: every file of it is flushed, and its name too, before the report.
@Suite(.blocking) struct DurabilityOrderTests {
    /// A call that has returned, and what it was about.
    private struct Call: CustomStringConvertible {
        var name: String
        /// The file or folder; of a rename, where to.
        var path: String

        var description: String { "\(name) \(path)" }
    }

    /// In the order they returned.
    private func calls(_ log: String) -> [Call] {
        var pending: [Substring: Call] = [:]
        var calls: [Call] = []
        for line in log.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1).map { $0 }
            guard words.count == 2 else { continue }
            let (thread, rest) = (words[0], words[1].drop { $0 == " " })
            if rest.hasPrefix("<... ") {
                if let call = pending.removeValue(forKey: thread), !rest.contains(" = -1 ") { calls.append(call) }
                continue
            }
            guard let name = rest.split(separator: "(").first.map(String.init) else { continue }
            // `fsync(7</a/b>)`, `renameat2(AT_FDCWD, "/a/.x", AT_FDCWD, "/a/b", …)`.
            let quoted = rest.split(separator: "\"", omittingEmptySubsequences: false)
            let opened = rest.split(separator: "<").dropFirst().first?.split(separator: ">").first.map(String.init)
            let isRename = name.hasPrefix("rename")
            let path = isRename ? (quoted.count > 3 ? String(quoted[3]) : "") : opened ?? ""
            let call = Call(name: isRename ? "rename" : name, path: path)
            if rest.hasSuffix("<unfinished ...>") {
                pending[thread] = call
            } else if !rest.contains(" = -1 ") {
                calls.append(call)
            }
        }
        return calls
    }

    @Test(.enabled(if: Strace.works, "strace is not there, or tracing is forbidden"))
    func nothingIsReportedBeforeItIsOnTheDisk() throws {
        let place = try KillWorld()
        defer { place.remove() }
        let run = try place.world.run(
            list: KillWorld.command, tracer: Strace.arguments(log: place.log, at: nil, .killed))
        try #require(run.code == 0, "\(run.errors)")
        let image = try #require((try run.json()["images"] as? [[String: Any]])?.first)
        let path = try #require(image["path"] as? String)
        let (day, sidecar) = ((path as NSString).deletingLastPathComponent, path.dropLast(3) + "json")
        let calls = calls(place.logText)

        /// The first such call behind another.
        var at = 0
        func expect(_ name: String, _ what: String, _ isIt: (String) -> Bool) {
            let found = calls[at...].firstIndex { $0.name == name && isIt($0.path) }
            #expect(found != nil, "\(name) of \(what), behind \(at == 0 ? "the start" : "\(calls[at - 1])")")
            if let found { at = found + 1 }
        }
        let session = place.folders.sessions + "/a-fox.jsonl"
        // Before it is sent.
        expect("fsync", "the session with the turn") { $0 == session }
        expect("fsync", "the ledger") { $0 == place.folders.ledger }
        expect("fsync", "the intent") { $0.hasPrefix(place.folders.journal) && $0.hasSuffix(".part") }
        expect("rename", "the intent") { $0.hasSuffix("/intent.json") }
        expect("fsync", "its folder") { $0.hasPrefix(place.folders.journal + "/t_") }
        // Before it is told.
        expect("fsync", "the picture's bytes") { $0.hasSuffix("1-image-1") }
        expect("rename", "the picture") { $0 == path }
        expect("fsync", "the picture's folder") { $0 == day }
        expect("rename", "the signature") { $0.hasSuffix(".signature") }
        expect("fsync", "its folder") { $0 == place.folders.references }
        expect("fsync", "the sidecar's bytes") { $0.hasPrefix(day + "/.") }
        expect("rename", "the sidecar") { $0 == sidecar }
        expect("fsync", "the sidecar's folder") { $0 == day }
        expect("fsync", "the session with the result") { $0 == session }
        expect("fsync", "the ledger with the outcome") { $0 == place.folders.ledger }
        expect("rmdir", "the journal's folder") { _ in true }
        expect("write", "the report") { $0.hasPrefix("pipe:") || $0.contains("pipe") }
        // The folders that were made for it are durable as well.
        for folder in [place.folders.gallery, place.folders.sessions, place.folders.state, place.folders.journal] {
            #expect(calls.contains { $0.name == "fsync" && $0.path == folder }, "\(folder)")
        }
    }
}
