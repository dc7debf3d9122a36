import FoundationEssentials
import Gallery
import StudioCore

/// What stays the same while the studio is open: folders, catalogue, providers, stores.
struct Desk: Sendable {
    var setup: Setup
    var folders: Folders
    var catalogue: Catalogue
    var providers: ProviderDirectory
    var store: GalleryStore
    var ledger: LedgerFile
    var shelf: SessionShelf
    var now: @Sendable () -> Date = { Date() }

    init(setup: Setup, catalogue: Catalogue) {
        self.setup = setup
        self.catalogue = catalogue
        folders = setup.folders
        providers = ProviderDirectory(config: setup.config, environment: setup.environment)
        store = GalleryStore(folders: folders)
        ledger = LedgerFile(folders: folders)
        shelf = SessionShelf(folders: folders)
    }
}
