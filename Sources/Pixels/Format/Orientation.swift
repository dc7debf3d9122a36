/// How a stored picture must be turned to be upright: the eight values of EXIF tag 0x0112.
package enum Orientation: UInt8, Sendable {
    case up = 1, upMirrored, down, downMirrored, leftMirrored, right, rightMirrored, left

    /// Whether width and height change places.
    package var isTransposed: Bool { rawValue >= 5 }

    /// Reads the orientation from an EXIF block (`Exif\0\0`, then TIFF); anything odd means upright.
    init(exif bytes: [UInt8]) {
        self = .up
        guard bytes.count >= 14, bytes.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) else { return }
        let tiff = Array(bytes[6...])
        let isLittle = tiff[0] == 0x49
        func short(_ at: Int) -> Int { isLittle ? tiff.little16(at) : tiff.big16(at) }
        func long(_ at: Int) -> Int { isLittle ? tiff.little32(at) : tiff.big32(at) }
        let directory = long(4)
        guard directory >= 8, directory + 2 <= tiff.count else { return }
        let entries = short(directory)
        for entry in 0..<min(entries, 512) {
            let at = directory + 2 + entry * 12
            guard at + 12 <= tiff.count else { return }
            if short(at) == 0x0112 {
                self = Orientation(rawValue: UInt8(truncatingIfNeeded: short(at + 8))) ?? .up
                return
            }
        }
    }
}
