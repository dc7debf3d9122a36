/// Ending what an earlier run left unfinished.
extension SessionEngine {
    /// Reads again what had arrived, and writes down how each of those turns ended. Buys nothing.
    /// - Parameters:
    ///   - leftovers: what the journal has of this session.
    ///   - spent: which rows the ledger has of its turns.
    ///   - reader: the provider of that name for `recover` alone, so without a key if need be; nil when it is none any more.
    /// - Returns: the turns that were unfinished. Those whose folders another process has are left out.
    package func recover(
        _ leftovers: [Leftover], spent: [TurnID: Set<LedgerEntry.State>],
        reader: @escaping @Sendable (String) -> (any ImageProvider)?
    ) async -> [RecoveredTurn] {
        var recovered: [RecoveredTurn] = []
        let steps = RecoveryPlan.steps(
            tree: tree, running: Set(running.keys), leftovers: leftovers, spent: spent)
        for step in steps {
            let task = Task {
                let turn = await recover(step, reader)
                running[step.turn.id] = nil
                return turn
            }
            // Turns that are submitted under it wait for it.
            running[step.turn.id] = Task { _ = await task.value }
            if let turn = await task.value { recovered.append(turn) }
        }
        return recovered
    }

    private func recover(
        _ step: RecoveryPlan.Step, _ reader: @Sendable (String) -> (any ImageProvider)?
    ) async -> RecoveredTurn? {
        let folders = (step.unread + step.done).map(\.folder)
        guard await claim(folders) else { return nil }
        var report = RecoveredTurn(
            session: tree.name, turn: step.turn.id, prompt: step.turn.prompt, outcome: step.turn.result?.outcome)
        let variants: [TurnSummary.Variant]
        do throws(TurnFailure) {
            variants = try await read(step, reader)
            if step.isMissing { try await place(step.turn) }
        } catch {
            for folder in folders { await surroundings.assets.leaveStaging(folder) }
            report.outcome = nil
            report.trouble = error.message
            return report
        }
        let result = await end(step, variants)
        report.outcome = result.outcome
        report.failure = result.failure
        report.billed = result.failure?.billed ?? (result.cost.basis == .free ? .no : .yes)
        let known = Set(step.turn.result?.images.map(\.path) ?? [])
        report.pictures = variants.flatMap(\.images).filter { !known.contains($0.path) }
        report.trouble = variants.first(where: \.mustStay)?.failure?.message
        return report
    }

    /// All of them, or none.
    private func claim(_ folders: [String]) async -> Bool {
        for (index, folder) in folders.enumerated() {
            if await surroundings.assets.claimStaging(folder) { continue }
            for taken in folders[..<index] { await surroundings.assets.leaveStaging(taken) }
            return false
        }
        return true
    }

    /// - Throws: why it has to wait.
    private func read(
        _ step: RecoveryPlan.Step, _ reader: @Sendable (String) -> (any ImageProvider)?
    ) async throws(TurnFailure) -> [TurnSummary.Variant] {
        guard let first = step.unread.first else { return [] }
        let reference = step.turn.settings.model
        guard let provider = reader(reference.provider) else {
            throw TurnFailure(
                .invalidRequest, message: "There is no provider “\(reference.provider)” any more to read its answer.",
                advice: "", billed: .unknown)
        }
        let model =
            surroundings.catalogue[reference]
            ?? CatalogueModel(id: reference.model, provider: reference.provider, name: reference.model)
        var run = TurnRun(
            turn: step.turn, intent: first.intent, model: model, provider: provider, surroundings: surroundings)
        if step.turn.settings.lockOutside == true {
            run.lockedBase = try? await ConversationBuilder(assets: surroundings.assets).base(of: step.turn, in: tree)
        }
        var variants: [TurnSummary.Variant] = []
        for leftover in step.unread {
            switch await run.read(leftover) {
            case .variant(let variant): variants.append(variant)
            case .waits(let reason):
                throw TurnFailure(.invalidRequest, message: reason, advice: "", billed: .unknown)
            }
        }
        return variants
    }

    /// Puts back a turn that the session has lost.
    private func place(_ turn: Turn) async throws(TurnFailure) {
        do {
            try await surroundings.log.append(.turn(turn))
        } catch {
            throw TurnFailure(.invalidRequest, message: error.message, advice: "", billed: .unknown)
        }
        tree.apply(.turn(turn))
        tell(.started(turn))
    }

    private func end(_ step: RecoveryPlan.Step, _ read: [TurnSummary.Variant]) async -> TurnResult {
        let turn = step.turn
        let result: TurnResult
        var isChanged = true
        if let earlier = turn.result {
            let completed = TurnSummary.completed(
                earlier, with: zip(step.unread, read).map { ($0.intent.variant, $1) })
            result = completed ?? earlier
            isChanged = completed != nil
        } else {
            let model =
                surroundings.catalogue[turn.settings.model]
                ?? CatalogueModel(
                    id: turn.settings.model.model, provider: turn.settings.model.provider,
                    name: turn.settings.model.model)
            var variants = Array(
                repeating: TurnSummary.Variant(
                    failure: .closed(billed: step.unheard, isFree: model.isFree)),
                count: turn.settings.count)
            for (leftover, variant) in zip(step.unread, read) where variants.indices.contains(leftover.intent.variant) {
                variants[leftover.intent.variant] = variant
            }
            result = TurnSummary.recovered(
                variants, turn: turn, model: model, catalogue: surroundings.catalogue,
                changed: step.unread.map(\.changed).max())
        }
        finish(turn.id, with: result)
        // A correction has a row of its own.
        let isCorrected = turn.result != nil && isChanged
        let isWritten = await writeDown(
            turn.id, result, isLogged: !isChanged && !unlogged.contains(turn.id),
            isSettled: !step.isUnsettled && !isCorrected)
        await clear(read + step.done.map { TurnSummary.Variant(staging: $0.folder) }, isWritten: isWritten)
        if isChanged { tell(.ended(turn.id, result)) }
        return result
    }
}
