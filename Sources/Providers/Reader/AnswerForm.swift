import Pixels

/// What an answer is, by its first bytes: servers say one thing and send another.
enum AnswerForm: Hashable, Sendable {
    case unknown, json, events
    /// Nothing but a picture.
    case picture
    /// Anything else: a page of HTML, a sentence.
    case page

    /// PNG, JPEG, WebP, GIF, AVIF and HEIC.
    private static let pictures: [[UInt8]] = [
        [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("RIFF".utf8), Array("GIF8".utf8), [0, 0, 0],
    ]

    /// - Parameter lead: what has come so far, without white space and a byte order mark before it.
    /// - Returns: nil while more is needed.
    init?(beginning lead: [UInt8]) {
        switch lead.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            self = .json
            return
        case UInt8(ascii: ":"):
            self = .events
            return
        case 0xEF where lead.count < 3: return nil
        case _ where Self.pictures.contains(where: { lead.starts(with: $0.prefix(lead.count)) }):
            if lead.count < 16 { return nil }
            self = ImageFormat(magic: lead) == nil ? .page : .picture
            return
        default: break
        }
        for field in ["data", "event", "id", "retry"] {
            let name = Array(field.utf8)
            if lead.count <= name.count, name.starts(with: lead) { return nil }
            if lead.count == name.count + 1, lead.starts(with: name), [0x3A, 0x0A, 0x0D].contains(lead[name.count]) {
                self = .events
                return
            }
        }
        self = .page
    }
}
