import Glibc
import Pixels
import Screen
import Testing

@testable import Terminal

@Suite struct PreviewPrinterTests {
    /// Left half red, right half blue, 40 × 40.
    private func withPicture<Result>(_ body: (String) throws -> Result) throws -> Result {
        var bitmap = Bitmap(width: 40, height: 40)
        for index in 0..<1600 {
            let isLeft = index % 40 < 20
            bitmap.pixels.replaceSubrange(
                index * 4..<index * 4 + 4, with: isLeft ? [255, 0, 0, 255] : [0, 0, 255, 255])
        }
        var path = Array("/tmp/easel-preview-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(name) }
        let png = try PNGEncoder.encode(bitmap)
        _ = png.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        return try body(name)
    }

    private func printed(_ mode: GraphicsMode, colors: ColorDepth = .trueColor) throws -> String {
        var capabilities = RecordedTerminal.xterm.capabilities(mode: mode)
        capabilities.colors = colors
        capabilities.cell = PixelSize(width: 8, height: 16)
        return try withPicture {
            String(
                decoding: try PreviewPrinter(capabilities: capabilities, room: Size(width: 4, height: 9))
                    .bytes(file: $0, number: 7), as: UTF8.self)
        }
    }

    @Test func symbolsKeepTheShape() throws {
        let text = try printed(.symbols)
        #expect(
            text
                == "\u{1b}[48;2;255;0;0m  \u{1b}[48;2;0;0;255m  \u{1b}[0m\n\u{1b}[48;2;255;0;0m  \u{1b}[48;2;0;0;255m  \u{1b}[0m\n"
        )
    }

    @Test func withoutColourThereIsNoSequence() throws {
        #expect(try !printed(.ascii, colors: .mono).contains("\u{1b}"))
        #expect(try printed(.ascii, colors: .mono).split(separator: "\n", omittingEmptySubsequences: false).count == 3)
    }

    @Test func pixelsComeAfterTheRoomForThem() throws {
        #expect(try printed(.sixel).hasPrefix("\n\n\u{1b}[2A\u{1b}7\u{1b}P0;1;0q\"1;1;32;"))
        #expect(try printed(.kitty).hasPrefix("\n\n\u{1b}[2A\u{1b}7\u{1b}_Ga=t,"))
        #expect(try printed(.iterm2).contains("\u{1b}]1337;File=inline=1;"))
        for mode in [GraphicsMode.sixel, .kitty, .iterm2] { #expect(try printed(mode).hasSuffix("\u{1b}8\u{1b}[2B")) }
    }
}
