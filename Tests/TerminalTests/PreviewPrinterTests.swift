import Pixels
import Screen
import Testing

@testable import Terminal

@Suite struct PreviewPrinterTests {
    private func printed(_ mode: GraphicsMode, colors: ColorDepth = .trueColor) async throws -> String {
        var capabilities = RecordedTerminal.xterm.capabilities(mode: mode)
        capabilities.colors = colors
        capabilities.cell = PixelSize(width: 8, height: 16)
        let picture = try TestPicture()
        defer { picture.remove() }
        let printer = PreviewPrinter(
            capabilities: capabilities, room: Size(width: 4, height: 9), decoder: DirectDecoder())
        return String(decoding: try await printer.bytes(file: picture.path, number: 7), as: UTF8.self)
    }

    @Test func symbolsKeepTheShape() async throws {
        let text = try await printed(.symbols)
        #expect(
            text
                == "\u{1b}[48;2;255;0;0m  \u{1b}[48;2;0;0;255m  \u{1b}[0m\n\u{1b}[48;2;255;0;0m  \u{1b}[48;2;0;0;255m  \u{1b}[0m\n"
        )
    }

    @Test func withoutColourThereIsNoSequence() async throws {
        #expect(try await !printed(.ascii, colors: .mono).contains("\u{1b}"))
        #expect(
            try await printed(.ascii, colors: .mono).split(separator: "\n", omittingEmptySubsequences: false).count == 3
        )
    }

    @Test func pixelsComeAfterTheRoomForThem() async throws {
        #expect(try await printed(.sixel).hasPrefix("\n\n\u{1b}[2A\u{1b}7\u{1b}P0;1;0q\"1;1;32;"))
        #expect(try await printed(.kitty).hasPrefix("\n\n\u{1b}[2A\u{1b}7\u{1b}_Ga=t,"))
        #expect(try await printed(.iterm2).contains("\u{1b}]1337;File=inline=1;"))
        for mode in [GraphicsMode.sixel, .kitty, .iterm2] {
            #expect(try await printed(mode).hasSuffix("\u{1b}8\u{1b}[2B"))
        }
    }
}
