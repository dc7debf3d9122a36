/// iTerm2's inline pictures (OSC 1337), with a PNG written here from our own pixels.
package enum ITerm2Encoder {
    /// Shows the picture at the cursor over `columns × rows` cells. The shape is the caller's business.
    package static func encode(_ bitmap: Bitmap, columns: Int, rows: Int) throws(PixelsError) -> [UInt8] {
        guard !bitmap.size.isEmpty else { return [] }
        let png = try PNGEncoder.encode(bitmap)
        var output = Array(
            "\u{1B}]1337;File=inline=1;size=\(png.count);width=\(columns);height=\(rows);preserveAspectRatio=0:".utf8)
        output.append(contentsOf: png.withUnsafeBufferPointer { Base64.encode($0) })
        output.append(0x07)
        return output
    }
}
