import CSpng

/// Writes a PNG file band by band, so that a picture of any size costs the memory of one band.
///
/// Nothing is synced or renamed: whoever keeps the file does that. A writer dropped before `finish()` leaves a file that
/// no decoder takes for whole.
package struct PNGRowWriter: ~Copyable {
    private let context: PNGContext
    private let file: OutputFile
    private let hasAlpha: Bool
    private var rowsWritten = 0

    /// - Parameter path: created, or emptied when it exists; a symbolic link is refused.
    package init(path: String, width: Int, height: Int, settings: PNGSettings = .fast) throws(PixelsError) {
        let context = try PNGContext(size: PixelSize(width: width, height: height), settings: settings)
        let file = try OutputFile(path: path)
        try context.check(spng_set_png_file(context.handle, file.stream))
        try context.begin()
        self.context = context
        self.file = file
        hasAlpha = settings.hasAlpha
    }

    /// Writes the next rows.
    ///
    /// - Parameter rows: whole rows of RGBA pixels (the alpha is left out when the settings say so).
    package mutating func write(rows: [UInt8]) throws(PixelsError) {
        let count = rows.count / (context.size.width * 4)
        guard count * context.size.width * 4 == rows.count, rowsWritten + count <= context.size.height else {
            throw PixelsError(
                .encoding, "The PNG has \(context.size.width)×\(context.size.height) pixels; these rows do not fit.")
        }
        try context.write(rows, hasAlpha: hasAlpha, rows: count)
        rowsWritten += count
    }

    /// Hands everything to the system and closes the file. Throws when rows are missing or the disk is full.
    package consuming func finish() throws(PixelsError) {
        guard rowsWritten == context.size.height else {
            throw PixelsError(.encoding, "The PNG has \(rowsWritten) of \(context.size.height) rows.")
        }
        try file.flush()
    }
}
