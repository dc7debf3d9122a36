import StudioCore

extension CatalogueModel {
    /// Usual seconds for a size: as known, else of the nearest size that is known; nil when nothing is.
    func usualSeconds(_ size: ImageSize?) -> Double? {
        let wanted = size ?? .oneK
        if let seconds = latencySeconds[wanted.rawValue] ?? latencySeconds["any"] { return seconds }
        return ImageSize.allCases
            .compactMap { size in latencySeconds[size.rawValue].map { (abs(size.longSide - wanted.longSide), $0) } }
            .min { $0.0 < $1.0 }?.1
    }

    /// What is asked for when a person did not say: the configured default where the model has it, else the nearest below
    /// it, else the model's smallest; nil for a model that takes no size, or of which nobody knows that it takes one.
    func size(near wanted: ImageSize?) -> ImageSize? {
        guard let wanted, !isUnknown else { return nil }
        return sizes.filter { $0 <= wanted }.max() ?? sizes.min()
    }
}
