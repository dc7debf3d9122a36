/// One variant of one turn, as a provider is asked for it.
package struct ImageRequest: Hashable, Sendable {
    package var turn: TurnID
    /// From 0; a provider that takes a seed adds it, so that variants differ and can be had again.
    package var variant: Int
    package var model: CatalogueModel
    package var conversation: Conversation
    package var settings: TurnSettings
    /// An absolute folder of this request's own, existing and empty: pictures and signatures are written here as they
    /// arrive. The engine moves what the response names and clears the folder.
    package var staging: String

    /// What the model makes of the chosen size, by ratio; empty where the catalogue does not say. For servers that are
    /// asked for pixels.
    package var pixels: [AspectRatio: OutputPixels]

    package init(
        turn: TurnID, variant: Int, model: CatalogueModel, conversation: Conversation, settings: TurnSettings,
        staging: String, pixels: [AspectRatio: OutputPixels] = [:]
    ) {
        self.turn = turn
        self.variant = variant
        self.model = model
        self.conversation = conversation
        self.settings = settings
        self.staging = staging
        self.pixels = pixels
    }
}

/// Width and height of a picture that is asked for.
package struct OutputPixels: Hashable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}
