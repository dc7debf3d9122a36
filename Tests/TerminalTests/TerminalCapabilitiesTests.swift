import Pixels
import Screen
import Testing

@testable import Terminal

@Suite struct TerminalCapabilitiesTests {
    @Test(arguments: [
        (RecordedTerminal.xterm, GraphicsProtocol.sixel, PixelSize(width: 6, height: 13)),
        (.plainXterm, .symbols, PixelSize(width: 6, height: 13)),
        (.foot, .sixel, PixelSize(width: 9, height: 17)),
        (.kitty, .kitty, PixelSize(width: 8, height: 17)),
        (.konsole, .kitty, PixelSize(width: 10, height: 20)),
        (.mlterm, .sixel, PixelSize(width: 7, height: 15)),
        (.tmux, .symbols, PixelSize(width: 8, height: 16)),
        (.silent, .symbols, PixelSize(width: 8, height: 16)),
    ])
    func picturesAndCellSize(_ terminal: RecordedTerminal, _ graphics: GraphicsProtocol, _ cell: PixelSize) {
        let found = terminal.capabilities()
        #expect(found.graphics == graphics)
        #expect(found.cell == cell)
        #expect(found.answered == (terminal.name != "silent"))
    }

    @Test func cellSizeSaysWhereItIsFrom() {
        #expect(RecordedTerminal.xterm.capabilities().cellSource == .graphics)
        #expect(RecordedTerminal.foot.capabilities().cellSource == .report)
        #expect(RecordedTerminal.tmux.capabilities().cellSource == .window)
        #expect(RecordedTerminal.silent.capabilities().cellSource == .assumed)
    }

    @Test func nothingIsDrawnThatXtermWouldDrop() {
        #expect(RecordedTerminal.xterm.capabilities().pictureLimit == PixelSize(width: 1000, height: 1000))
        #expect(RecordedTerminal.mlterm.capabilities().pictureLimit == PixelSize(width: 1000, height: 1000))
        #expect(RecordedTerminal.konsole.capabilities().pictureLimit == PixelSize(width: 4096, height: 4096))
    }

    @Test(
        arguments: zip(
            [RecordedTerminal.silent, .xterm, .foot, .kitty, .tmux],
            [ColorDepth.ansi256, .trueColor, .trueColor, .trueColor, .ansi256]))
    func colours(_ terminal: RecordedTerminal, _ depth: ColorDepth) {
        #expect(terminal.capabilities().colors == depth)
    }

    @Test func theEnvironmentsWishesCount() {
        var terminal = RecordedTerminal.silent
        terminal.environment["COLORTERM"] = "truecolor"
        #expect(terminal.capabilities().colors == .trueColor)
        terminal.environment["NO_COLOR"] = "1"
        #expect(terminal.capabilities().colors == .mono)
        terminal.environment = ["TERM": "xterm", "LC_ALL": "C"]
        #expect(terminal.capabilities().unicode == false)
        #expect(RecordedTerminal.silent.capabilities(mode: .auto).graphics == .symbols)
        #expect(terminal.capabilities().graphics == .ascii)
        terminal.answer = RecordedTerminal.xterm.answer
        #expect(terminal.capabilities().graphics == .sixel)
    }

    @Test(arguments: [
        (GraphicsMode.sixel, GraphicsProtocol.sixel), (.kitty, .kitty), (.iterm2, .iterm2), (.symbols, .symbols),
        (.ascii, .ascii),
    ])
    func aWishOverrides(_ mode: GraphicsMode, _ graphics: GraphicsProtocol) {
        for terminal in RecordedTerminal.all { #expect(terminal.capabilities(mode: mode).graphics == graphics) }
    }

    @Test func sextantsOnlyWhereTheTerminalDrawsThem() {
        let drawing = RecordedTerminal.all.filter { $0.capabilities().sextants }.map(\.name)
        #expect(drawing == ["foot", "kitty", "Konsole"])
    }

    @Test func synchronizedOutputOnlyWhereItIsKnown() {
        let knowing = RecordedTerminal.all.filter { $0.capabilities().synchronizedOutput }.map(\.name)
        #expect(knowing == ["foot", "kitty"])
    }

    @Test func theTableSpeaksForItself() {
        let table = RecordedTerminal.xterm.capabilities().table
        #expect(table.contains { $0 == ("pictures", "pixels, sixel") })
        #expect(table.contains { $0 == ("cell size", "6×13 px (sixel geometry)") })
    }
}
