import ArgumentParser
import Gallery
import StudioCore

/// Which pictures of the gallery a command is meant for.
struct PictureChoice: ParsableArguments {
    @Argument(help: "Pictures of the gallery, by file.", completion: .file())
    var pictures: [String] = []

    @Option(help: ArgumentHelp("All that a search finds, too.", valueName: "text"))
    var query: String?

    mutating func validate() throws {
        if pictures.isEmpty, query == nil { throw ValidationError("Name pictures, or --query TEXT.") }
    }

    /// Relative to the gallery, each once.
    /// - Throws: a usage failure for a file that is not in it, or a query that cannot be read.
    func paths(_ setup: Setup, _ index: GalleryIndex) async throws -> [String] {
        let gallery = setup.folders.gallery
        var paths: [String] = []
        for picture in pictures {
            let path = setup.environment.absolute(picture, in: setup.environment.workingFolder)
            guard path.hasPrefix(gallery + "/") else {
                throw TurnFailure.usage("\(path) is not in the gallery \(gallery).", advice: "Name one that is.")
            }
            paths.append(String(path.dropFirst(gallery.count + 1)))
        }
        if let query {
            let wanted = try GalleryQuery(typed: query)
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
}

extension BulkOutcome {
    /// Says what was done to how many, and why not to the rest.
    /// - Throws: an ending with 1 when something failed.
    func tell(_ verb: String, gallery: String, json isJSON: Bool) throws {
        let console = Console()
        if isJSON {
            let failures = failed.map { JSON.object(["path": .string($0.path), "message": .string($0.reason)]) }
            console.out(
                JSON.object([
                    "pictures": .array(done.map { .string("\(gallery)/\($0)") }), "failed": .array(failures),
                ]).description)
        } else {
            console.out("\(verb): \(done.count) picture\(done.count == 1 ? "" : "s")")
        }
        for failure in failed { console.note(Console.safe("easel: \(failure.path): \(failure.reason)")) }
        if !failed.isEmpty { throw Ending(code: 1) }
    }
}
