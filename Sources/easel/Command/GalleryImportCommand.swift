import ArgumentParser
import Decoding
import Gallery
import StudioCore
import Synchronization

extension GalleryCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take pictures of other programs into the gallery, with what they say of their prompts.",
            discussion: """
                Reads what A1111, ComfyUI and InvokeAI write into pictures. Folders inside are looked into as well; hidden \
                files and links are not. What is in the gallery already is not copied again.
                """)

        @Argument(help: "The folder.", completion: .directory)
        var folder: String

        @Flag(help: "Take each picture away from there once it is safe in the gallery.")
        var move = false

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let setup = try Setup(common)
            let path = setup.environment.absolute(folder, in: setup.environment.workingFolder)
            guard PictureOutput.isFolder(path) else {
                throw TurnFailure.usage("\(path) is not a folder.", advice: "Name a folder with pictures.")
            }
            let index = GalleryIndex(folders: setup.folders)
            let store = GalleryStore(folders: setup.folders, index: index, decoder: DecodeClient())
            let console = Console()
            let (isJSON, gallery) = (json, setup.folders.gallery)
            // Told as it happens; kept where all of it is one object.
            let report = Mutex(ImportReport(gallery: gallery))
            var end: StoreFailure?
            do throws(StoreFailure) {
                try await FolderImport(folder: path, isMove: move).run(into: store) { event in
                    report.withLock { report in
                        report.add(event)
                        let (text, isNote) = report.line(event)
                        if isNote {
                            console.note(Console.safe(text))
                        } else if !isJSON {
                            console.out(Console.safe(text))
                        }
                    }
                }
            } catch {
                end = error
            }
            var done = report.withLock { $0 }
            done.end = end
            if json { console.out(done.json.description) } else { console.note("easel: \(done.summary)") }
            if let end {
                console.note("easel: \(Console.safe(end.message))")
                console.note(Console.safe("\(end.advice) What was imported stays; the next run goes on from there."))
            }
            if !done.isWhole { throw Ending(code: 1) }
        }
    }
}
