import Glibc
import Pixels

/// A picture file that is there for one test: the left half red, the right half blue.
struct TestPicture {
    let path: String

    init(width: Int = 40, height: Int = 40) throws {
        var bitmap = Bitmap(width: width, height: height)
        for index in 0..<width * height {
            let isLeft = index % width < width / 2
            bitmap.pixels.replaceSubrange(
                index * 4..<index * 4 + 4, with: isLeft ? [255, 0, 0, 255] : [0, 0, 255, 255])
        }
        var name = Array("/tmp/easel-picture-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let png = try PNGEncoder.encode(bitmap)
        _ = png.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }

    func remove() { unlink(path) }
}
