import Screen

/// One picture as a frame wants it: where, and how much of it nothing covers.
struct PicturePlacement: Hashable, Sendable {
    let id: PictureID
    let rect: Rect
    let visible: CellRegion
    /// Of its cells: the background shows around the picture and before it is ready.
    let style: Style

    /// All pictures of a frame that can be seen at all, from the top down. The screen's last row never takes part: a
    /// picture that touches it scrolls the screen.
    static func all(in frame: Frame) -> [PicturePlacement] {
        let room = Rect(x: 0, y: 0, width: frame.size.width, height: frame.size.height - 1)
        return frame.pictures.compactMap { id, whole in
            let rect = whole.intersection(room)
            guard !rect.isEmpty else { return nil }
            var style: Style?
            let visible = CellRegion(bounds: rect) { column, row in
                let cell = frame[rect.x + column, rect.y + row]
                guard cell.isPart(of: id, column: column, row: row) else { return false }
                if style == nil { style = cell.style }
                return true
            }
            guard let style else { return nil }
            return PicturePlacement(id: id, rect: rect, visible: visible, style: style)
        }
        .sorted { ($0.rect.y, $0.rect.x, $0.id.number) < ($1.rect.y, $1.rect.x, $1.id.number) }
    }
}
