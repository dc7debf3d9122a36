package import FoundationEssentials
package import Logging

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
        /// Where it is noted what was asked for and what came of it.
        package var logger: Logger

        package init(
            catalogue: Catalogue, assets: any AssetStore, log: any SessionLog, ledger: any SpendLedger,
            provider: @escaping @Sendable (String) -> Result<any ImageProvider, TurnFailure>,
            now: @escaping @Sendable () -> Date, makeID: @escaping @Sendable () -> TurnID,
            logger: Logger
        ) {
            self.catalogue = catalogue
            self.assets = assets
            self.log = log
            self.ledger = ledger
            self.provider = provider
            self.now = now
            self.makeID = makeID
            self.logger = logger
        }
    }

    /// All that happens, in order. One consumer.
    package nonisolated let events: AsyncStream<SessionEvent>
    package internal(set) var tree: SessionTree

    let surroundings: Surroundings
    let continuation: AsyncStream<SessionEvent>.Continuation
    var running: [TurnID: Task<Void, Never>] = [:]
    /// Turns whose end is on the tree and could not be written to the file.
    var unlogged: Set<TurnID> = []

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
            with: draft.settings, prompt: draft.prompt, references: references,
            largest: draft.references.map(\.bytes).max() ?? 0)
        {
            throw problem
        }
        let provider: any ImageProvider
        switch surroundings.provider(draft.settings.model.provider) {
        case .success(let ready): provider = ready
        case .failure(let failure): throw failure
        }
        let turn = Turn(
            id: draft.id ?? surroundings.makeID().following(tree.order.last),
            parent: draft.parent.flatMap { tree.base(for: $0) }, parentVariant: draft.parentVariant,
            prompt: draft.prompt, settings: draft.settings,
            references: draft.references, startedAt: surroundings.now())
        // Placed before the first suspension, so that a second submit already sees it.
        tree.apply(.turn(turn))
        tell(.started(turn))
        do {
            try await surroundings.log.append(.turn(turn))
        } catch {
            let failure = TurnFailure(
                .invalidRequest, message: error.message, advice: "The prompt is still in the editor's history.",
                providerCode: "local_storage", billed: .no)
            let result = failedBeforeSending(failure)
            finish(turn.id, with: result)
            tell(.ended(turn.id, result))
            tell(.trouble(error.message))
            throw failure
        }
        let parentTask = turn.parent.flatMap { running[$0] }
        running[turn.id] = Task { await self.run(turn, provider: provider, after: parentTask) }
        return turn.id
    }

    package func cancel(_ id: TurnID) { running[id]?.cancel() }

    package var isIdle: Bool { running.isEmpty }

    /// Returns once no turn runs any more. A task leaves `running` before it ends: to wait for one that has ended takes no
    /// time, and the actor would be held for ever.
    package func waitUntilIdle() async {
        while let task = running.values.first { await task.value }
    }

    /// Goes to a turn; the next one hangs under it.
    package func select(_ id: TurnID?) async {
        guard tree.selected != id else { return }
        tree.apply(.selected(id))
        tell(.selected(id))
        do {
            try await surroundings.log.append(.selected(id))
        } catch {
            tell(.trouble(error.message))
        }
    }

    // MARK: One turn

    nonisolated func tell(_ event: SessionEvent) {
        if let line = event.logLine {
            surroundings.logger.log(level: line.level, line.message, metadata: line.metadata)
        }
        continuation.yield(event)
    }

    private func run(_ turn: Turn, provider: any ImageProvider, after parent: Task<Void, Never>?) async {
        await parent?.value
        let (result, variants) = await result(of: turn, provider: provider)
        finish(turn.id, with: result)
        let isWritten = await writeDown(turn.id, result)
        await clear(variants, isWritten: isWritten)
        running[turn.id] = nil
        tell(.ended(turn.id, result))
    }

    private func result(of turn: Turn, provider: any ImageProvider) async -> (TurnResult, [TurnSummary.Variant]) {
        if let obstacle = obstacle(to: turn) { return (failedBeforeSending(obstacle), []) }
        guard let model = surroundings.catalogue[turn.settings.model] else {
            return (failedBeforeSending(surroundings.catalogue.unknownModel(turn.settings.model.description)), [])
        }
        let estimate = model.estimate(
            images: turn.settings.count, size: turn.settings.size, references: turn.picturesSent)
        let intent = RequestIntent(
            session: tree.name, turn: turn, variant: 0,
            branch: ConversationPlan.steps(for: turn, in: tree).map(\.turn.id), estimate: estimate,
            at: surroundings.now())
        var run = TurnRun(turn: turn, intent: intent, model: model, provider: provider, surroundings: surroundings)
        do throws(TurnFailure) {
            let conversation: Conversation
            do throws(StoreFailure) {
                let builder = ConversationBuilder(assets: surroundings.assets)
                conversation = try await builder.conversation(for: turn, in: tree)
                if turn.settings.lockOutside == true { run.lockedBase = try await builder.base(of: turn, in: tree) }
            } catch {
                throw error.asTurnFailure
            }
            try await surroundings.ledger.reserve(
                entry(.sent, turn, outcome: nil, billed: .unknown, cost: estimate))
            let start = ContinuousClock.now
            let variants = await run.variants(conversation) { self.tell($0) }
            let elapsed = ContinuousClock.now - start
            let result = TurnSummary.result(
                of: variants, settings: turn.settings, references: turn.picturesSent, model: model,
                catalogue: surroundings.catalogue,
                elapsedSeconds: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
            return (result, variants)
        } catch {
            return (failedBeforeSending(error), [])
        }
    }

    /// Why a turn that had to wait is not sent after all.
    private func obstacle(to turn: Turn) -> TurnFailure? {
        if Task.isCancelled {
            return TurnFailure(
                .cancelled, message: "Cancelled before anything was sent.", advice: "Submit again when you like.",
                billed: .no)
        }
        guard let parent = turn.parent, tree[parent]?.finals.isEmpty ?? true else { return nil }
        return TurnFailure(
            .cancelled, message: "The turn it builds on ended without a picture.",
            advice: "Go to an earlier turn and submit again.", billed: .no)
    }

    func finish(_ id: TurnID, with result: TurnResult) { tree.apply(.result(id, result)) }

    /// Sidecars, then the session, then the ledger: what a crash between them leaves can be made whole again from what
    /// came before.
    /// - Parameters:
    ///   - isLogged: the session has the result already.
    ///   - isSettled: so has the ledger.
    /// - Returns: whether all of it is on disk.
    func writeDown(
        _ id: TurnID, _ result: TurnResult, isLogged: Bool = false, isSettled: Bool = false
    ) async -> Bool {
        guard let turn = tree[id] else { return false }
        var isWritten = true
        do {
            try await surroundings.assets.writeSidecars(of: turn, session: tree.name)
        } catch {
            tell(.trouble("\(error.message) \(error.advice)"))
            isWritten = false
        }
        do {
            if !isLogged { try await surroundings.log.append(.result(id, result)) }
            unlogged.remove(id)
        } catch {
            unlogged.insert(id)
            tell(.trouble(error.message))
            isWritten = false
        }
        do {
            if isSettled { return isWritten }
            let billed = result.failure?.billed ?? (result.cost.basis == .free ? .no : .yes)
            try await surroundings.ledger.append(
                entry(.settled, turn, outcome: result.outcome, billed: billed, cost: result.cost))
        } catch {
            tell(.trouble("\(error.message) \(error.advice)"))
            isWritten = false
        }
        return isWritten
    }

    /// The last step of a turn. What is not written down elsewhere stays in the journal.
    func clear(_ variants: [TurnSummary.Variant], isWritten: Bool) async {
        for variant in variants {
            guard let staging = variant.staging else { continue }
            if isWritten, !variant.mustStay {
                await surroundings.assets.discardStaging(staging)
            } else {
                await surroundings.assets.leaveStaging(staging)
            }
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
