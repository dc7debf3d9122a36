import ArgumentParser
import Decoding
import Glibc
import Pixels
import Screen
import StudioCore
import Terminal

struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show pictures in the terminal.",
        discussion: "PNG, JPEG and WebP; pixels where the terminal can show them, characters elsewhere.")

    @Argument(help: ArgumentHelp("A picture's file.", valueName: "image"), completion: .file())
    var images: [String]

    @Option(help: "How: \(GraphicsMode.allCases.map(\.rawValue).joined(separator: ", ")).")
    var graphics: GraphicsMode?

    @Option(help: ArgumentHelp("At most so many columns and rows.", valueName: "wxh"))
    var size: String?

    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard let size, Self.room(size) == nil else { return }
        throw ValidationError("--size takes columns x rows, 80x24, not “\(size)”.")
    }

    mutating func run() async throws {
        let decoder = DecodeClient()
        // It starts while the configuration is read and the terminal asked.
        async let started: Void = decoder.start()
        let setup = try Setup(common)
        let here = setup.environment.workingFolder
        let paths = images.map { setup.environment.absolute($0, in: here) }
        for path in paths where access(path, R_OK) != 0 {
            throw TurnFailure.usage("\(path): \(String(cString: strerror(errno)))", advice: "Nothing was shown.")
        }
        let thumbnail = Thumbnail(
            environment: setup.environment, mode: graphics ?? setup.config.defaults.graphics,
            room: size.flatMap(Self.room), decoder: decoder)
        await started
        do throws(PixelsError) {
            try await thumbnail.show(paths)
        } catch {
            throw TurnFailure(
                .invalidRequest, message: "\(error)",
                advice: error.kind == .unsupported ? "What can be shown is PNG, JPEG and WebP." : "", billed: .no)
        }
    }

    private static func room(_ text: String) -> Size? {
        let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1], (1...1000).contains(width),
            (1...1000).contains(height)
        else { return nil }
        return Size(width: width, height: height)
    }
}
