package import Screen
package import StudioCore

/// Two to four pictures beside one another, looked at through one window.
package struct CompareState: Equatable, Sendable {
    package enum Mode: String, CaseIterable, Sendable { case side, blink, wipe, difference }

    /// One of the pictures, or a turn that will have one.
    package enum Item: Hashable, Sendable {
        case turn(TurnID, variant: Int)
        case picture(GalleryPicture)
        /// Submitted, and not yet on the tree.
        case waiting(ModelReference)
    }

    package static let most = 4

    package var items: [Item]
    package var mode = Mode.side
    /// The one that has the keys, and in other modes the one on top.
    package var current = 0
    /// What wipe and difference hold against it.
    package var other = 1
    package var window = CompareWindow()
    /// Where one ends and the other begins: hundredths of what is seen.
    package var wipe = 50
    /// Nobody knows which is which until somebody has won.
    package var isBlind = false
    /// The winner, once there is one; nil with `isTie`: none is better.
    package var winner: Int?
    package var isTie = false
    /// Of `current` against `other`, ready to show; empty until they are measured.
    package var metrics: [String] = []
    package var measured: [String] = []
    /// Of pictures from the gallery, by path, as they are read.
    package var facts: [String: PictureFacts] = [:]
    /// nil until somebody wanted to know.
    package var standings: Standings?
    /// The prompt that is waited for.
    package var prompt: String?

    package init(_ items: [Item]) { self.items = items }

    package var isDecided: Bool { winner != nil || isTie }
    /// Whether names may be seen.
    package var isOpen: Bool { !isBlind || isDecided }
}

/// What is seen of every picture: a part of each side, the same of all.
package struct CompareWindow: Hashable, Sendable {
    /// 1, 2, 4… up to 16 times as large.
    package private(set) var zoom = 1.0
    package private(set) var centerX = 0.5
    package private(set) var centerY = 0.5

    package init() {}

    package var share: Double { 1 / zoom }
    package var x: Double { centerX - share / 2 }
    package var y: Double { centerY - share / 2 }
    package var isWhole: Bool { zoom == 1 }

    package mutating func zoom(by factor: Double) {
        zoom = min(16, max(1, zoom * factor))
        keepInside()
    }

    /// By quarters of what is seen.
    package mutating func move(_ horizontal: Double, _ vertical: Double) {
        centerX += horizontal * share / 4
        centerY += vertical * share / 4
        keepInside()
    }

    private mutating func keepInside() {
        centerX = min(1 - share / 2, max(share / 2, centerX))
        centerY = min(1 - share / 2, max(share / 2, centerY))
    }
}

/// A picture of the comparison as the screen names it: which file, which part of it, and with which other.
package struct ComparedPicture: Hashable, Sendable {
    package enum Mix: Hashable, Sendable {
        case wipe(other: String, hundredths: Int)
        case difference(other: String)
    }

    /// Relative to the gallery, or absolute.
    package var path: String
    package var window: CompareWindow
    package var mix: Mix?
    /// Of a draft how many bytes it has: its file grows and changes, and it is shown whole.
    package var draft: Int?

    package var id: PictureID { PictureID("\(path)|\(window.zoom)|\(window.centerX)|\(window.centerY)|\(mixText)") }

    private var mixText: String {
        switch mix {
        case nil: ""
        case .wipe(let other, let hundredths): "wipe \(hundredths) \(other)"
        case .difference(let other): "difference \(other)"
        }
    }
}

extension StudioState {
    /// The comparison, when it is open.
    package var compare: CompareState? {
        get {
            for case .compare(let compare) in popups { return compare }
            return nil
        }
        set {
            for (index, popup) in popups.enumerated() {
                guard case .compare = popup else { continue }
                if let newValue { popups[index] = .compare(newValue) } else { popups.remove(at: index) }
                return
            }
            if let newValue { popups.append(.compare(newValue)) }
        }
    }

    /// The picture of an item, when there is one.
    package func path(of item: CompareState.Item) -> String? {
        switch item {
        case .turn(let id, let variant):
            tree[id]?.finals.first { $0.variant == variant }?.path ?? tree[id]?.finals.first?.path
        case .picture(let picture): picture.isMissing ? nil : picture.path
        case .waiting: nil
        }
    }

    /// What has come of a turn that still runs.
    private func draft(of item: CompareState.Item) -> ComparedPicture? {
        guard case .turn(let id, _) = item, let file = running[id]?.drafts.last else { return nil }
        return ComparedPicture(path: file.path, window: CompareWindow(), draft: file.bytes)
    }

    /// What lies on the screen of the comparison, in the order of its tiles.
    package var compared: [ComparedPicture?] {
        guard let compare else { return [] }
        let paths = compare.items.map(path)
        func picture(_ index: Int) -> ComparedPicture? {
            guard paths.indices.contains(index) else { return nil }
            guard let path = paths[index] else { return draft(of: compare.items[index]) }
            return ComparedPicture(path: path, window: compare.window)
        }
        switch compare.mode {
        case .side: return compare.items.indices.map(picture)
        case .blink: return [picture(compare.current)]
        case .wipe, .difference:
            guard var mixed = picture(compare.current), paths.indices.contains(compare.other),
                let other = paths[compare.other]
            else { return [nil] }
            mixed.mix =
                compare.mode == .wipe
                ? .wipe(other: other, hundredths: compare.wipe) : .difference(other: other)
            return [mixed]
        }
    }
}
