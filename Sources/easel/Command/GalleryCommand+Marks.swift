import ArgumentParser
import Decoding
import Gallery
import StudioCore

extension GalleryCommand {
    struct Tag: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give pictures tags, stars, a rating or a note; they stand in the sidecars.")

        @OptionGroup var choice: PictureChoice

        @Option(help: ArgumentHelp("A tag to add; can be repeated.", valueName: "tag"))
        var add: [String] = []

        @Option(help: ArgumentHelp("A tag to take away; can be repeated.", valueName: "tag"))
        var remove: [String] = []

        @Option(help: ArgumentHelp("0 (none) to 5.", valueName: "n"))
        var rating: Int?

        @Flag(inversion: .prefixedNo, help: "A star.")
        var star: Bool?

        @Option(help: ArgumentHelp("What there is to say; empty takes it away.", valueName: "text"))
        var note: String?

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        private var change: MarkChange {
            MarkChange(add: add, remove: remove, rating: rating, isStarred: star, note: note)
        }

        mutating func validate() throws {
            if let rating, !(0...5).contains(rating) { throw ValidationError("--rating takes a number from 0 to 5.") }
            if (add + remove).contains(where: { Marks.tag($0) == nil }) {
                throw ValidationError("A tag needs a letter in it: --add and --remove take no empty one.")
            }
            if change.isNothing {
                throw ValidationError("Say what: --add, --remove, --rating, --star, --no-star or --note.")
            }
        }

        mutating func run() async throws {
            let setup = try Setup(common)
            let index = GalleryIndex(folders: setup.folders)
            let store = GalleryStore(folders: setup.folders, index: index, decoder: DecodeClient())
            let paths = try await choice.paths(setup, index)
            try await store.mark(paths, change).tell("tagged", gallery: setup.folders.gallery, json: json)
        }
    }

    struct Trash: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move pictures with their sidecars to the gallery's trash (.trash in it).")

        @OptionGroup var choice: PictureChoice

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let setup = try Setup(common)
            let index = GalleryIndex(folders: setup.folders)
            let store = GalleryStore(folders: setup.folders, index: index, decoder: DecodeClient())
            let paths = try await choice.paths(setup, index)
            let outcome = await store.moveToTrash(paths)
            if !json, !outcome.done.isEmpty {
                Console().note("“easel gallery restore FILE” brings one back, by its place there or the one it had.")
            }
            try outcome.tell("in the trash", gallery: setup.folders.gallery, json: json, showsPaths: true)
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring pictures back from the gallery's trash.",
            discussion: """
                A picture is named by its place in .trash, or by the one that it had; --query looks into the trash alone.
                """)

        @OptionGroup var choice: PictureChoice

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let setup = try Setup(common)
            let index = GalleryIndex(folders: setup.folders)
            let store = GalleryStore(folders: setup.folders, index: index, decoder: DecodeClient())
            let paths = try await choice.paths(setup, index, inTrash: true)
            try await store.restoreFromTrash(paths).tell(
                "restored", gallery: setup.folders.gallery, json: json, showsPaths: true)
        }
    }
}
