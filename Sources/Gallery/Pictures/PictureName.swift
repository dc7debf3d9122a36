import StudioCore

/// Names of picture files: `2026-11-23/143502-a-fox-in-snow-7f3a.png`. Ours alone; nothing from a server is in them.
struct PictureName: Hashable {
    /// The day, relative to the gallery.
    var folder: String
    var start: String
    var end: String
    var sha256: String

    /// - Parameters:
    ///   - time: when the turn began, by the person's clock.
    ///   - variant: from 0; named when the turn has several.
    init(prompt: String, time: CivilTime, sha256: String, variant: Int, of count: Int) {
        folder = time.dayText
        start = "\(time.clockText)-\(SessionName.slug(prompt, limit: 40))"
        end = count > 1 ? "-\(CivilTime.padded(variant + 1, 2))" : ""
        self.sha256 = sha256
    }

    /// The stem to try: each further attempt shows more of the hash, and when that is used up, counts.
    func stem(attempt: Int) -> String {
        let digits = sha256.prefix(4 << min(attempt, 4))
        return "\(folder)/\(start)-\(digits)\(end)\(attempt > 4 ? "-\(attempt - 3)" : "")"
    }
}
