package import FoundationEssentials
package import Screen
package import StudioCore

/// A fact for the reducer: what a person did, or what the outside answered.
package enum Action: Sendable {
    case input(InputEvent)
    case command(CommandCall)
    /// Before the mouse does something: which cells the picture in view covers.
    case pictureLies(Rect?)
    case session(SessionEvent)
    /// Time goes by; only sent while something runs.
    case tick(Date)
    case opened(SessionTree, isNamed: Bool)
    case sessionsListed([SessionSummary])
    case referenceImported(Reference)
    /// USD, by the ledger: of all sessions and programs.
    case spentToday(Double)
    /// What was asked for with `readSpend`.
    case spendRead(SpendReport)
    case edited(String)
    case themeLoaded(String)
    case notice(Notice)
    case picturesFound(GalleryAnswer)
    /// Something in the gallery's folder is not as it was.
    case galleryChanged
    /// To pick from: the value is a query.
    case albumsListed(String, [SettingsState.Option])
    case recipeRead(PictureRecipe)
    /// What was asked for with `readPictures`, one at a time.
    case pictureRead(PictureFacts)
    /// After all votes.
    case standings(Standings)
    case goTo(TurnID)
    /// What was measured of two pictures, in words.
    case measured([String], [String])
    /// In which order the pictures of a blind comparison lie from now on.
    case shuffled([Int])
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
    case findPictures(GalleryQuestion)
    /// Look at the folder, and tell when something has changed.
    case refreshGallery
    /// Paths as the gallery lists them, here and below.
    case markPictures([String], PictureMark)
    case trashPictures([String])
    /// Empty: what was moved to the trash last.
    case restorePictures([String])
    case exportPictures([String], folder: String)
    case contactSheet([String], path: String)
    /// What their files tell of them; what was asked before is not waited for any more.
    case readPictures([String])
    case readStandings
    /// All that the ledger says.
    case readSpend
    /// Its prompt and settings are wanted.
    case usePicture(String)
    /// As a reference of the next turn.
    case importPicture(String)
    case openTurn(session: String, TurnID)
    /// By day, model, session, branch or tag.
    case listAlbums(String)
    /// Two pictures against each other.
    case measure([String])
    /// A new order of so many.
    case shuffle(Int)
    case vote(Vote)
}
