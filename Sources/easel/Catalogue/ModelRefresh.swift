import FoundationEssentials
import Gallery
import Providers
import StudioCore

/// Asks providers for their own lists of models, and keeps what they say for every later start.
struct ModelRefresh {
    /// What one provider said, or why it said nothing.
    struct Outcome {
        var provider: String
        var result: Result<News, TurnFailure>
        /// Without a key nobody promised that it is there.
        var isOptional = false
    }

    struct News: Hashable, Sendable {
        var date: String
        /// Models of its list that make pictures.
        var count: Int
        /// Those that make something else.
        var others: Int
        /// Ids that no catalogue knew.
        var new: [String]
        /// Ids of the catalogue that the list lacks.
        var missing: [String]
    }

    var setup: Setup
    /// As it was before.
    var catalogue: Catalogue
    var directory: ProviderDirectory

    /// - Parameter name: of the one provider to ask; nil: all that have a key.
    /// - Throws: there is no such provider, no list, no key; or that one could not be asked.
    func run(_ name: String?) async throws(TurnFailure) -> [Outcome] {
        if let name {
            guard let provider = setup.config[provider: name] else {
                let names = setup.config.providers.map(\.name).joined(separator: ", ")
                throw .usage("There is no provider “\(name)” to ask.", advice: "Providers: \(names).")
            }
            return [Outcome(provider: name, result: .success(try await news(of: provider)))]
        }
        let providers = setup.config.providers.filter {
            ModelLister.hasList($0.dialect) && $0.hasKey(in: setup.environment)
        }
        let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
            for (index, provider) in providers.enumerated() {
                group.addTask { (index, await outcome(of: provider)) }
            }
            var outcomes: [(Int, Outcome)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
        let hasList = outcomes.contains { if case .success = $0.result { true } else { false } }
        guard hasList || providers.contains(where: { $0.auth != .none }) else {
            throw TurnFailure(
                .authentication, message: "There is no key for any provider that has a list of its models.",
                advice: "“easel doctor” says which variables are looked at.", billed: .no)
        }
        return outcomes
    }

    private func outcome(of provider: ProviderConfig) async -> Outcome {
        do throws(TurnFailure) {
            return Outcome(provider: provider.name, result: .success(try await news(of: provider)))
        } catch {
            return Outcome(provider: provider.name, result: .failure(error), isOptional: provider.auth == .none)
        }
    }

    private func news(of provider: ProviderConfig) async throws(TurnFailure) -> News {
        let listing = try await directory.list(provider, known: Set(catalogue.models.map(\.id)))
        let list = ProviderList(
            provider: provider.name, baseURL: provider.baseURL ?? "",
            date: LocalTime.system.civil(Date()).dayText, isWhole: listing.isWhole,
            models: listing.models.map {
                ProviderList.Model(id: $0.id, name: $0.name, sizes: $0.sizes, ratios: $0.ratios)
            })
        do throws(StoreFailure) {
            try list.write(in: setup.folders)
        } catch {
            throw error.asTurnFailure
        }
        return Self.news(list, others: listing.others, catalogue: catalogue)
    }

    /// What a list changes.
    static func news(_ list: ProviderList, others: Int, catalogue: Catalogue) -> News {
        let rows = catalogue.models.filter { $0.provider == list.provider }
        let known = Set(rows.flatMap { [$0.id] + $0.aliases })
        let listed = Set(list.models.map(\.id))
        return News(
            date: list.date, count: list.models.count, others: others,
            new: list.models.map(\.id).filter { !known.contains($0) },
            missing: list.isWhole
                ? rows.filter { $0.status != .shutdown && !listed.contains($0.id) }.map(\.id) : [])
    }
}

extension ModelRefresh.Outcome {
    /// For standard error.
    var lines: [String] {
        switch result {
        case .failure(let failure):
            if isOptional { return ["\(provider): not asked: \(failure.message)"] }
            return ["\(provider): \(failure.message)", failure.advice].filter { !$0.isEmpty }
        case .success(let news):
            var line = "\(provider): \(news.count) \(news.count == 1 ? "model" : "models") for pictures"
            if news.others > 0 { line += ", \(news.others) others left out" }
            if !news.new.isEmpty { line += "; new: \(Self.some(news.new))" }
            if !news.missing.isEmpty { line += "; not in its list: \(Self.some(news.missing))" }
            return [line]
        }
    }

    var json: JSON {
        switch result {
        case .failure(let failure):
            .object(["provider": .string(provider), "optional": .bool(isOptional), "failure": .failure(failure)])
        case .success(let news):
            .object([
                "provider": .string(provider), "date": .string(news.date), "models": .int(news.count),
                "others": .int(news.others), "new": .array(news.new.map { .string($0) }),
                "missing": .array(news.missing.map { .string($0) }), "failure": .null,
            ])
        }
    }

    private static func some(_ ids: [String]) -> String {
        let shown = ids.prefix(5).joined(separator: ", ")
        return ids.count > 5 ? "\(shown) and \(ids.count - 5) more" : shown
    }
}
