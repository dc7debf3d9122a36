import ArgumentParser
import Decoding
import Gallery
import Glibc
import Pixels
import StudioCore

extension GalleryCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy pictures out, with prompt and lineage in the copy.",
            discussion: "The pictures themselves are not touched, and no file that is there is overwritten.")

        @Argument(
            help: ArgumentHelp("Pictures' files, or words as “gallery search” takes them.", valueName: "picture|query"),
            completion: .file())
        var wanted: [String]

        @Option(
            name: [.short, .customLong("output")], help: ArgumentHelp("The folder for the copies.", valueName: "dir"),
            completion: .directory)
        var output: String

        @Option(help: "Another format: png, jpeg, webp.")
        var format: String?

        @Option(help: ArgumentHelp("Scale down to at most so many pixels on the longer side.", valueName: "pixels"))
        var size: Int?

        @Flag(help: "Leave the words out of the copy; without --format and --size its bytes are the original's.")
        var noMetadata = false

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func validate() throws {
            if let size, !(1...32_768).contains(size) {
                throw ValidationError("--size takes pixels, 1 to 32768, not \(size).")
            }
            if let format, Self.format(format) == nil {
                throw ValidationError("--format takes png, jpeg or webp, not “\(format)”.")
            }
        }

        private static func format(_ text: String) -> ImageFormat? {
            let word = text.lowercased()
            return PictureExport.Options.formats.first { $0.rawValue == word || $0.fileExtension == word }
        }

        mutating func run() async throws {
            let setup = try Setup(common)
            let here = setup.environment.workingFolder
            let gallery = setup.folders.gallery
            var folder = setup.environment.absolute(output, in: here)
            while folder.hasSuffix("/"), folder.count > 1 { folder.removeLast() }
            try PictureExport.check(folder, gallery: gallery)
            let (files, query) = try split(setup)
            let exporter = PictureExport(decoder: DecodeClient())
            let options = PictureExport.Options(
                folder: folder, format: format.flatMap(Self.format), size: size, hasMetadata: !noMetadata)
            let console = Console()
            var report = ExportReport()
            for file in files where report.end == nil {
                await export(file, exporter, options, console, &report)
            }
            if let query, report.end == nil {
                let index = GalleryIndex(folders: setup.folders)
                try await index.refresh()
                var offset = 0
                while report.end == nil {
                    let entries = try await index.page(query, offset: offset, limit: 500)
                    for entry in entries where !entry.isMissing && report.end == nil {
                        await export(entry.file(in: gallery), exporter, options, console, &report)
                    }
                    offset += entries.count
                    if entries.count < 500 { break }
                }
                if offset == 0, files.isEmpty {
                    throw TurnFailure.usage(
                        "There is no picture for “\(query)”.",
                        advice: "Name a file, or words that “easel gallery search” finds.")
                }
            }
            if json { console.out(report.json.description) }
            if let end = report.end {
                console.note("easel: \(Console.safe(end.message))")
                console.note(Console.safe(end.advice))
            }
            if report.end != nil || !report.failed.isEmpty { throw Ending(code: 1) }
        }

        /// What names a file is one; all other words together are a query.
        private func split(_ setup: Setup) throws(TurnFailure) -> (files: [String], query: GalleryQuery?) {
            var (files, words) = ([String](), [String]())
            for word in wanted {
                let path = setup.environment.absolute(word, in: setup.environment.workingFolder)
                if access(path, F_OK) == 0, !PictureOutput.isFolder(path) {
                    files.append(path)
                } else if word.hasPrefix("/") || word.hasPrefix("./") || word.hasPrefix("~/") {
                    let reason = access(path, F_OK) == 0 ? "is a folder" : String(cString: strerror(errno))
                    throw .usage("\(path): \(reason)", advice: "Name a picture's file. Nothing was copied.")
                } else {
                    words.append(word)
                }
            }
            guard !words.isEmpty else { return (files, nil) }
            let text = words.joined(separator: " ")
            let query = try GalleryQuery(typed: text)
            // Whoever names an order means all of them.
            guard !query.terms.isEmpty || text.lowercased().contains("sort:") else {
                throw .usage("“\(text)” names every picture.", advice: "To mean all of them say sort:newest.")
            }
            return (files, query)
        }

        private func export(
            _ path: String, _ exporter: PictureExport, _ options: PictureExport.Options, _ console: Console,
            _ report: inout ExportReport
        ) async {
            do throws(StoreFailure) {
                let one = try await exporter.export(path, sidecar: try Sidecar.read(beside: path), options)
                report.exported.append(one)
                if !json { console.out(Console.safe(one.path)) }
                for note in one.notes { console.note("easel: \(Console.safe("\(path): \(note)"))") }
            } catch {
                // The folder is to blame: the next one would fare no better.
                if error.path == options.folder || error.path.hasPrefix(options.folder + "/") {
                    report.end = error
                } else {
                    report.failed.append(error)
                    console.note("easel: \(Console.safe(error.message))")
                }
            }
        }
    }
}
