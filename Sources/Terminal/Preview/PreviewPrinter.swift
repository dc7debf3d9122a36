package import Pixels
package import Screen

/// A picture as bytes for standard output, for commands that print and end: no curses, no screen taken.
package struct PreviewPrinter: Sendable {
    private let capabilities: TerminalCapabilities
    private let room: Size
    private let decoder: any PictureDecoder

    /// - Parameter room: cells the picture may take; it keeps its shape and stands at the left.
    package init(capabilities: TerminalCapabilities, room: Size, decoder: any PictureDecoder) {
        self.capabilities = capabilities
        self.decoder = decoder
        self.room = Size(width: max(1, room.width), height: max(1, room.height))
    }

    /// The bytes that show one picture and leave the cursor at the start of the line below it.
    ///
    /// - Parameter number: what the picture is called in the terminal's memory (kitty); different for each picture
    ///   that shall stay visible.
    package func bytes(file path: String, number: UInt32) async throws(PixelsError) -> [UInt8] {
        let request = PictureRequest(
            source: PictureSource(path: path), columns: room.width, rows: room.height, cell: capabilities.cell,
            format: PictureFormat(capabilities))
        let image = try await decoder.decode(file: path, fitting: PictureWork.bounds(request))
        let picture = try PictureWork.encode(image, request, number: number)
        let body: [UInt8]
        switch picture.content {
        case .symbols(let symbols): body = lines(symbols)
        case .bytes(let bytes, _): body = over(picture.fit.rows, bytes)
        case .image(let id, let transmission):
            let part = PixelRect(x: 0, y: 0, width: picture.fit.pixels.width, height: picture.fit.pixels.height)
            let place = ControlSequences.kittyPlace(id, placement: 1, part)
            body = over(picture.fit.rows, transmission + Array(place.utf8))
        case .failure(let message): body = Array("\(message)\n".utf8)
        }
        return body + (picture.note.map { Array("\($0)\n".utf8) } ?? [])
    }

    private func lines(_ picture: SymbolPicture) -> [UInt8] {
        var painter = CellPainter(colors: capabilities.colors.map)
        for row in 0..<picture.rows {
            for column in 0..<picture.columns { painter.cell(picture[column, row], colors: picture.colors) }
            if capabilities.colors != .mono { painter.reset() }
            painter.text("\n")
        }
        return painter.bytes
    }

    /// Makes room first, so that the picture itself never scrolls the screen, whatever the terminal does with its cursor.
    private func over(_ rows: Int, _ bytes: [UInt8]) -> [UInt8] {
        Array(repeating: 0x0a, count: rows) + Array(ControlSequences.up(rows).utf8)
            + Array(ControlSequences.saveCursor.utf8) + bytes + Array(ControlSequences.restoreCursor.utf8)
            + Array(ControlSequences.down(rows).utf8)
    }
}
