package import FoundationEssentials
package import Screen
package import StudioCore

/// A fact for the reducer: what a person did, or what the outside answered.
package enum Action: Sendable {
    case input(InputEvent)
    case command(CommandCall)
    case session(SessionEvent)
    /// Time goes by; only sent while something runs.
    case tick(Date)
    case opened(SessionTree, isNamed: Bool)
    case sessionsListed([SessionSummary])
    case referenceImported(Reference)
    case spend(SpendState)
    case edited(String)
    case themeLoaded(String)
    case notice(Notice)
    /// The turn was refused before it was written: the prompt goes back to the editor.
    case refused(TurnFailure, TurnDraft)
}

/// Work asked for, as a value.
package enum Effect: Hashable, Sendable {
    case submit(TurnDraft)
    case cancel(TurnID)
    case select(TurnID?)
    case openSession(String)
    case newSession
    case listSessions
    case importReference(path: String)
    case editExternally(String)
    case loadTheme(String)
    case redraw
    case suspend
    case quit
}
