import Glibc
import Pixels
import StudioCore

/// A staged file as it really is, whatever was said about it; on disk for good.
struct StagedPicture {
    var file: ImageFile
    var fileExtension: String
    private var role: ImageRole
    private var isWhole: Bool
    private var width = 0
    private var height = 0

    /// For bytes that are no picture known here: paid for, so kept, and marked by their name.
    static let unknownExtension = "bin"

    init(_ image: ReceivedImage) throws(StoreFailure) {
        let path = image.file.path
        let open = try OpenFile.reading(path, flags: O_NOFOLLOW)
        fchmod(open.descriptor, 0o600)
        try open.sync()
        file = image.file
        file.bytes = Int(try open.status().st_size)
        if file.bytes != image.file.bytes || !FileDigest.isDigest(file.sha256) {
            file.sha256 = try FileDigest.sha256(file: path)
        }
        let header = try? ImageHeader(file: path)
        let start = try SafeFile.read(path, limit: 64)
        let format = header?.format ?? ImageFormat(magic: start)
        file.mime = format?.mime ?? "application/octet-stream"
        fileExtension = format?.fileExtension ?? Self.unknownExtension
        width = header?.width ?? 0
        height = header?.height ?? 0
        role = image.role
        isWhole = image.isWhole && !(format.map { PictureEnd.isCut(path, $0) } ?? false)
    }

    /// - Parameter path: relative to the gallery.
    func asset(at path: String, variant: Int) -> ImageAsset {
        ImageAsset(
            path: path, mime: file.mime, width: width, height: height, bytes: file.bytes, sha256: file.sha256,
            role: role, variant: variant, isCut: isWhole ? nil : true)
    }
}
