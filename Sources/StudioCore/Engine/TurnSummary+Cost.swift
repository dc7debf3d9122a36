extension TurnSummary {
    /// What a turn cost: by the provider's own word where it says one, by tokens where it counts them and they are what is
    /// charged, else by the list.
    /// - Parameter references: pictures that were sent along with each request.
    static func cost(
        of variants: [Variant], size: ImageSize?, references: Int, model: CatalogueModel
    ) -> Cost {
        if model.isFree { return Cost(amount: 0, basis: .free) }
        var counted = Usage()
        var hasCounted = false
        var charged: Double?
        var listed = 0
        for variant in variants {
            let pictures = variant.images.count { $0.role == .final }
            if let usage = variant.response?.usage {
                if let amount = usage.chargedUSD {
                    charged = (charged ?? 0) + amount
                    continue
                }
                if let price = model.price, price.isByToken {
                    hasCounted = true
                    var usage = usage
                    // Some gateways count all that came as one: then the picture is priced by the list.
                    if usage.imageTokens == 0, pictures > 0, !price.perImage.isEmpty {
                        usage.textTokens = 0
                        listed += pictures
                    }
                    counted = counted + usage
                    continue
                }
            }
            if pictures > 0 {
                listed += pictures
            } else if variant.failure?.billed == .yes, model.price?.billsRefusals == true {
                listed += 1
            }
        }
        // Nobody said that it cost nothing.
        if listed == 0, !hasCounted, charged == nil, variants.contains(where: { $0.failure?.billed == .unknown }) {
            return Cost(amount: 0, basis: .unknown)
        }
        guard let price = model.price else {
            return charged.map { Cost(amount: $0, basis: .tokens) } ?? Cost(amount: 0, basis: .unknown)
        }
        let isByList = listed > 0 || (!hasCounted && charged == nil)
        var cost = price.cost(
            images: listed, size: size, references: hasCounted ? 0 : references, basis: isByList ? .table : .tokens)
        // Without a picture there is nothing that the list would have to know.
        if listed == 0, charged != nil || hasCounted { cost.basis = .tokens }
        if hasCounted { cost.amount += price.cost(of: counted).amount }
        cost.amount += charged ?? 0
        return cost
    }
}
