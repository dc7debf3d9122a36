package import FoundationEssentials

/// The results of turns that nobody saw the end of.
extension TurnSummary {
    /// The result of a turn that had none.
    /// - Parameters:
    ///   - variants: what could be read again, one a variant.
    ///   - changed: when the last of it arrived.
    package static func recovered(
        _ variants: [Variant], turn: Turn, model: CatalogueModel, catalogue: Catalogue, changed: Date?
    ) -> TurnResult {
        let seconds = changed.map { max(0, $0.timeIntervalSince(turn.startedAt)) } ?? 0
        var result = result(
            of: variants, settings: turn.settings, references: turn.picturesSent, model: model, catalogue: catalogue,
            elapsedSeconds: seconds)
        if result.failure != nil {
            // The one that says most about the money.
            let failures = variants.compactMap(\.failure)
            result.failure =
                failures.first { $0.billed == .yes } ?? failures.first { $0.billed == .unknown } ?? result.failure
            result.outcome = result.failure?.kind.outcome ?? result.outcome
        }
        let begun = variants.count { $0.failure?.billed == .yes && $0.response?.usage == nil }
        if result.outcome != .completed, result.usage == Usage(), begun > 0, let price = model.price {
            result.cost = price.cost(images: begun, size: turn.settings.size, basis: .estimate)
        }
        if !result.images.isEmpty { result.notes.append("recovered: Easel had been closed while this turn ran") }
        let cut = result.images.count { $0.isCut == true }
        if cut > 0 {
            result.notes.append(
                cut == 1
                    ? "a picture broke off: what is kept is its beginning"
                    : "\(cut) pictures broke off: what is kept are their beginnings")
        }
        return result
    }

    /// A result with what was missing in it; nil when nothing of that has come.
    /// - Parameter variants: what could be read again, by its number.
    package static func completed(
        _ result: TurnResult, with variants: [(index: Int, variant: Variant)]
    ) -> TurnResult? {
        var result = result
        var isChanged = false
        for (index, variant) in variants {
            let known = Set(result.images.map(\.path))
            let images = variant.images.filter { !known.contains($0.path) }
            result.images += images
            let isAll = !variant.mustStay && result.images.contains { $0.variant == index && $0.role == .final }
            if isAll {
                while result.answers.count <= index { result.answers.append(nil) }
                result.answers[index] = variant.answer
            }
            let unkept = result.unkept?.filter { $0 != index || variant.mustStay }
            if !images.isEmpty || unkept != result.unkept { isChanged = true }
            result.unkept = unkept?.isEmpty == true ? nil : unkept
        }
        guard isChanged else { return nil }
        result.images.sort { $0.variant < $1.variant }
        if result.images.contains(where: { $0.role == .final }) {
            result.outcome = .completed
            result.failure = nil
        } else if let failure = variants.compactMap(\.variant.failure).first {
            result.outcome = failure.kind.outcome
            result.failure = failure
        }
        let words = "recovered: something of the answer had stayed in the journal"
        if !result.notes.contains(words) { result.notes.append(words) }
        return result
    }
}

extension TurnFailure {
    /// Nothing is known of the answer.
    /// - Parameter isFree: nobody was asked; it was made on this machine.
    static func closed(billed: Billed, isFree: Bool) -> TurnFailure {
        let words =
            switch billed {
            case .no where isFree: "Easel was closed before the sketch was finished. Sketches cost nothing."
            case .no: "Easel was closed before the request was sent."
            case .unknown: "Easel was closed before an answer arrived. The request may have been sent, and billed."
            case .yes: "Easel was closed while the answer arrived. It was probably billed."
            }
        return TurnFailure(
            .interrupted, message: words,
            advice: "Nothing is sent again by itself; submit it again when you like.", providerCode: "closed",
            billed: billed)
    }
}
