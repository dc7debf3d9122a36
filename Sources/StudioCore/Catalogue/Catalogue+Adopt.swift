/// Models of endpoints that sell what another makes: the facts are taken over, the price is not.
extension Catalogue {
    /// Who offers a model that stands in no file under their name.
    package struct Adopter: Hashable, Sendable {
        package var name: String
        package var dialect: Dialect
        /// What it makes costs nothing: it is a machine of the person's.
        package var isFree: Bool

        package init(name: String, dialect: Dialect, isFree: Bool = false) {
            self.name = name
            self.dialect = dialect
            self.isFree = isFree
        }
    }

    /// The model of that id at that provider: with the facts of the row that is the same model under the same or a
    /// similar name, else with what can be asked in the provider's dialect at all.
    /// - Parameter dialects: what the providers of the rows speak.
    package func adopted(_ id: String, by adopter: Adopter, dialects: [String: Dialect]) -> CatalogueModel {
        guard let row = row(for: id) else {
            var model =
                unknown[adopter.dialect]?.alike(id: id, provider: adopter.name)
                ?? CatalogueModel(id: id, provider: adopter.name, name: id)
            model.name = id
            model.wire = WireProfile()
            model.isFree = adopter.isFree
            model.isUnknown = true
            model.note =
                adopter.isFree ? "nothing is known of it" : "nothing is known of it, nor its price: ask \(adopter.name)"
            return model
        }
        var model = row.alike(id: id, provider: adopter.name)
        let taken = Set(models.filter { $0.provider == adopter.name }.flatMap(\.aliases))
        model.aliases = row.aliases.filter { !taken.contains($0) }
        model.isFree = adopter.isFree
        model.source = row.source
        if row.provider == adopter.name {
            // Its own, under a longer name: `gpt-image-2-2026-04-21`.
            model.price = row.price
            model.latencySeconds = row.latencySeconds
            model.note = "taken for \(row.id)"
            return model
        }
        model.wire = row.wire.adopted(from: row.wire.dialect ?? dialects[row.provider], by: adopter.dialect)
        let maker = Self.makers[row.provider] ?? row.provider
        model.note = adopter.isFree ? "as at \(maker)" : "as at \(maker); ask \(adopter.name) for its price"
        return model
    }

    /// The row with facts that an id means: the id itself, then without what gateways put around ids; its maker's before
    /// that of somebody who sells it too, and has habits of their own.
    private func row(for id: String) -> CatalogueModel? {
        let names = Self.names(of: id)
        let described = models.filter { !$0.family.isEmpty }
        return Self.row(names, in: described.filter { Self.makers[$0.provider] != nil })
            ?? Self.row(names, in: described)
    }

    private static func row(_ names: [String], in models: [CatalogueModel]) -> CatalogueModel? {
        for name in names {
            let rows = models.filter { $0.id == name || $0.aliases.contains(name) }
            // One that is gone is still described, for those who go on selling it.
            if let row = rows.first(where: { $0.status != .shutdown }) ?? rows.first { return row }
        }
        return nil
    }

    /// `google/gemini-3-pro-image-preview` → itself, without the maker, without `-preview`, a date, `:free`.
    static func names(of id: String) -> [String] {
        var names = [id]
        var name = id.lowercased()
        func add() { if !name.isEmpty, !names.contains(name) { names.append(name) } }
        add()
        if let slash = name.lastIndex(of: "/") { name = String(name[name.index(after: slash)...]) }
        add()
        if let colon = name.firstIndex(of: ":") { name = String(name[..<colon]) }
        add()
        name = withoutDate(name)
        add()
        for ending in ["-preview", "-latest"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
        add()
        return names
    }

    /// Without `-2026-04-21` or `-20260421` at the end.
    private static func withoutDate(_ name: String) -> String {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        func isNumber(_ part: Substring, _ digits: Int) -> Bool {
            part.utf8.count == digits && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        var count = 0
        if parts.count > 3, isNumber(parts[parts.count - 1], 2), isNumber(parts[parts.count - 2], 2),
            isNumber(parts[parts.count - 3], 4)
        {
            count = 3
        } else if parts.count > 1, isNumber(parts[parts.count - 1], 8) {
            count = 1
        }
        return parts.dropLast(count).joined(separator: "-")
    }

    private static let makers = ["google": "Google", "openai": "OpenAI", "bfl": "Black Forest Labs"]
}

extension WireProfile {
    /// A model's habits where another dialect is spoken: only what the model itself has, not what its route wants.
    fileprivate func adopted(from theirs: Dialect?, by ours: Dialect) -> WireProfile {
        if theirs == ours {
            var wire = self
            wire.dialect = nil
            wire.path = nil
            wire.editPath = nil
            // Interim pictures cost more, and not everybody who speaks like OpenAI draws them.
            wire.partialImages = nil
            if ours == .openAIImages, wire.streams == true { wire.streams = nil }
            return wire
        }
        let ofModel: Set<SizeStyle> = [.suffix, .words, .none]
        return WireProfile(
            sizeStyle: sizeStyle.flatMap { ofModel.contains($0) ? $0 : nil }, history: history, streams: streams)
    }
}
