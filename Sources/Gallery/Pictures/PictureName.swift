import Glibc
import StudioCore

/// Names of picture files: `2026-11-23/143502-a-fox-in-snow-7f3a.png`. Ours alone; nothing from a server is in them.
struct PictureName: Hashable {
    var folder: String
    var stem: String
    var fileExtension: String

    /// - Parameters:
    ///   - seconds: when the turn began, since 1970; told in local time.
    ///   - sha256: of the bytes; its first digits make the name unique.
    init(prompt: String, seconds: Int, sha256: String, variant: Int, of count: Int, fileExtension: String) {
        var time = time_t(seconds)
        var local = tm()
        localtime_r(&time, &local)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        folder = "\(local.tm_year + 1900)-\(two(local.tm_mon + 1))-\(two(local.tm_mday))"
        let clock = two(local.tm_hour) + two(local.tm_min) + two(local.tm_sec)
        let number = count > 1 ? "-" + two(Int32(variant + 1)) : ""
        stem = "\(clock)-\(SessionName.slug(prompt, limit: 40))\(number)-\(sha256.prefix(4))"
        self.fileExtension = fileExtension
    }

    /// The name, told apart from others of the same stem by a number.
    func path(attempt: Int) -> String {
        "\(folder)/\(stem)\(attempt == 0 ? "" : "-\(attempt + 1)").\(fileExtension)"
    }
}
