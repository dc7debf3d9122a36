extension Int {
    /// The whole number next to it; the largest there is where that is too far away, 0 for what is no number. For figures
    /// from files and servers, which may be anything.
    package init(saturating value: Double) {
        let limit = 9e18
        self = value.isNaN ? 0 : Int(Swift.max(-limit, Swift.min(limit, value.rounded())))
    }
}
