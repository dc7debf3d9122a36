/// Puts the variants' results together to the turn's: the pure end of a turn.
package enum TurnSummary {
    /// How one variant ended, its pictures already in the gallery.
    package struct Variant: Hashable, Sendable {
        package var images: [ImageAsset]
        package var answer: Answer?
        package var response: ImageResponse?
        package var failure: TurnFailure?
        package var attempts: Int
        /// The folder of its request; nil when there was none.
        package var staging: String?

        package init(
            images: [ImageAsset] = [], answer: Answer? = nil, response: ImageResponse? = nil,
            failure: TurnFailure? = nil, attempts: Int = 1, staging: String? = nil
        ) {
            self.images = images
            self.answer = answer
            self.response = response
            self.failure = failure
            self.attempts = attempts
            self.staging = staging
        }

        /// The disk refused something, which is now in the staging folder and nowhere else.
        var mustStay: Bool { failure?.providerCode?.hasPrefix("local_") == true }
    }

    /// - Parameter references: pictures that were sent along with each request.
    package static func result(
        of variants: [Variant], settings: TurnSettings, references: Int = 0, model: CatalogueModel,
        catalogue: Catalogue, elapsedSeconds: Double
    ) -> TurnResult {
        let images = variants.flatMap(\.images)
        let finals = images.filter { $0.role == .final }
        let failure = variants.compactMap(\.failure).first
        let usages = variants.compactMap { $0.response?.usage }
        let usage = usages.reduce(Usage(), +)
        let cost = cost(of: variants, size: settings.size, references: references, model: model)
        var notes = variants.flatMap { $0.response?.notes ?? [] }
        notes += finals.compactMap { difference(of: $0, from: settings, model: model, catalogue: catalogue) }
        for image in finals where image.isTooLargeToOpen {
            notes.append(
                "the picture of \(image.width)×\(image.height) is too large to be opened here; its file is kept as it came"
            )
        }
        if let failure, !finals.isEmpty {
            let lost = variants.count { $0.failure != nil && $0.images.allSatisfy { $0.role == .draft } }
            if lost > 0 { notes.append("\(lost) of \(variants.count) variants failed: \(failure.message)") }
        }
        let unkept = variants.indices.filter { variants[$0].mustStay && variants[$0].staging != nil }
        for index in unkept where !finals.isEmpty {
            guard let failure = variants[index].failure, finals.contains(where: { $0.variant == index }) else {
                continue
            }
            notes.append("not all of the answer could be kept: \(failure.message) \(failure.advice)")
        }
        return TurnResult(
            outcome: finals.isEmpty ? (failure ?? nothing).kind.outcome : .completed, images: images,
            answers: variants.map(\.answer),
            thought: variants.compactMap { $0.response?.thought }.first { !$0.isEmpty } ?? "", usage: usage,
            cost: cost, elapsedSeconds: elapsedSeconds, attempts: variants.map(\.attempts).max() ?? 1,
            finishReason: variants.compactMap { $0.response?.finishReason }.first,
            modelVersion: variants.compactMap { $0.response?.modelVersion }.first,
            failure: finals.isEmpty ? failure ?? nothing : nil, notes: notes, unkept: unkept.isEmpty ? nil : unkept)
    }

    private static let nothing = TurnFailure(
        .noImage, message: "The provider answered without a picture and without a reason.",
        advice: "Try again, or say plainly “draw …”.", billed: .unknown)
}
