/// What a person submits.
package struct TurnDraft: Hashable, Sendable {
    package var prompt: String
    package var settings: TurnSettings
    package var references: [Reference]
    package var parent: TurnID?
    /// Which of the parent's variants to go on from.
    package var parentVariant: Int
    /// What the turn is to be called, where somebody has written that down already; no turn has it yet, and it follows all
    /// that have one. nil: the engine names it.
    package var id: TurnID?

    package init(
        prompt: String, settings: TurnSettings, references: [Reference] = [], parent: TurnID? = nil,
        parentVariant: Int = 0, id: TurnID? = nil
    ) {
        self.prompt = prompt
        self.settings = settings
        self.references = references
        self.parent = parent
        self.parentVariant = parentVariant
        self.id = id
    }
}
