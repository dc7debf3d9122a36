/// What is known of one model: read from data files, never written in code.
package struct CatalogueModel: Hashable, Sendable {
    package enum Status: String, Sendable, CaseIterable { case stable, preview, deprecated, shutdown }

    package var id: String
    package var provider: String
    /// What people call it: “Nano Banana Pro”.
    package var name: String
    package var aliases: [String]
    package var status: Status
    /// The day it came, `2026-10-06`.
    package var since: String?
    /// The day it went, or is said to go.
    package var shutdownDate: String?
    /// The id that took its place.
    package var replacedBy: String?
    /// The generation of the wire's rules it follows (`gemini-2.5`, `gemini-3`): signatures are only good within one.
    package var family: String
    /// Empty: the model takes no size.
    package var sizes: [ImageSize]
    package var ratios: [AspectRatio]
    /// Levels that can be picked; empty when there is nothing to pick.
    package var thinking: [ThinkingLevel]
    /// Why there is nothing to pick (“always on”, “does not think”).
    package var thinkingNote: String?
    package var maxReferences: Int
    /// Bytes of one picture that is sent along; nil: no limit is known.
    package var maxReferenceBytes: Int?
    /// Characters of a prompt; nil: no limit is known.
    package var maxPrompt: Int?
    package var takesSeed: Bool
    /// It takes a mask with an edit, so that a region is more than words.
    package var takesMask: Bool
    /// It can look things up in the web before it draws.
    package var grounding: Bool
    /// It tells how far it is, or shows drafts, while it draws.
    package var streams: Bool
    /// Names a table of `Catalogue.outputPixels`.
    package var outputTable: String?
    /// It costs nothing: it runs on a machine of the person's.
    package var isFree: Bool
    package var price: Price?
    /// Usual seconds by size.
    package var latencySeconds: [String: Double]
    package var latencySource: String?
    package var note: String?
    /// Where the facts come from, and when they were true.
    package var source: String?
    /// How it is spoken to, where that is not the provider's usual way.
    package var wire: WireProfile
    /// Nothing is known of it but its id: what it is said to take is what its dialect can say.
    package var isUnknown = false
    /// What the provider's own list said of it; nil: nobody asked.
    package var listing: Listing?

    /// A model and its provider's own list.
    package enum Listing: Hashable, Sendable {
        /// In the list of that day.
        case listed(on: String)
        /// Not in the list of that day.
        case missing(on: String)

        package var isMissing: Bool { if case .missing = self { true } else { false } }
    }

    package var reference: ModelReference { ModelReference(provider: provider, model: id) }

    package init(
        id: String, provider: String, name: String, aliases: [String] = [], status: Status = .stable,
        since: String? = nil, shutdownDate: String? = nil, replacedBy: String? = nil, family: String = "",
        sizes: [ImageSize] = [], ratios: [AspectRatio] = [], thinking: [ThinkingLevel] = [],
        thinkingNote: String? = nil, maxReferences: Int = 0, maxReferenceBytes: Int? = nil, maxPrompt: Int? = nil,
        takesSeed: Bool = false, takesMask: Bool = false, grounding: Bool = false, streams: Bool = false,
        outputTable: String? = nil, isFree: Bool = false, price: Price? = nil, latencySeconds: [String: Double] = [:],
        latencySource: String? = nil, note: String? = nil, source: String? = nil, wire: WireProfile = WireProfile()
    ) {
        self.id = id
        self.provider = provider
        self.name = name
        self.aliases = aliases
        self.status = status
        self.since = since
        self.shutdownDate = shutdownDate
        self.replacedBy = replacedBy
        self.family = family
        self.sizes = sizes
        self.ratios = ratios
        self.thinking = thinking
        self.thinkingNote = thinkingNote
        self.maxReferences = maxReferences
        self.maxReferenceBytes = maxReferenceBytes
        self.maxPrompt = maxPrompt
        self.takesSeed = takesSeed
        self.takesMask = takesMask
        self.grounding = grounding
        self.streams = streams
        self.outputTable = outputTable
        self.isFree = isFree
        self.price = price
        self.latencySeconds = latencySeconds
        self.latencySource = latencySource
        self.note = note
        self.source = source
        self.wire = wire
    }

    /// The same abilities under another name: what it costs, how long it takes and what became of it is another's to say.
    package func alike(id: String, provider: String) -> CatalogueModel {
        CatalogueModel(
            id: id, provider: provider, name: name, family: family, sizes: sizes, ratios: ratios, thinking: thinking,
            thinkingNote: thinkingNote, maxReferences: maxReferences, maxReferenceBytes: maxReferenceBytes,
            maxPrompt: maxPrompt, takesSeed: takesSeed, takesMask: takesMask, grounding: grounding, streams: streams,
            outputTable: outputTable, wire: provider == self.provider ? wire : WireProfile())
    }

    /// What so many pictures should cost, each a request with all references.
    package func estimate(images: Int, size: ImageSize?, references: Int = 0) -> Cost {
        if isFree { return Cost(amount: 0, basis: .free) }
        guard let price else { return Cost(amount: 0, basis: .unknown) }
        return price.cost(images: images, size: size, references: references, basis: .estimate)
    }
}
