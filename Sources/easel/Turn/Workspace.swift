import FoundationEssentials
import Gallery
import StudioCore

/// All that turns need, put together: the catalogue, the providers, and the places where pictures, sessions and spending
/// are kept.
struct Workspace: Sendable {
    var setup: Setup
    var catalogue: Catalogue
    var folders: Folders
    var shelf: SessionShelf
    var store: GalleryStore
    var providers: ProviderDirectory

    init(_ setup: Setup, catalogue: Catalogue) {
        self.setup = setup
        self.catalogue = catalogue
        folders = setup.folders
        shelf = SessionShelf(folders: setup.folders)
        store = GalleryStore(folders: setup.folders)
        providers = ProviderDirectory(config: setup.config, environment: setup.environment)
    }

    /// Opens or makes a session and takes it for this process.
    /// - Returns: its engine, and what was strange in its file.
    func open(_ session: String) async throws(TurnFailure) -> (engine: SessionEngine, notes: [String]) {
        let opened: SessionFile.Opened
        do throws(SessionFailure) {
            opened = try await SessionFile.open(name: session, folders: folders, now: Date())
        } catch {
            throw error.asTurnFailure
        }
        let providers = providers
        let engine = SessionEngine(
            tree: opened.tree,
            surroundings: SessionEngine.Surroundings(
                catalogue: catalogue, assets: store, log: opened.file, ledger: LedgerFile(folders: folders),
                provider: { providers.provider($0) }, now: { Date() }, makeID: { TurnID.make() }))
        return (engine, opened.notes)
    }

    /// Whether the day's cap leaves room for so much more.
    /// - Throws: `.budget`, with what was spent.
    func checkBudget(_ estimate: Cost) throws(TurnFailure) {
        let cap = setup.config.defaults.budgetPerDay
        guard cap > 0, estimate.amount > 0 else { return }
        let entries: [LedgerEntry]
        do throws(StoreFailure) {
            entries = try LedgerFile.read(folders).entries
        } catch {
            throw error.asTurnFailure
        }
        let spent = Spend.onDay(of: Date(), entries)
        guard spent + estimate.amount > cap else { return }
        throw TurnFailure(
            .budget,
            message: "Today's cap is $\(Money.text(cap)): $\(Money.text(spent)) are spent, and this would cost "
                + "\(Money.text(estimate)).",
            advice: "Raise budget_per_day in \(folders.config)/config.toml, or go on tomorrow.", billed: .no)
    }
}
