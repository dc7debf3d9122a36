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

        func show(_ entries: [PictureEntry], gallery: String) {
            let console = Console()
            let listing = GalleryListing(entries: entries, gallery: gallery)
            if json {
                console.out(listing.json.description)
            } else {
                for line in listing.lines { console.out(Console.safe(line)) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List pictures, newest first.")

        @OptionGroup var page: Page
        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let folders = try Setup(common).folders
            let index = GalleryIndex(folders: folders)
            try await index.refresh()
            page.show(try await index.recent(limit: page.limit), gallery: folders.gallery)
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
            let folders = try Setup(common).folders
            let index = GalleryIndex(folders: folders)
            try await index.refresh()
            let wanted = try GalleryQuery(typed: query.joined(separator: " "))
            page.show(try await index.page(wanted, limit: page.limit), gallery: folders.gallery)
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
            guard let sidecar = try Sidecar.read(beside: path) else {
                throw TurnFailure.usage(
                    "Nothing is known of \(path).", advice: "Only pictures that Easel made have a file beside them.")
            }
            let console = Console()
            let listing = SidecarListing(
                sidecar: sidecar, path: path, hasCredentials: SidecarListing.hasCredentials(path))
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
            let count = try await GalleryIndex(folders: try Setup(common).folders).rebuild()
            Console().out(json ? JSON.object(["pictures": .int(count)]).description : "\(count) pictures")
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
            let accepted = error.accepted.isEmpty ? "" : "Accepted: \(error.accepted.joined(separator: ", "))."
            throw .usage(error.message, advice: accepted)
        }
    }
}
