extension TurnSummary {
    /// What was asked for and did not come, in plain words: “asked 4K, got 1376×768”. Nothing is said of what was not
    /// asked for: without a ratio the model chooses one, without a size its own is right.
    static func difference(
        of image: ImageAsset, from settings: TurnSettings, model: CatalogueModel, catalogue: Catalogue
    ) -> String? {
        guard image.width > 0, image.height > 0 else { return nil }
        let got = "got \(image.width)×\(image.height)"
        if let wanted = catalogue.pixels(of: model, size: settings.size, aspect: settings.aspect) {
            let isRight = hasRatio(image, wanted) && (settings.size == nil || hasArea(image, wanted))
            let asked = asked(settings)
            return isRight ? nil : "asked \(asked) (\(wanted.width)×\(wanted.height)), \(got)"
        }
        if let aspect = settings.aspect, !hasRatio(image, (aspect.width, aspect.height)) {
            return "asked \(asked(settings)), \(got)"
        }
        if let size = settings.size, !hasSize(image, size, model, catalogue) {
            return "asked \(asked(settings)), \(got)"
        }
        return nil
    }

    private static func asked(_ settings: TurnSettings) -> String {
        [settings.size?.rawValue, settings.aspect?.description].compactMap(\.self).joined(separator: " ")
    }

    /// Within the slack that models show for the same tier: banners come a few per cent off the table.
    private static func hasRatio(_ image: ImageAsset, _ wanted: (width: Int, height: Int)) -> Bool {
        let ratio = Double(image.width) / Double(image.height) / (Double(wanted.width) / Double(wanted.height))
        return (0.94...1.06).contains(ratio)
    }

    private static func hasArea(_ image: ImageAsset, _ wanted: (width: Int, height: Int)) -> Bool {
        let area = Double(image.width) * Double(image.height) / (Double(wanted.width) * Double(wanted.height))
        return (0.8...1.25).contains(area)
    }

    /// Whether a picture of whatever ratio is of the tier. Tiers are four times as large as the one below.
    private static func hasSize(
        _ image: ImageAsset, _ size: ImageSize, _ model: CatalogueModel, _ catalogue: Catalogue
    ) -> Bool {
        let area = Double(image.width) * Double(image.height)
        if let known = catalogue.area(of: model, size: size) {
            return area >= 0.8 * Double(known.lowerBound) && area <= 1.25 * Double(known.upperBound)
        }
        // “4K” is 3840×2160 to some, half of the square.
        let square = Double(size.longSide) * Double(size.longSide)
        return (0.45...2.2).contains(area / square)
    }
}
