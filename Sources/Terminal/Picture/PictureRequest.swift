import Pixels
import Screen

/// What a picture is turned into for one terminal.
enum PictureFormat: Hashable, Sendable {
    /// Larger ones than `limit` the terminal would not show.
    case sixel(limit: PixelSize, colors: Int)
    /// As a PNG of ours over slow lines, as raw pixels on this machine.
    case kitty(KittyEncoder.Payload)
    case iterm2
    case symbols(SymbolSet, SymbolColors)

    init(_ capabilities: TerminalCapabilities) {
        let colors: SymbolColors =
            switch capabilities.colors {
            case .trueColor: .truecolor
            case .ansi256: .palette256
            case .ansi16: .ansi16
            case .mono: .monochrome
            }
        switch capabilities.graphics {
        case .sixel: self = .sixel(limit: capabilities.pictureLimit, colors: 256)
        case .kitty: self = .kitty(capabilities.isRemote ? .png : .pixels)
        case .iterm2: self = .iterm2
        case .symbols: self = .symbols(capabilities.sextants ? .blockAndSextants : .block, colors)
        case .ascii: self = .symbols(.ascii, colors)
        }
    }
}

/// One picture at one size for one terminal; equal requests have equal results, so it is the cache's key.
struct PictureRequest: Hashable, Sendable {
    var source: PictureSource
    /// Cells there are for it.
    var columns: Int
    var rows: Int
    var cell: PixelSize
    var format: PictureFormat
}

extension PictureRequest {
    init(source: PictureSource, size: Size, cell: PixelSize, format: PictureFormat) {
        self.init(source: source, columns: size.width, rows: size.height, cell: cell, format: format)
    }
}

/// A picture ready to be written.
struct PreparedPicture: Sendable {
    enum Content: Sendable {
        /// kitty: sent once, then placed by number. The bytes are gone once they were sent.
        case image(number: UInt32, [UInt8])
        /// sixel, iTerm2: the whole picture's bytes, and its pixels for when only a part may be shown.
        case bytes([UInt8], Bitmap)
        case symbols(SymbolPicture)
        /// A sentence for the person.
        case failure(String)
    }

    var content: Content
    /// The place within the requested cells.
    var fit: CellFit
    /// Something to tell below the picture, for instance that the file is cut off.
    var note: String?

    /// Bytes of memory.
    var cost: Int {
        switch content {
        // Wherever the pixels are: the terminal's memory is not ours to fill either.
        case .image: fit.pixels.area * 4
        case .bytes(let bytes, let bitmap): bytes.count + bitmap.pixels.count
        case .symbols(let picture): picture.cells.count * MemoryLayout<SymbolCell>.stride
        case .failure(let text): text.utf8.count
        }
    }
}

/// A part of a picture as its own small picture, for when something covers the rest.
struct PicturePiece: Hashable, Sendable {
    /// Cells from the picture's rectangle's corner.
    var column: Int
    var row: Int
    var bytes: [UInt8]

    /// The parts that lie in some rectangles.
    struct Set: Sendable {
        var rects: [Rect]
        var pieces: [PicturePiece]

        /// Bytes of memory.
        var cost: Int { pieces.reduce(0) { $0 + $1.bytes.count } }
    }
}
