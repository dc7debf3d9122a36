package import FoundationEssentials

/// Runs the turns of one session: one cancellable task a turn, several at once. What is on the tree is in the file first.
package actor SessionEngine {
    /// What the engine needs from outside, all of it replaceable by a test.
    package struct Surroundings: Sendable {
        package var catalogue: Catalogue
        package var assets: any AssetStore
        package var log: any SessionLog
        package var ledger: any SpendLedger
        /// The provider of that name, or why there is none (no key, bad configuration).
        package var provider: @Sendable (String) -> Result<any ImageProvider, TurnFailure>
        package var now: @Sendable () -> Date
        package var makeID: @Sendable () -> TurnID

        package init(
            catalogue: Catalogue, assets: any AssetStore, log: any SessionLog, ledger: any SpendLedger,
            provider: @escaping @Sendable (String) -> Result<any ImageProvider, TurnFailure>,
            now: @escaping @Sendable () -> Date, makeID: @escaping @Sendable () -> TurnID
        ) {
            self.catalogue = catalogue
            self.assets = assets
            self.log = log
            self.ledger = ledger
            self.provider = provider
            self.now = now
            self.makeID = makeID
        }
    }

    /// All that happens, in order. One consumer.
    package nonisolated let events: AsyncStream<SessionEvent>
    package private(set) var tree: SessionTree

    private let surroundings: Surroundings
    private let continuation: AsyncStream<SessionEvent>.Continuation
    private var running: [TurnID: Task<Void, Never>] = [:]

    package init(tree: SessionTree, surroundings: Surroundings) {
        self.tree = tree
        self.surroundings = surroundings
        (events, continuation) = AsyncStream.makeStream(of: SessionEvent.self)
    }

    /// Checks, writes the turn down and starts it. Returns as soon as the turn is in the file.
    /// - Throws: what is wrong with the settings (nothing is written, nothing sent), or that the file cannot be written.
    @discardableResult
    package func submit(_ draft: TurnDraft) async throws(TurnFailure) -> TurnID {
        let references = draft.references.count + (draft.parent == nil ? 0 : 1)
        if let problem = surroundings.catalogue.problem(
            with: draft.settings, prompt: draft.prompt, references: references)
        {
            throw problem
        }
        let provider: any ImageProvider
        switch surroundings.provider(draft.settings.model.provider) {
        case .success(let ready): provider = ready
        case .failure(let failure): throw failure
        }
        let turn = Turn(
            id: surroundings.makeID(), parent: draft.parent.flatMap { tree.base(for: $0) },
            parentVariant: draft.parentVariant, prompt: draft.prompt, settings: draft.settings,
            references: draft.references, startedAt: surroundings.now())
        // Placed before the first suspension, so that a second submit already sees it.
        tree.apply(.turn(turn))
        continuation.yield(.started(turn))
        do {
            try await surroundings.log.append(.turn(turn))
        } catch {
            let failure = TurnFailure(
                .invalidRequest, message: error.message, advice: "The prompt is still in the editor's history.",
                providerCode: "local_storage", billed: .no)
            let result = failedBeforeSending(failure)
            finish(turn.id, with: result)
            continuation.yield(.ended(turn.id, result))
            continuation.yield(.trouble(error.message))
            throw failure
        }
        let parentTask = turn.parent.flatMap { running[$0] }
        running[turn.id] = Task { await self.run(turn, provider: provider, after: parentTask) }
        return turn.id
    }

    package func cancel(_ id: TurnID) { running[id]?.cancel() }

    package var isIdle: Bool { running.isEmpty }

    /// Returns once no turn runs any more.
    package func waitUntilIdle() async {
        while let task = running.values.first { await task.value }
    }

    /// Goes to a turn; the next one hangs under it.
    package func select(_ id: TurnID?) async {
        guard tree.selected != id else { return }
        tree.apply(.selected(id))
        continuation.yield(.selected(id))
        do {
            try await surroundings.log.append(.selected(id))
        } catch {
            continuation.yield(.trouble(error.message))
        }
    }

    // MARK: One turn

    private func run(_ turn: Turn, provider: any ImageProvider, after parent: Task<Void, Never>?) async {
        await parent?.value
        let result = await result(of: turn, provider: provider)
        finish(turn.id, with: result)
        await writeDown(turn.id, result)
        running[turn.id] = nil
        continuation.yield(.ended(turn.id, result))
    }

    private func result(of turn: Turn, provider: any ImageProvider) async -> TurnResult {
        guard let model = surroundings.catalogue[turn.settings.model] else {
            return failedBeforeSending(surroundings.catalogue.unknownModel(turn.settings.model.description))
        }
        if Task.isCancelled {
            return failedBeforeSending(
                TurnFailure(
                    .cancelled, message: "Cancelled before anything was sent.", advice: "Submit again when you like.",
                    billed: .no))
        }
        if let parent = turn.parent, tree[parent]?.finals.isEmpty ?? true {
            return failedBeforeSending(
                TurnFailure(
                    .cancelled, message: "The turn it builds on ended without a picture.",
                    advice: "Go to an earlier turn and submit again.", billed: .no))
        }
        let run = TurnRun(turn: turn, model: model, provider: provider, surroundings: surroundings)
        do {
            let conversation = try await ConversationBuilder(assets: surroundings.assets).conversation(
                for: turn, in: tree)
            let estimate = model.price?.cost(images: turn.settings.count, size: turn.settings.size, basis: .estimate)
            try await surroundings.ledger.append(
                entry(
                    .sent, turn, outcome: nil, billed: .unknown,
                    cost: estimate ?? Cost(amount: 0, basis: model.provider == "sketch" ? .free : .unknown)))
            let start = ContinuousClock.now
            let continuation = self.continuation
            let variants = await run.variants(conversation) { continuation.yield($0) }
            let elapsed = ContinuousClock.now - start
            return TurnSummary.result(
                of: variants, settings: turn.settings, model: model, catalogue: surroundings.catalogue,
                elapsedSeconds: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
        } catch {
            return failedBeforeSending(error.asTurnFailure)
        }
    }

    private func finish(_ id: TurnID, with result: TurnResult) { tree.apply(.result(id, result)) }

    /// Sidecars, then the session, then the ledger: what a crash between them leaves can be made whole again from what
    /// came before.
    private func writeDown(_ id: TurnID, _ result: TurnResult) async {
        guard let turn = tree[id] else { return }
        do {
            try await surroundings.assets.writeSidecars(of: turn, session: tree.name)
        } catch {
            continuation.yield(.trouble("\(error.message) \(error.advice)"))
        }
        do {
            try await surroundings.log.append(.result(id, result))
        } catch {
            continuation.yield(.trouble(error.message))
        }
        do {
            try await surroundings.ledger.append(
                entry(
                    .settled, turn, outcome: result.outcome,
                    billed: result.failure?.billed ?? (result.cost.basis == .free ? .no : .yes), cost: result.cost))
        } catch {
            continuation.yield(.trouble("\(error.message) \(error.advice)"))
        }
    }

    private func entry(
        _ state: LedgerEntry.State, _ turn: Turn, outcome: Outcome?, billed: Billed, cost: Cost
    ) -> LedgerEntry {
        LedgerEntry(
            state: state, turn: turn.id, session: tree.name, model: turn.settings.model, at: surroundings.now(),
            size: turn.settings.size, count: turn.settings.count, outcome: outcome, billed: billed, cost: cost)
    }

    private func failedBeforeSending(_ failure: TurnFailure) -> TurnResult {
        TurnResult(
            outcome: failure.kind.outcome, cost: Cost(amount: 0, basis: .free), elapsedSeconds: 0, attempts: 0,
            failure: failure)
    }
}
