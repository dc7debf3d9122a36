import FoundationEssentials
import Gallery
import Pixels
import Screen
import StudioCore
import StudioUI
import Terminal

/// The shell around the studio's pure middle: what happens goes through `reduce`, what it asks for is done here, and the
/// screen follows at most once a frame.
@MainActor
final class Studio {
    let screen: TerminalScreen
    let workspace: Workspace
    let themes: ThemeShelf
    let watcher: any ReadinessWatcher
    var state: StudioState
    var theme: Theme
    /// Runs the open session's turns, and holds its file; nil on a fresh page.
    var engine: SessionEngine?
    /// The last turn on its way into the session file.
    var submission: Task<Void, Never>?
    /// Brings home what earlier runs left.
    var recovery: Task<Void, Never>?
    /// The disk refused something, which is in the journal: tried again once it takes something else.
    var isLeftBehind = false
    /// Waits to write down where the person is.
    var selection: Task<Void, Never>?
    /// The question to the gallery that is being answered, and the look at its folder.
    var finding: Task<Void, Never>?
    var refreshing: Task<Void, Never>?
    /// What other programs do to the gallery's folder; while the gallery is open.
    var folderWatch: FolderWatch?
    /// What is being read of the picture that is looked at.
    var reading: Task<Void, Never>?
    /// The last change of marks on its way into the sidecars.
    var marking: Task<Void, Never>?
    /// What was moved to the trash last, where it is there.
    var trashed: [String] = []
    /// Follows the engine.
    private var listener: Task<Void, Never>?
    /// Makes time pass while something runs; nil at rest, so that an idle studio never wakes.
    private var ticker: Task<Void, Never>?
    private var pendingFrame: Task<Void, Never>?
    /// What the next frame will show, and a key's own does not.
    private var waiting = WaitingFacts()
    private var lastFrameAt = ContinuousClock.now
    /// The last screen.
    private var rendering: Rendering?
    /// The pictures on it, and those that may be next.
    private var pictures: (shown: [PictureID: PictureSource], ahead: [PictureSource]) = ([:], [])
    private var isLeaving = false

    /// What is wrong in the person's files; told once the screen is up.
    private var problems: [ConfigProblem]

    /// The shortest time between two frames that nobody's key asked for.
    private static let frame = Duration.milliseconds(33)

    init(screen: TerminalScreen, setup: Setup, decoder: any PictureDecoder, watcher: any ReadinessWatcher) {
        self.screen = screen
        self.watcher = watcher
        themes = ThemeShelf(environment: setup.environment)
        problems = setup.problems
        let (catalogue, catalogueProblems) = CatalogueLoader.load(setup.environment, config: setup.config)
        problems += catalogueProblems
        problems += [catalogue.defaultModelProblem(setup.config, setup.environment)].compactMap(\.self)
        workspace = Workspace(setup, catalogue: catalogue, decoder: decoder)
        let (keymap, keymapProblems) = StudioKeys.keymap(setup.environment)
        problems += keymapProblems
        let name = StudioTheme.name(setup.config.defaults.theme, capabilities: screen.capabilities)
        let (theme, themeProblems) = themes.theme(named: name, place: "config.toml")
        problems += themeProblems
        self.theme = theme
        let settings = StudioStart.settings(workspace)
        state = StudioState(
            size: screen.size, tree: SessionTree(name: "", createdAt: Date()), isNamed: false, settings: settings,
            keymap: keymap, themes: [], themeName: theme.name, now: Date())
        state.spend.cap = setup.config.defaults.budgetPerDay
        state.unencrypted = setup.config.unencrypted(setup.environment).map(\.name)
    }

    /// Opens the session, shows the first frame and works until the person leaves or the terminal is gone.
    func run(session: String?) async {
        if let name = session ?? workspace.shelf.last { await openSession(name, isChoice: session != nil) }
        if let problem = problems.first {
            let more = problems.count > 1 ? " (and \(problems.count - 1) more: easel doctor)" : ""
            state.notice = Notice(.danger, problem.description + more)
        }
        present()
        // What nobody sees before a key.
        state.themes = themes.names + ["mono"]
        state.queryForms = GalleryQuery.help.map { QueryForm(form: $0.form, meaning: $0.meaning) }
        refreshSpend()
        recover()
        await screen.run { [unowned self] batch in
            for event in batch {
                if case .mouse = event { send(.pictureLies(state.shownPicture.flatMap { screen.place(of: $0.id) })) }
                send(.input(event))
            }
            present()
            return !isLeaving
        }
        await leave()
    }

    /// One fact in, the state changed, the work begun.
    func send(_ action: Action) {
        for effect in reduce(&state, action) { perform(effect) }
        watchGallery()
        keepTime()
    }

    /// A fact that no key brought: state and screen follow within a frame, however many come; a count of bytes with the
    /// next frame there is.
    func report(_ action: Action) {
        waiting.add(action)
        guard pendingFrame == nil, action.asksForFrame else { return }
        pendingFrame = Task {
            let wait = Self.frame - (ContinuousClock.now - lastFrameAt)
            if wait > .zero { try? await Task.sleep(for: wait) }
            pendingFrame = nil
            catchUp()
            present()
        }
    }

    private func catchUp() {
        for action in waiting.take() { send(action) }
    }

    func present() {
        guard !isLeaving else { return }
        lastFrameAt = .now
        let rendering = render(state, theme: theme, after: rendering)
        self.rendering = rendering
        var frame = rendering.frame
        if !screen.capabilities.unicode || screen.capabilities.graphics == .ascii { frame = frame.inASCII }
        if !rendering.keepsPictures {
            let found = StudioPictures(state: state, gallery: workspace.folders.gallery)
            pictures = (found.shown(in: frame), found.ahead)
        }
        screen.present(frame, pictures: pictures.shown, ahead: pictures.ahead)
    }

    func quit() {
        isLeaving = true
        screen.close()
    }

    /// The terminal is given back; what still runs is received to its end and saved.
    private func leave() async {
        ticker?.cancel()
        screen.close()
        await submission?.value
        catchUp()
        sayWhatIsFinished()
        selection?.cancel()
        await engine?.select(state.tree.selected)
        await engine?.waitUntilIdle()
        await marking?.value
        listener?.cancel()
        await workspace.providers.close()
    }

    /// Somebody who was asked to end, and does not, says why. (At Ctrl-Q it was said on the screen.)
    private func sayWhatIsFinished() {
        let count = state.running.count
        guard screen.endedBy != nil, count > 0 else { return }
        let turns = count == 1 ? "one turn" : "\(count) turns"
        Console().note("easel: \(turns) that may be paid for will be received and saved first.")
    }

    // MARK: Sessions

    /// - Parameter isChoice: the person named it; otherwise trouble with it means a fresh page, not an error.
    func openSession(_ name: String, isChoice: Bool) async {
        do {
            let (engine, notes) = try await workspace.open(name)
            let tree = await engine.tree
            follow(engine)
            send(.opened(tree, isNamed: true))
            state.spend.session = tree.order.reduce(0) { $0 + (tree[$1]?.result?.cost.amount ?? 0) }
            if let note = notes.first { send(.notice(Notice(.warning, note))) }
        } catch {
            send(.notice(Notice(isChoice ? .danger : .warning, error.message)))
        }
    }

    func newSession() {
        listener?.cancel()
        waiting.dropSession()
        engine = nil
        send(.opened(SessionTree(name: "", createdAt: Date()), isNamed: false))
        state.spend.session = 0
    }

    func follow(_ engine: SessionEngine) {
        listener?.cancel()
        waiting.dropSession()
        self.engine = engine
        let events = engine.events
        listener = Task { [weak self] in
            for await event in events {
                guard let self, !Task.isCancelled else { return }
                self.report(.session(event))
                if case .ended = event { self.refreshSpend() }
                self.retryLater(event)
            }
        }
    }

    /// Time passes for the screen only while something runs.
    private func keepTime() {
        guard !state.running.isEmpty, ticker == nil, !isLeaving else { return }
        ticker = Task { [weak self] in
            while let self, !self.state.running.isEmpty, !Task.isCancelled {
                self.report(.tick(Date()))
                try? await Task.sleep(for: .milliseconds(125))
            }
            self?.ticker = nil
        }
    }

    /// Today's total, from the ledger, off the main actor.
    func refreshSpend() {
        let folders = workspace.folders
        let now = Date()
        Task { [weak self] in
            let today = await Self.today(folders, now)
            guard let self else { return }
            self.report(.spentToday(today))
        }
    }

    @concurrent
    private nonisolated static func today(_ folders: Folders, _ now: Date) async -> Double {
        guard let entries = try? LedgerFile.read(folders).entries else { return 0 }
        return Spend.onDay(of: now, entries)
    }
}
