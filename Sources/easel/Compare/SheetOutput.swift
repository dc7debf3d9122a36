import ArgumentParser
import Pixels
import StudioCore

/// How a contact sheet is drawn.
enum SheetKind: String, CaseIterable, ExpressibleByArgument {
    /// A picture.
    case png
    /// Characters and colours, for `cat`.
    case ansi
}

extension SheetKind {
    private static let text = ["txt", "ans", "ansi", "asc"]
    /// What nobody would look for a sheet in.
    private static let others = [
        "jpg", "jpeg", "webp", "gif", "avif", "heic", "bmp", "tif", "tiff", "jxl", "svg", "pdf", "mp4", "webm", "json",
    ]

    /// What a file's name asks for by itself; nil when it says nothing of sheets.
    init?(file: String) { self.init(ending: Self.ending(of: file)) }

    private init?(ending: String) {
        switch ending {
        case "png": self = .png
        case _ where Self.text.contains(ending): self = .ansi
        default: return nil
        }
    }

    /// In small letters, without its point.
    private static func ending(of file: String) -> String {
        let name = file.split(separator: "/").last ?? ""
        return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    }

    /// What a file's name asks for.
    /// - Parameters:
    ///   - asked: what was asked for by itself.
    ///   - otherwise: where neither says.
    /// - Throws: when they contradict each other, or the ending is of something else.
    init(file: String, asked: SheetKind?, otherwise: SheetKind) throws(ValidationError) {
        let ending = Self.ending(of: file)
        guard !Self.others.contains(ending) else {
            throw ValidationError("A contact sheet is a .png, or text for cat in a .txt or .ans, not .\(ending).")
        }
        let wanted = SheetKind(ending: ending)
        if let wanted, let asked, wanted != asked {
            throw ValidationError("--sheet \(asked.rawValue) does not go into a .\(ending) file.")
        }
        self = wanted ?? asked ?? otherwise
    }
}

/// A contact sheet on its way out.
struct SheetOutput {
    var kind: SheetKind
    /// nil: standard output.
    var path: String?
    /// Columns of an ANSI sheet.
    var columns: Int
    var colors: SymbolColors

    /// - Throws: when it cannot be drawn or written.
    func write(title: String, cells: [ContactSheet.Cell]) throws(TurnFailure) {
        let bytes: [UInt8]
        switch kind {
        case .png:
            do throws(PixelsError) {
                bytes = try PNGEncoder.encode(
                    ContactSheet(title: title, cells: cells).draw(), settings: .photo)
            } catch {
                throw TurnFailure(.invalidRequest, message: error.message, advice: "", billed: .no)
            }
        case .ansi:
            let lines = AnsiSheet(title: title, cells: cells, columns: columns, colors: colors).lines
            bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        }
        try Self.put(bytes, at: path)
    }

    /// - Parameter path: nil for standard output.
    static func put(_ bytes: [UInt8], at path: String?) throws(TurnFailure) {
        do throws(TurnFailure) {
            if let path {
                try PictureOutput.save(bytes, to: path)
            } else if !Console.write(bytes, to: 1) {
                throw PictureOutput.failure("standard output", 5)
            }
        } catch {
            var failure = error
            failure.advice = "The pictures are safe in the gallery; “easel compare --pictures” makes the sheet again."
            throw failure
        }
    }
}

extension SymbolColors {
    /// As many as the environment promises: `NO_COLOR`, `COLORTERM`, else the 256 that everything has.
    init(_ environment: Environment) {
        if environment["NO_COLOR"] != nil {
            self = .monochrome
        } else {
            self = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "") ? .truecolor : .palette256
        }
    }
}
