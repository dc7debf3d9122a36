import Pixels
import Screen

/// The slow part, away from the main actor: read, decode, scale, encode.
enum PictureWork {
    /// - Parameter number: what the picture will be called in the terminal's memory (kitty).
    /// - Returns: nil when nobody waits for it any more.
    @concurrent
    static func prepare(
        _ request: PictureRequest, number: UInt32, decoder: any PictureDecoder, desk: PictureDesk? = nil
    ) async -> PreparedPicture? {
        if Task.isCancelled { return nil }
        do throws(PixelsError) {
            var image: DecodedImage
            if let desk, request.source.isLookedAtAgain {
                image = try await desk.image(request.source).fitted(in: bounds(request))
            } else {
                image = try await decoder.decode(file: request.source.path, fitting: bounds(request))
            }
            if let region = request.source.region { image = image.veiled(outside: region, request) }
            return Task.isCancelled ? nil : try encode(image, request, number: number)
        } catch {
            if error.kind == .cancelled { return nil }
            return PreparedPicture(
                content: .failure(error.message),
                fit: CellFit(
                    picture: PixelSize(width: 1, height: 1), columns: request.columns, rows: request.rows,
                    cell: request.cell))
        }
    }

    static func bounds(_ request: PictureRequest) -> PixelSize {
        PixelSize(width: request.columns * request.cell.width, height: request.rows * request.cell.height)
    }

    static func encode(
        _ image: DecodedImage, _ request: PictureRequest, number: UInt32
    ) throws(PixelsError) -> PreparedPicture {
        // A row for the note, which must not lie over the picture.
        let rows = image.isComplete || request.rows < 3 ? request.rows : request.rows - 1
        let fit = fit(image.original, request, rows: rows)
        var bitmap = image.bitmap
        let note = image.isComplete ? nil : "This file is damaged or cut off."
        if case .symbols(let symbols, let colors) = request.format {
            let picture = SymbolEncoder.encode(
                bitmap, columns: fit.columns, rows: fit.rows, symbols: symbols, colors: colors)
            return PreparedPicture(content: .symbols(picture), fit: fit, note: note)
        }
        if bitmap.size != fit.pixels { bitmap = bitmap.scaled(to: fit.pixels) }
        if case .kitty(let payload) = request.format {
            let bytes = try KittyEncoder.transmit(bitmap, id: number, as: payload)
            return PreparedPicture(content: .image(number: number, bytes), fit: fit, note: note)
        }
        let bytes = try encode(
            bitmap, request.format, cell: request.cell, isLow: fit.row + fit.rows >= request.rows)
        return PreparedPicture(content: .bytes(bytes, bitmap), fit: fit, note: note)
    }

    /// Centred in whole cells; what is left in the last column and row stays background. Nothing is stretched.
    static func fit(_ picture: PixelSize, _ request: PictureRequest, rows: Int) -> CellFit {
        var columns = request.columns
        var limited = rows
        if case .sixel(let limit, _) = request.format {
            columns = min(columns, max(1, limit.width / max(1, request.cell.width)))
            limited = min(rows, max(1, limit.height / max(1, request.cell.height)))
        }
        var fit = CellFit(picture: picture, columns: columns, rows: limited, cell: request.cell)
        fit.column = (request.columns - fit.columns) / 2
        fit.row = (rows - fit.rows) / 2
        return fit
    }

    /// The parts of a picture that lie in some rectangles of cells, each encoded by itself.
    @concurrent
    static func pieces(of bitmap: Bitmap, fit: CellFit, in rects: [Rect], _ request: PictureRequest) async
        -> [PicturePiece]
    {
        rects.compactMap { rect in
            guard let part = part(rect, fit: fit, cell: request.cell) else { return nil }
            // A part that cannot be encoded stays background.
            guard
                let bytes = try? encode(
                    bitmap.cropped(to: part.pixels), request.format, cell: request.cell,
                    isLow: rect.maxY >= request.rows)
            else { return nil }
            return PicturePiece(column: part.column, row: part.row, bytes: bytes)
        }
    }

    /// The pixels of a picture below a rectangle of cells, and the cell where they begin.
    static func part(_ rect: Rect, fit: CellFit, cell: PixelSize) -> (pixels: PixelRect, column: Int, row: Int)? {
        let column = max(rect.x, fit.column)
        let row = max(rect.y, fit.row)
        guard rect.maxX > column, rect.maxY > row else { return nil }
        let pixels = PixelRect(
            x: (column - fit.column) * cell.width, y: (row - fit.row) * cell.height,
            width: (rect.maxX - column) * cell.width, height: (rect.maxY - row) * cell.height
        ).clipped(to: fit.pixels)
        return pixels.width > 0 && pixels.height > 0 ? (pixels, column, row) : nil
    }

    /// - Parameter isLow: whether the last row of cells may be the screen's last but one.
    private static func encode(
        _ bitmap: Bitmap, _ format: PictureFormat, cell: PixelSize, isLow: Bool
    ) throws(PixelsError) -> [UInt8] {
        let rows = (bitmap.height + cell.height - 1) / cell.height
        switch format {
        case .sixel(_, let colors):
            // Sixels come in rows of six: a last one that hangs out of the cells could scroll the screen.
            let whole = bitmap.height / 6 * 6
            let hangsOut = isLow && (bitmap.height + 5) / 6 * 6 > rows * cell.height
            let picture =
                hangsOut && whole > 0
                ? bitmap.cropped(to: PixelRect(x: 0, y: 0, width: bitmap.width, height: whole)) : bitmap
            return SixelEncoder.encode(picture, colors: colors, dither: 10)
        case .iterm2:
            // The terminal stretches a picture over its cells: filled up to whole cells, it stays as it is.
            let columns = (bitmap.width + cell.width - 1) / cell.width
            var whole = Bitmap(width: columns * cell.width, height: rows * cell.height)
            whole.composite(bitmap, x: 0, y: 0)
            return try ITerm2Encoder.encode(whole, columns: columns, rows: rows)
        case .kitty, .symbols:
            return []
        }
    }
}

extension PictureSource {
    /// Whether the same picture will be wanted again soon, seen in another way.
    fileprivate var isLookedAtAgain: Bool { view != nil || mix != nil || region != nil }
}

extension DecodedImage {
    /// - Parameter region: in pixels of the picture's own size.
    fileprivate func veiled(outside region: PixelRect, _ request: PictureRequest) -> DecodedImage {
        let part = region.clipped(to: original)
        func scaled(_ value: Int, _ side: Int, _ whole: Int) -> Int { (value * side + whole / 2) / max(1, whole) }
        let left = scaled(part.x, bitmap.width, original.width)
        let top = scaled(part.y, bitmap.height, original.height)
        let right = scaled(part.x + part.width, bitmap.width, original.width)
        let bottom = scaled(part.y + part.height, bitmap.height, original.height)
        // However thin, it can be found.
        let clear = PixelRect(
            x: left, y: top, width: part.width > 0 ? max(1, right - left) : 0,
            height: part.height > 0 ? max(1, bottom - top) : 0)
        // Where a cell is all that can be drawn, a thin line would be lost in it.
        let isCoarse = if case .symbols = request.format { true } else { false }
        let veiled =
            isCoarse
            ? bitmap.veiled(outside: clear, line: request.cell.width, dash: 2 * request.cell.width)
            : bitmap.veiled(outside: clear)
        return DecodedImage(bitmap: veiled, isComplete: isComplete, original: original)
    }

    /// No larger than it is shown; never enlarged here.
    fileprivate func fitted(in bounds: PixelSize) -> DecodedImage {
        let size = bitmap.size.fitted(in: bounds)
        guard size.width < bitmap.width else { return self }
        return DecodedImage(bitmap: bitmap.scaled(to: size), isComplete: isComplete, original: original)
    }
}
