import ArgumentParser
import Gallery
import StudioCore

struct GalleryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gallery",
        abstract: "List, search, describe, export and keep in order the pictures that were made.",
        subcommands: [
            List.self, Search.self, Show.self, Tag.self, Trash.self, Restore.self, Export.self, Import.self,
            Verify.self,
            Reindex.self,
        ], defaultSubcommand: List.self)

    /// For the help that every command has.
    @OptionGroup var common: CommonOptions

    /// How much of the list.
    struct Page: ParsableArguments {
        @Option(help: "At most so many.")
        var limit = 50

        @Flag(help: "Print one JSON object.")
        var json = false

        mutating func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit takes a number from 1 on.") }
        }

        /// - Parameter all: how many there are, shown or not.
        func show(_ entries: [PictureEntry], of all: Int, gallery: String) {
            let console = Console()
            let listing = GalleryListing(entries: entries, gallery: gallery)
            if json {
                console.out(listing.json.description)
            } else {
                for line in listing.lines { console.out(Console.line(line)) }
            }
            if all > entries.count { console.note("easel: … and \(all - entries.count) more; --limit shows more.") }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List pictures, newest first.")

        @OptionGroup var page: Page
        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let folders = try Setup(common).existingGallery(common)
            let index = GalleryIndex(folders: folders)
            try await index.refresh()
            page.show(
                try await index.recent(limit: page.limit), of: try await index.count(.all), gallery: folders.gallery)
        }
    }

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find pictures by words, or by more.", discussion: GalleryQuery.helpText)

        @Argument(help: "Words that must all be there; the last may be a beginning.")
        var query: [String]

        @OptionGroup var page: Page
        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let folders = try Setup(common).existingGallery(common)
            let index = GalleryIndex(folders: folders)
            try await index.refresh()
            let wanted = try GalleryQuery(typed: query.joined(separator: " "))
            let found = try await index.page(wanted, limit: page.limit)
            if found.isEmpty { Console().note("easel: Nothing was found.") }
            page.show(found, of: try await index.count(wanted), gallery: folders.gallery)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is known of a picture.")

        @Argument(help: "The picture's file.", completion: .file())
        var picture: String

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let setup = try Setup(common)
            let here = setup.environment.workingFolder
            let path = setup.environment.absolute(picture, in: here)
            let console = Console()
            let listing = try SidecarListing(of: path)
            if let problem = listing.problem {
                console.note("easel: \(Console.safe(problem))")
                console.note("What follows is what the picture itself tells.")
            }
            if json {
                console.out(listing.json.description)
            } else {
                for line in listing.lines { console.out(Console.safe(line)) }
            }
        }
    }

    struct Reindex: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the index anew from the folder; the pictures are not touched.")

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let count = try await GalleryIndex(folders: try Setup(common).existingGallery(common)).rebuild()
            let text = "\(count) picture\(count == 1 ? "" : "s")"
            Console().out(json ? JSON.object(["pictures": .int(count)]).description : text)
        }
    }
}

extension GalleryQuery {
    /// One form a line, with what it means.
    static let helpText = Columns.lines(help.map { ["  " + $0.form, $0.meaning] }).joined(separator: "\n")

    /// - Throws: a usage failure that says which words would be understood.
    init(typed text: String) throws(TurnFailure) {
        do throws(Problem) {
            try self.init(text)
        } catch {
            // Most messages name them already.
            let isSaid = error.accepted.isEmpty || error.message.contains("; accepted:")
            throw .usage(
                error.message, advice: isSaid ? "" : "Accepted: \(error.accepted.joined(separator: ", ")).")
        }
    }
}
