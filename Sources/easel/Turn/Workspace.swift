import Decoding
import FoundationEssentials
import Gallery
import Pixels
import StudioCore

/// All that turns need, put together: the catalogue, the providers, and the places where pictures, sessions and spending
/// are kept.
struct Workspace: Sendable {
    var setup: Setup
    var catalogue: Catalogue
    var folders: Folders
    var shelf: SessionShelf
    /// For finding pictures; opened when something is looked for.
    var index: GalleryIndex
    var store: GalleryStore
    var providers: ProviderDirectory
    /// Opens every picture that is shown, sent or put together here.
    var decoder: any PictureDecoder

    init(_ setup: Setup, catalogue: Catalogue, decoder: any PictureDecoder = DecodeClient()) {
        self.setup = setup
        self.catalogue = catalogue
        folders = setup.folders
        shelf = SessionShelf(folders: setup.folders)
        self.decoder = decoder
        index = GalleryIndex(folders: setup.folders)
        store = GalleryStore(folders: setup.folders, index: index, decoder: decoder)
        providers = ProviderDirectory(config: setup.config, environment: setup.environment, decoder: decoder)
    }

    /// Opens or makes a session and takes it for this process.
    /// - Returns: its engine, and what was strange in its file.
    func open(_ session: String) async throws(TurnFailure) -> (engine: SessionEngine, notes: [String]) {
        do throws(SessionFailure) {
            let opened = try await SessionFile.open(name: session, folders: folders, now: Date())
            return (engine(of: opened), opened.notes)
        } catch {
            throw error.asTurnFailure
        }
    }

    /// Makes a session that is named by its first prompt. Another Easel may be at the same: then it gets the next name.
    func openNew(for prompt: String) async throws(TurnFailure) -> SessionEngine {
        var failure = SessionFailure.inUse(name: prompt)
        for _ in 0..<100 {
            let name = shelf.uniqueName(for: prompt)
            do throws(SessionFailure) {
                return engine(of: try await SessionFile.open(name: name, folders: folders, isNew: true, now: Date()))
            } catch {
                failure = error
                guard case .inUse = error else { break }
            }
        }
        throw failure.asTurnFailure
    }

    private func engine(of opened: SessionFile.Opened) -> SessionEngine {
        let providers = providers
        let ledger = LedgerFile(folders: folders, cap: cap.rule)
        return SessionEngine(
            tree: opened.tree,
            surroundings: SessionEngine.Surroundings(
                catalogue: catalogue, assets: store, log: opened.file, ledger: ledger,
                provider: { providers.provider($0) }, now: { Date() }, makeID: { TurnID.make() }, logger: setup.logger))
    }

    /// The day's cap, as it is configured.
    var cap: DailyCap {
        DailyCap(
            amount: setup.config.defaults.budgetPerDay, configFile: "\(folders.config)/config.toml",
            catalogueFile: "\(folders.config)/catalogue.toml")
    }

    /// Whether the day's cap leaves room for so much more. The ledger asks again when the request leaves.
    /// - Throws: `.budget`, with what was spent.
    func checkBudget(_ estimate: Cost) throws(TurnFailure) {
        let cap = cap
        guard cap.amount > 0 else { return }
        let spent: Double
        do throws(StoreFailure) {
            spent = try LedgerFile.spent(onDayOf: Date(), folders)
        } catch {
            throw error.asTurnFailure
        }
        if let refusal = cap.refusal(estimate, spent: spent) { throw refusal }
    }

    /// Takes pictures in that are sent along.
    /// - Parameter paths: absolute.
    func references(_ paths: [String]) async throws(TurnFailure) -> [Reference] {
        var references: [Reference] = []
        for path in paths {
            do throws(StoreFailure) {
                references.append(try await store.importReference(path: path))
            } catch {
                switch error.kind {
                case .notAPicture, .missing, .tooLarge, .permission:
                    throw .usage(error.message, advice: error.advice)
                case .diskFull, .readOnly, .io: throw error.asTurnFailure
                }
            }
        }
        return references
    }
}
