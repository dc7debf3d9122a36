import StudioCore

/// A `multipart/form-data` body (RFC 7578), its files read while they are sent.
struct FormWriter {
    private let boundary: String
    private var segments: [BodySegment] = []

    /// - Parameter boundary: letters, digits and `-`; not to be found at the start of a line of any file, which a name of
    ///   ours with a turn's random id in it is not.
    init(boundary: String) {
        self.boundary = String(boundary.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(70))
    }

    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// - Parameters:
    ///   - name: ours or a data file's: quotes and line ends are taken out.
    ///   - value: as it is: what follows a field is found by the boundary.
    mutating func field(_ name: String, _ value: String) {
        raw("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.plain(name))\"\r\n\r\n\(value)\r\n")
    }

    /// - Parameter fileName: without its ending, which follows the bytes.
    mutating func file(_ name: String, _ file: ImageFile, name fileName: String) {
        let ending = file.mime.split(separator: "/").last.map { $0 == "jpeg" ? "jpg" : String($0) } ?? "png"
        raw(
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.plain(name))\"; "
                + "filename=\"\(Self.plain(fileName)).\(Self.plain(ending))\"\r\nContent-Type: \(Self.plain(file.mime))\r\n\r\n"
        )
        segments.append(.file(path: file.path, bytes: file.bytes))
        raw("\r\n")
    }

    var finished: [BodySegment] { segments + [.bytes(Array("--\(boundary)--\r\n".utf8))] }

    private mutating func raw(_ text: String) {
        if case .bytes(let bytes)? = segments.last {
            segments[segments.count - 1] = .bytes(bytes + Array(text.utf8))
        } else {
            segments.append(.bytes(Array(text.utf8)))
        }
    }

    private static func plain(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\"" && $0 != "\\" })
    }
}
