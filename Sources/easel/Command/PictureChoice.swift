import ArgumentParser
import Gallery
import Glibc
import StudioCore

/// Which pictures of the gallery a command is meant for.
struct PictureChoice: ParsableArguments {
    @Argument(help: "Pictures of the gallery, by file.", completion: .file())
    var pictures: [String] = []

    @Option(
        parsing: .unconditional, help: ArgumentHelp("All that a search finds, too.", valueName: "text"))
    var query: String?

    @Flag(help: "All pictures there are: of the gallery, or for restore of its trash.")
    var all = false

    mutating func validate() throws {
        if pictures.isEmpty, query == nil, !all { throw ValidationError("Name pictures, or --query TEXT, or --all.") }
    }

    /// Relative to the gallery, each once.
    /// - Parameter inTrash: whether they are looked for in the trash; a picture there may be named as it was called before.
    /// - Throws: a usage failure for a file that is not in it, or a query that cannot be read or names no picture in
    ///   particular.
    func paths(_ setup: Setup, _ index: GalleryIndex, inTrash: Bool = false) async throws -> [String] {
        let gallery = setup.folders.gallery
        var paths: [String] = []
        for picture in pictures {
            let path = setup.environment.absolute(picture, in: setup.environment.workingFolder)
            guard path.hasPrefix(gallery + "/") else {
                throw TurnFailure.usage("\(path) is not in the gallery \(gallery).", advice: "Name one that is.")
            }
            let name = String(path.dropFirst(gallery.count + 1))
            paths.append(try inTrash ? Self.trashed(name, in: gallery) : name)
        }
        if query != nil || all {
            var wanted = try GalleryQuery(typed: query ?? "")
            guard all || !wanted.terms.isEmpty else {
                throw TurnFailure.usage(
                    "--query “\(query ?? "")” names every picture.", advice: "To mean all of them say --all.")
            }
            if all { wanted = .all }
            if inTrash { wanted.terms.append(GalleryQuery.Term(.state(.trashed))) }
            try await index.refresh()
            while true {
                let page = try await index.page(wanted, offset: paths.count - pictures.count, limit: 1000)
                paths += page.map(\.path)
                if page.count < 1000 { break }
            }
        }
        var seen: Set<String> = []
        return paths.filter { seen.insert($0).inserted }
    }

    /// Where a picture is in the trash that is named by its place there, or by the one that it had.
    private static func trashed(_ name: String, in gallery: String) throws(TurnFailure) -> String {
        let place = name.hasPrefix(".trash/") ? name : ".trash/\(name)"
        // A picture that is gone may have left its sidecar.
        guard [place, Sidecar.path(for: place)].contains(where: { access("\(gallery)/\($0)", F_OK) == 0 }) else {
            throw .usage(
                "\(gallery)/\(name) is not in the trash.",
                advice: "“easel gallery search is:trashed” lists what is.")
        }
        return place
    }
}

extension BulkOutcome {
    /// Says what was done to how many, and why not to the rest.
    /// - Throws: an ending with 1 when something failed.
    /// - Parameter showsPaths: whether people are told where each is now.
    func tell(_ verb: String, gallery: String, json isJSON: Bool, showsPaths: Bool = false) throws {
        let console = Console()
        if isJSON {
            let failures = failed.map { JSON.object(["path": .string($0.path), "message": .string($0.reason)]) }
            console.out(
                JSON.object([
                    "pictures": .array(done.map { .string("\(gallery)/\($0)") }), "failed": .array(failures),
                ]).description)
        } else {
            console.out("\(verb): \(done.count) picture\(done.count == 1 ? "" : "s")")
            if showsPaths { for path in done { console.out(Console.line("\(gallery)/\(path)")) } }
        }
        for failure in failed { console.note(Console.safe("easel: \(failure.path): \(failure.reason)")) }
        if !failed.isEmpty { throw Ending(code: 1) }
    }
}
