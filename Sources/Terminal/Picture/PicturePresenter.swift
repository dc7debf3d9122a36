import Glibc
import Pixels
import Screen

/// Puts the pictures of a frame on the screen after curses has written its cells.
@MainActor
final class PicturePresenter {
    /// Called when a picture became ready, or when writing was put off because keys were waiting.
    var onChange: () -> Void {
        get { cache.onReady }
        set { cache.onReady = newValue }
    }

    private let device: TerminalDevice
    private let colors: ColorMap
    private let cache: PictureCache
    private var capabilities: TerminalCapabilities?
    private var overlay = Overlay()
    private var steps: [Overlay.Step] = []
    /// What was asked last, when all of it is on the screen.
    private var settled: (frame: Frame, pictures: [PictureID: PictureSource], ahead: [PictureSource])?
    /// kitty: the numbers of pictures the terminal has in its memory.
    private var transmitted: Set<UInt32> = []

    init(device: TerminalDevice, colors: ColorMap, cacheLimit: Int, decoder: any PictureDecoder) {
        self.device = device
        self.colors = colors
        let desk = PictureDesk(decoder: decoder)
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        cache = PictureCache(limit: cacheLimit, width: max(2, min(4, cores))) { request, number in
            await PictureWork.prepare(request, number: number, decoder: decoder, desk: desk)
        }
    }

    /// From now on pictures can be shown, in this way.
    func use(_ capabilities: TerminalCapabilities) {
        if let old = self.capabilities, old.graphics == .kitty, capabilities.graphics != .kitty { forget() }
        self.capabilities = capabilities
        settled = nil
    }

    /// Text went over the frame's pictures where they have not changed: all that is to be seen of them is written.
    func mend(_ frame: Frame, pictures: [PictureID: PictureSource], ahead: [PictureSource]) {
        // Above the text nothing can be torn.
        if let capabilities, PictureFormat(capabilities).kind == .layer { return }
        overlay.forget()
        settled = nil
        _ = prepare(frame, pictures: pictures, ahead: ahead, whole: false)
    }

    /// Decides what a frame's pictures need. Returns whether anything will be written, and what must be before the text.
    ///
    /// - Parameter ahead: what may stand next where the largest picture stands now, the likeliest first.
    func prepare(
        _ frame: Frame, pictures: [PictureID: PictureSource], ahead: [PictureSource], whole: Bool
    ) -> (isNeeded: Bool, before: String) {
        guard let capabilities else { return (false, "") }
        if !whole, let settled, frame.keepsPictures(of: settled.frame), pictures == settled.pictures,
            ahead == settled.ahead
        {
            return (false, "")
        }
        let format = PictureFormat(capabilities)
        let wanted = PicturePlacement.all(in: frame).compactMap { placement in
            pictures[placement.id].map { source in
                Overlay.Drawn(
                    placement: placement,
                    request: PictureRequest(
                        source: source, size: placement.rect.size, cell: capabilities.cell, format: format))
            }
        }
        // Wiping the screen throws kitty's pictures away too, out of its memory.
        if whole, format.kind == .layer {
            transmitted = []
            cache.dropSent()
        }
        // Pixels hold up the line for tens of milliseconds: keys that wait are answered first.
        let isBusy = format.kind != .cells && !wanted.isEmpty && device.isReadable()
        var isPutOff = false
        cache.beginFrame()
        steps = overlay.update(to: wanted, kind: format.kind, whole: whole, hasText: hasText) { request, region in
            guard isReady(request, region) else { return false }
            if isBusy { isPutOff = true }
            return !isBusy
        }
        let room = wanted.map(\.placement.rect.size).max { $0.width * $0.height < $1.width * $1.height }
        cache.endFrame(
            shown: Set(wanted.map(\.request) + overlay.drawn.values.map(\.request)),
            ahead: room.map { room in
                ahead.map { PictureRequest(source: $0, size: room, cell: capabilities.cell, format: format) }
            } ?? [])
        if isPutOff {
            Task { [weak self] in self?.onChange() }
        }
        let isComplete = wanted.allSatisfy { overlay.drawn[$0.placement.id] == $0 }
        settled = isComplete ? (frame, pictures, ahead) : nil
        // A picture in a layer of its own would shine through the text for a moment.
        let hides = steps.compactMap { step -> String? in
            guard case .hide(let request) = step, let id = cache.number(of: request) else { return nil }
            return ControlSequences.kittyHide(id)
        }
        return (!steps.isEmpty, hides.joined())
    }

    private func isReady(_ request: PictureRequest, _ region: CellRegion) -> Bool {
        guard let picture = cache.picture(request) else { return false }
        guard case .bytes = picture.content, !region.isFull else { return true }
        return cache.pieces(request, in: region.rects) != nil
    }

    /// Whether something is written in a picture's cells beside it; of one that nobody remembers it may be.
    private func hasText(_ request: PictureRequest) -> Bool {
        guard let picture = cache.picture(request) else { return true }
        if case .failure = picture.content { return true }
        return picture.note != nil
    }

    /// What ``prepare(_:pictures:ahead:whole:)`` decided, to be written after the frame's text.
    func show() -> [UInt8] {
        guard let capabilities else { return [] }
        let writer = OverlayWriter(colors: colors, cell: capabilities.cell)
        var bytes: [UInt8] = []
        for step in steps {
            switch step {
            case .hide: break
            case .erase(let placement): bytes += writer.erase(placement)
            case .draw(let drawn, let region): bytes += draw(drawn, region, writer)
            }
        }
        steps = []
        return bytes + forgotten()
    }

    private func draw(_ drawn: Overlay.Drawn, _ region: CellRegion, _ writer: OverlayWriter) -> [UInt8] {
        guard let picture = cache.picture(drawn.request) else { return [] }
        let rect = drawn.placement.rect
        let style = drawn.placement.style
        var bytes: [UInt8]
        switch picture.content {
        case .symbols(let symbols):
            bytes = writer.symbols(symbols, picture.fit, region, style: style)
        case .image(let id, let transmission):
            bytes = transmitted.insert(id).inserted ? transmission : []
            bytes += writer.place(id, picture.fit, region)
            cache.wasSent(drawn.request)
        case .bytes(let whole, _):
            let pieces =
                region.isFull
                ? [PicturePiece(column: picture.fit.column, row: picture.fit.row, bytes: whole)]
                : cache.pieces(drawn.request, in: region.rects) ?? []
            bytes = writer.pieces(pieces, at: rect)
        case .failure(let message):
            let lines = FailureTile.lines(message, columns: rect.width, rows: drawn.request.rows)
            bytes = writer.erase(drawn.placement) + writer.lines(lines, region, style: style)
        }
        if let note = picture.note, drawn.request.rows >= 3 {
            var lines = FailureTile.lines(note, columns: rect.width, rows: 1)
            for index in lines.indices { lines[index].row = drawn.request.rows - 1 }
            bytes += writer.lines(lines, region, style: style)
        }
        return bytes
    }

    /// Pictures that fell out of the cache leave kitty's memory too.
    private func forgotten() -> [UInt8] {
        var bytes: [UInt8] = []
        for id in cache.takeDropped() where transmitted.remove(id) != nil {
            bytes += ControlSequences.kittyForget(id).utf8
        }
        return bytes
    }

    /// Somebody else gets the screen: nothing of ours is on it afterwards, nor in the terminal's memory.
    func forget() {
        overlay.forget()
        settled = nil
        steps = []
        transmitted = []
        cache.dropSent()
    }

    func close() { cache.close() }
}

extension PictureFormat {
    var kind: Overlay.Kind {
        switch self {
        case .sixel, .iterm2: .cut
        case .kitty: .layer
        case .symbols: .cells
        }
    }
}
