import Screen
package import StudioCore

/// A rectangle of the picture in view that is being drawn, by keys or with the mouse: where the next edit is meant.
package struct RegionDrawing: Hashable, Sendable {
    /// The picture it is drawn on, relative to the gallery.
    let path: String
    /// In pixels, as is the region.
    let width: Int
    let height: Int
    private(set) var region: Region
    var isLocked: Bool
    /// Whether keys go a little at a time.
    var isFine = false
    /// Whether the mouse draws: then it is kept where that lets go.
    var isByMouse = false

    /// - Parameters:
    ///   - asset: of a size that is known.
    ///   - region: what there is already; nil begins with the middle.
    init(_ asset: ImageAsset, region: Region?, isLocked: Bool) {
        path = asset.path
        width = max(1, asset.width)
        height = max(1, asset.height)
        self.region =
            region ?? Region(x: width / 4, y: height / 4, width: max(1, width / 2), height: max(1, height / 2))
        self.isLocked = isLocked
        keepInside()
    }

    /// As good as none.
    var isWhole: Bool { region == Region(x: 0, y: 0, width: width, height: height) }

    private var step: Int { max(1, max(width, height) / (isFine ? 256 : 32)) }

    mutating func move(_ horizontal: Int, _ vertical: Int) {
        region.x += horizontal * step
        region.y += vertical * step
        keepInside()
    }

    /// The right and the lower edge follow, the corner at the top left stays.
    mutating func resize(_ horizontal: Int, _ vertical: Int) {
        region.width = min(region.width + horizontal * step, width - region.x)
        region.height = min(region.height + vertical * step, height - region.y)
        keepInside()
    }

    /// On all sides.
    mutating func grow(by steps: Int) {
        let (right, bottom) = (region.x + region.width, region.y + region.height)
        let most = steps < 0 ? (min(region.width, region.height) - 1) / 2 : Int.max
        let change = max(steps * step, -most)
        region.x = max(0, region.x - change)
        region.y = max(0, region.y - change)
        region.width = min(width, right + change) - region.x
        region.height = min(height, bottom + change) - region.y
        keepInside()
    }

    /// All that two cells, and those between them, show.
    ///
    /// - Parameter place: the cells that the picture covers.
    mutating func cover(from first: CellPosition, to second: CellPosition, in place: Rect) {
        guard !place.isEmpty else { return }
        /// The pixels from the beginning of the one cell to the end of the other.
        func span(_ a: Int, _ b: Int, _ start: Int, _ cells: Int, _ pixels: Int) -> (Int, Int) {
            let low = min(max(0, min(a, b) - start), cells - 1)
            let high = min(max(0, max(a, b) - start), cells - 1) + 1
            let (begin, end) = (low * pixels / cells, (high * pixels + cells - 1) / cells)
            return (begin, max(1, end - begin))
        }
        let (x, width) = span(first.x, second.x, place.x, place.width, width)
        let (y, height) = span(first.y, second.y, place.y, place.height, height)
        region = Region(x: x, y: y, width: width, height: height)
        keepInside()
    }

    private mutating func keepInside() {
        region.width = min(max(1, region.width), width)
        region.height = min(max(1, region.height), height)
        region.x = min(max(0, region.x), width - region.width)
        region.y = min(max(0, region.y), height - region.height)
    }
}

extension StudioState {
    /// The rectangle that is being drawn.
    package var drawing: RegionDrawing? {
        get {
            for case .region(let drawing) in popups { return drawing }
            return nil
        }
        set {
            guard let index = popups.firstIndex(where: { if case .region = $0 { true } else { false } }) else {
                if let newValue { popups.append(.region(newValue)) }
                return
            }
            if let newValue {
                popups[index] = .region(newValue)
            } else {
                popups.remove(at: index)
                // A button that is still held begins nothing new.
                preview.press = nil
            }
        }
    }

    /// The picture that the next turn goes on from; nil while it is not there.
    var basePicture: ImageAsset? {
        tree.base(for: tree.selected).flatMap { tree[$0] }.flatMap(chosenVariant)
    }

    /// The picture that a rectangle can be drawn on: in view, and what the next turn goes on from.
    var drawable: ImageAsset? {
        guard case .asset(let asset, _)? = shownPicture, asset == basePicture, asset.width > 0, asset.height > 0,
            !asset.isTooLargeToOpen
        else { return nil }
        return asset
    }

    /// The rectangle of the picture in view that the next edit is meant for.
    package var shownRegion: Region? {
        guard drawable != nil else { return nil }
        return drawing?.region ?? settings.current.region
    }
}
