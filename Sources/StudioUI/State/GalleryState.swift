package import Screen
package import StudioCore

/// The gallery on the screen: what is looked for, the part of it that is at hand, and where the person is.
package struct GalleryState: Equatable, Sendable {
    package var query = TextBuffer()
    /// The field has the keys.
    package var isTyping = false
    /// What was asked last; answers to anything else come too late.
    package var asked = GalleryQuestion(text: "", offset: 0, limit: 0)
    /// How many the query finds in all; nil until that is known.
    package var count: Int?
    /// Why the query cannot be understood.
    package var problem: String?
    /// The number of the first picture at hand.
    package var offset = 0
    package var pictures: [GalleryPicture] = []
    /// Counted over all that the query finds.
    package var selected = 0
    /// The first line of the grid that is shown.
    package var scroll = 0
    /// Paths, in the order in which they were marked.
    package var marked: [String] = []
    package var zoom = Zoom.medium
    /// The selected picture alone, as large as it fits.
    package var isLarge = false
    /// Whether what is known of the picture stands beside the grid; nil: where there is room.
    package var details: Bool?
    /// What was read of a picture that was looked at, and of which it is being read.
    package var facts: PictureFacts?
    package var reading: String?

    package enum Zoom: Int, CaseIterable, Sendable { case small, medium, large }

    package init() {}

    /// The picture of that number, when it is at hand.
    package subscript(index: Int) -> GalleryPicture? {
        let local = index - offset
        return pictures.indices.contains(local) ? pictures[local] : nil
    }

    package var current: GalleryPicture? { self[selected] }

    /// What a command is meant for: the marked ones, else the selected one.
    package var chosen: [String] { marked.isEmpty ? [current?.path].compactMap(\.self) : marked }

    /// Those of the chosen that are at hand.
    package var chosenPictures: [GalleryPicture] { pictures.filter { chosen.contains($0.path) } }
}

/// A part of what a query finds.
package struct GalleryQuestion: Hashable, Sendable {
    package var text: String
    package var offset: Int
    package var limit: Int

    package init(text: String, offset: Int, limit: Int) {
        self.text = text
        self.offset = offset
        self.limit = limit
    }
}

package struct GalleryAnswer: Hashable, Sendable {
    package var question: GalleryQuestion
    package var count: Int
    package var pictures: [GalleryPicture]
    /// Why there is none.
    package var problem: String?

    package init(question: GalleryQuestion, count: Int = 0, pictures: [GalleryPicture] = [], problem: String? = nil) {
        self.question = question
        self.count = count
        self.pictures = pictures
        self.problem = problem
    }
}

/// A picture as the grid and its details show it.
package struct GalleryPicture: Hashable, Sendable {
    /// Relative to the gallery; absolute where it lies elsewhere.
    package var path: String
    package var prompt: String
    /// `provider/model`; empty where nobody knows.
    package var model: String
    package var session: String
    package var turn: TurnID?
    /// `2026-11-23 14:35`.
    package var made: String
    package var width: Int
    package var height: Int
    package var bytes: Int
    /// USD, of its turn.
    package var cost: Double
    package var rating: Int
    package var isStarred: Bool
    package var tags: [String]
    package var note: String
    package var isDraft: Bool
    package var isMissing: Bool
    package var isTrashed: Bool
    /// Another one whenever the file is not what it was.
    package var revision: Int

    package init(
        path: String, prompt: String = "", model: String = "", session: String = "", turn: TurnID? = nil,
        made: String = "", width: Int = 0, height: Int = 0, bytes: Int = 0, cost: Double = 0, rating: Int = 0,
        isStarred: Bool = false, tags: [String] = [], note: String = "", isDraft: Bool = false,
        isMissing: Bool = false, isTrashed: Bool = false, revision: Int = 0
    ) {
        self.path = path
        self.prompt = prompt
        self.model = model
        self.session = session
        self.turn = turn
        self.made = made
        self.width = width
        self.height = height
        self.bytes = bytes
        self.cost = cost
        self.rating = rating
        self.isStarred = isStarred
        self.tags = tags
        self.note = note
        self.isDraft = isDraft
        self.isMissing = isMissing
        self.isTrashed = isTrashed
        self.revision = revision
    }

    package var id: PictureID { PictureID(path) }
}

/// What a person says of pictures.
package enum PictureMark: Hashable, Sendable {
    case rating(Int)
    case star(Bool)
    case tags(add: [String], remove: [String])
    case note(String)

    func apply(to picture: inout GalleryPicture) {
        switch self {
        case .rating(let rating): picture.rating = rating
        case .star(let isStarred): picture.isStarred = isStarred
        case .tags: picture.tags = applied(to: picture.tags)
        case .note(let note): picture.note = note
        }
    }
}

extension PictureMark {
    /// `night, -day`: words to add, and with a hyphen before them to take away.
    init(tagText text: String) {
        let words = text.split(separator: ",").map { String($0).trimmingSpaces() }.filter { !$0.isEmpty }
        let remove = words.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()).trimmingSpaces() }
        self = .tags(add: words.filter { !$0.hasPrefix("-") }, remove: remove)
    }

    func applied(to tags: [String]) -> [String] {
        guard case .tags(let add, let remove) = self else { return tags }
        return Set(tags).subtracting(remove).union(add).sorted()
    }
}

/// How a picture was asked for: what “use all” brings back to the studio.
package struct PictureRecipe: Hashable, Sendable {
    package var prompt: String
    package var settings: TurnSettings

    package init(prompt: String, settings: TurnSettings) {
        self.prompt = prompt
        self.settings = settings
    }
}

extension StudioState {
    /// The gallery, when it is open; other pop-ups may lie over it.
    package var gallery: GalleryState? {
        get {
            for case .gallery(let gallery) in popups { return gallery }
            return nil
        }
        set {
            for (index, popup) in popups.enumerated() {
                guard case .gallery = popup else { continue }
                if let newValue { popups[index] = .gallery(newValue) } else { popups.remove(at: index) }
                return
            }
            if let newValue { popups.append(.gallery(newValue)) }
        }
    }

    /// Where keys are looked up first.
    package var context: CommandContext {
        if compare != nil { return .compare }
        if gallery != nil { return .gallery }
        return drawing != nil ? .region : focus.context
    }
}
