import ArgumentParser
import Gallery
import StudioCore

extension GalleryCommand {
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that every picture has the bytes that were received.",
            discussion: """
                Reads all of them and compares their SHA-256 with the sidecars'. Changes nothing. Ends with 1 when a picture
                is changed, gone or unreadable; one that nobody described is named and is no fault.
                """)

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let folders = try Setup(common).existingGallery(common)
            let console = Console()
            let isTerminal = console.errorIsTerminal
            let check = await GalleryCheck.run(folders) { done, all in
                if isTerminal { Console().note(raw: "\r\(done) of \(all)\u{1b}[K") }
            }
            if isTerminal { console.note(raw: "\r\u{1b}[K") }
            if json {
                console.out(json(check, folders.gallery).description)
            } else {
                for finding in check.findings {
                    console.out(Console.line("\(folders.gallery)/\(finding.path) \(finding.message)"))
                }
                console.out(
                    "\(check.whole) picture\(check.whole == 1 ? " is" : "s are") as received, \(check.faults.count) not"
                )
            }
            if !check.faults.isEmpty { throw Ending(code: 1) }
        }

        private func json(_ check: GalleryCheck, _ gallery: String) -> JSON {
            .object([
                "whole": .int(check.whole),
                "findings": .array(
                    check.findings.map {
                        .object([
                            "path": .string("\(gallery)/\($0.path)"), "trouble": .string($0.trouble.rawValue),
                            "message": .string($0.message),
                        ])
                    }),
            ])
        }
    }
}

extension GalleryCheck {
    /// Findings that mean a loss.
    var faults: [Finding] { findings.filter { $0.trouble != .undescribed } }
}
