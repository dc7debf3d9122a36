/// Puts the variants' results together to the turn's: the pure end of a turn.
package enum TurnSummary {
    /// How one variant ended, its pictures already in the gallery.
    package struct Variant: Hashable, Sendable {
        package var images: [ImageAsset]
        package var answer: Answer?
        package var response: ImageResponse?
        package var failure: TurnFailure?
        package var attempts: Int

        package init(
            images: [ImageAsset] = [], answer: Answer? = nil, response: ImageResponse? = nil,
            failure: TurnFailure? = nil, attempts: Int = 1
        ) {
            self.images = images
            self.answer = answer
            self.response = response
            self.failure = failure
            self.attempts = attempts
        }
    }

    package static func result(
        of variants: [Variant], settings: TurnSettings, model: CatalogueModel, catalogue: Catalogue,
        elapsedSeconds: Double
    ) -> TurnResult {
        let images = variants.flatMap(\.images)
        let finals = images.filter { $0.role == .final }
        let failure = variants.compactMap(\.failure).first
        let usages = variants.compactMap { $0.response?.usage }
        let usage = usages.reduce(Usage(), +)
        let cost: Cost
        if let price = model.price {
            cost =
                usages.isEmpty
                ? price.cost(images: finals.count, size: settings.size, basis: .table) : price.cost(of: usage)
        } else {
            cost = Cost(amount: 0, basis: model.provider == "sketch" ? .free : .unknown)
        }
        var notes = variants.flatMap { $0.response?.notes ?? [] }
        if let wanted = catalogue.pixels(of: model, size: settings.size, aspect: settings.aspect) {
            for image in finals where image.width > 0 && !close(image, wanted) {
                notes.append(
                    "asked \(settings.size?.rawValue ?? "1K") \(settings.aspect?.description ?? "auto") (\(wanted.width)×\(wanted.height)), got \(image.width)×\(image.height)"
                )
            }
        }
        if let failure, !finals.isEmpty {
            let lost = variants.count { $0.failure != nil && $0.images.allSatisfy { $0.role == .draft } }
            if lost > 0 { notes.append("\(lost) of \(variants.count) variants failed: \(failure.message)") }
        }
        return TurnResult(
            outcome: finals.isEmpty ? (failure ?? nothing).kind.outcome : .completed, images: images,
            answers: variants.map(\.answer),
            thought: variants.compactMap { $0.response?.thought }.first { !$0.isEmpty } ?? "", usage: usage,
            cost: cost, elapsedSeconds: elapsedSeconds, attempts: variants.map(\.attempts).max() ?? 1,
            finishReason: variants.compactMap { $0.response?.finishReason }.first,
            modelVersion: variants.compactMap { $0.response?.modelVersion }.first,
            failure: finals.isEmpty ? failure ?? nothing : nil, notes: notes)
    }

    /// Within the slack that models show for the same tier: banners come a few per cent off the table.
    private static func close(_ image: ImageAsset, _ wanted: (width: Int, height: Int)) -> Bool {
        let area = Double(image.width * image.height) / Double(wanted.width * wanted.height)
        let ratio = (Double(image.width) / Double(image.height)) / (Double(wanted.width) / Double(wanted.height))
        return (0.8...1.25).contains(area) && (0.94...1.06).contains(ratio)
    }

    private static let nothing = TurnFailure(
        .noImage, message: "The provider answered without a picture and without a reason.",
        advice: "Try again, or say plainly “draw …”.", billed: .unknown)
}
