/// The books of the picture cache: what is there, how long ago it was looked at, and who leaves when it is full. What
/// the frame shows never leaves; what was made ahead leaves before it costs something that was seen on this page.
struct PictureShelf {
    struct Entry {
        var picture: PreparedPicture
        /// The last parts asked for; a pop-up seldom moves back and forth.
        var pieces: PicturePiece.Set?
        fileprivate var used: Int

        var cost: Int { picture.cost + (pieces?.cost ?? 0) }
    }

    /// Bytes of memory; the pictures on the screen are kept even if they are larger.
    let limit: Int
    private(set) var entries: [PictureRequest: Entry] = [:]
    private var clock = 0

    init(limit: Int) { self.limit = limit }

    var cost: Int { entries.values.reduce(0) { $0 + $1.cost } }

    subscript(request: PictureRequest) -> Entry? { entries[request] }

    /// These are being looked at.
    mutating func touch(_ requests: Set<PictureRequest>) {
        clock += 1
        for request in requests { entries[request]?.used = clock }
    }

    /// - Parameters:
    ///   - shown: stays, whatever it costs.
    ///   - ahead: the likeliest first; the least likely one leaves last of all that is not shown.
    /// - Returns: what had to leave for it; this may be the new picture itself.
    mutating func put(
        _ picture: PreparedPicture, for request: PictureRequest, shown: Set<PictureRequest>, ahead: [PictureRequest]
    ) -> [PictureRequest] {
        entries[request] = Entry(picture: picture, used: clock)
        return trim(shown: shown, ahead: ahead)
    }

    mutating func put(
        _ pieces: PicturePiece.Set, for request: PictureRequest, shown: Set<PictureRequest>, ahead: [PictureRequest]
    ) -> [PictureRequest] {
        entries[request]?.pieces = pieces
        return trim(shown: shown, ahead: ahead)
    }

    mutating func setContent(_ content: PreparedPicture.Content, of request: PictureRequest) {
        entries[request]?.picture.content = content
    }

    mutating func remove(_ request: PictureRequest) { entries.removeValue(forKey: request) }

    /// Whether one more picture like those shown can stand beside all that must stay.
    func hasRoom(shown: Set<PictureRequest>, ahead: [PictureRequest]) -> Bool {
        let typical = shown.compactMap { entries[$0]?.cost }.max() ?? 0
        let kept = shown.union(ahead).reduce(0) { $0 + (entries[$1]?.cost ?? 0) }
        return kept + typical <= limit
    }

    private mutating func trim(shown: Set<PictureRequest>, ahead: [PictureRequest]) -> [PictureRequest] {
        var left: [PictureRequest] = []
        var total = cost
        var leaving =
            ahead.filter { entries[$0] != nil && !shown.contains($0) }
            + entries.filter { !shown.contains($0.key) && !ahead.contains($0.key) }
            .sorted { $0.value.used > $1.value.used }.map(\.key)
        while total > limit, let request = leaving.popLast() {
            total -= entries[request]?.cost ?? 0
            remove(request)
            left.append(request)
        }
        return left
    }
}
