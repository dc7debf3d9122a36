import Pixels

/// Photographs with an EXIF orientation.
enum Orientations {
    static func jpeg(_ bitmap: Bitmap, orientation: UInt8) throws(PixelsError) -> [UInt8] {
        let file = try JPEGEncoder.encode(bitmap, quality: 100)
        let tiff: [UInt8] = [
            0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ]
        let exif = Array("Exif".utf8) + [0, 0] + tiff
        return Array(file[..<2]) + [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + file[2...]
    }
}
