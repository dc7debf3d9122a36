/// The kitty graphics protocol: pictures are sent once, then placed, hidden and deleted by number. Only integers and
/// base64 of our own pixels go out; answers are switched off (`q=2`).
package enum KittyEncoder {
    /// What the pixels travel as.
    package enum Payload: Sendable {
        /// Raw: no work here, many bytes. For terminals on this machine.
        case pixels
        /// A PNG written from these pixels: for slow links.
        case png
    }

    /// Sends a picture to the terminal's memory without showing it, in pieces of 4096 characters.
    ///
    /// - Parameter id: 1 … 4294967295; a picture sent earlier under it is replaced.
    package static func transmit(
        _ bitmap: Bitmap, id: UInt32, as payload: Payload = .pixels
    ) throws(PixelsError) -> [UInt8] {
        guard !bitmap.size.isEmpty else { return [] }
        switch payload {
        case .png:
            return chunks(try PNGEncoder.encode(bitmap), keys: "a=t,f=100,i=\(id),q=2")
        case .pixels:
            let size = "s=\(bitmap.width),v=\(bitmap.height)"
            if bitmap.isOpaque { return chunks(opaque(bitmap), keys: "a=t,f=24,\(size),i=\(id),q=2") }
            return chunks(bitmap.pixels, keys: "a=t,f=32,\(size),i=\(id),q=2")
        }
    }

    /// Shows a sent picture at the cursor, over `columns × rows` cells; the cursor stays. A placement shown earlier moves.
    package static func place(id: UInt32, columns: Int, rows: Int, placement: UInt32 = 1) -> [UInt8] {
        command("a=p,i=\(id),p=\(placement),c=\(columns),r=\(rows),C=1,z=0,q=2")
    }

    /// Makes a virtual placement, drawn wherever cells hold U+10EEEE in the foreground colour `id`.
    package static func placeVirtual(id: UInt32, columns: Int, rows: Int) -> [UInt8] {
        command("a=p,U=1,i=\(id),c=\(columns),r=\(rows),q=2")
    }

    /// Takes a picture's placements off the screen; its data stay in the terminal.
    package static func hide(id: UInt32) -> [UInt8] { command("a=d,d=i,i=\(id),q=2") }

    /// Takes a picture off the screen and out of the terminal's memory.
    package static func delete(id: UInt32) -> [UInt8] { command("a=d,d=I,i=\(id),q=2") }

    private static func command(_ keys: String) -> [UInt8] { Array("\u{1B}_G\(keys)\u{1B}\\".utf8) }

    private static func chunks(_ bytes: [UInt8], keys: String) -> [UInt8] {
        let text = bytes.withUnsafeBufferPointer { Base64.encode($0) }
        var output: [UInt8] = []
        output.reserveCapacity(text.count + text.count / 4096 * 16 + 128)
        var start = 0
        while start < text.count {
            let end = min(text.count, start + 4096)
            let more = end < text.count ? 1 : 0
            output.append(contentsOf: "\u{1B}_G\(start == 0 ? keys + "," : "q=2,")m=\(more);".utf8)
            output.append(contentsOf: text[start..<end])
            output.append(contentsOf: [0x1B, 0x5C])
            start = end
        }
        return output
    }

    private static func opaque(_ bitmap: Bitmap) -> [UInt8] {
        let count = bitmap.width * bitmap.height
        return [UInt8](unsafeUninitializedCapacity: count * 3) { output, filled in
            bitmap.pixels.withUnsafeBufferPointer { pixels in
                for index in 0..<count {
                    output[index &* 3] = pixels[index &* 4]
                    output[index &* 3 &+ 1] = pixels[index &* 4 &+ 1]
                    output[index &* 3 &+ 2] = pixels[index &* 4 &+ 2]
                }
            }
            filled = count * 3
        }
    }
}
