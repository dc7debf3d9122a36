import FoundationEssentials
import Gallery
import Providers
import StudioCore

/// A provider's own list of models, as it was when it was last asked: `$XDG_CACHE_HOME/easel/models/NAME.json`.
struct ProviderList: Hashable, Sendable, Codable {
    static let currentVersion = 1
    /// Bytes; ours are smaller.
    static let most = 1 << 20

    struct Model: Hashable, Sendable, Codable {
        var id: String
        /// As the provider shows it.
        var name: String?
        var sizes: [String]?
        var ratios: [String]?
    }

    var version = currentVersion
    var provider: String
    /// Where it was asked for: the list of another address is none of this provider.
    var baseURL: String
    /// The day, `2026-11-23`.
    var date: String
    /// Every model the provider offers stands in it, so that one that does not is missing.
    var isWhole: Bool
    /// Those that make pictures, as far as that can be told.
    var models: [Model]

    enum CodingKeys: String, CodingKey {
        case version, provider, date, models
        case baseURL = "base_url"
        case isWhole = "whole"
    }

    static func path(of provider: String, in folders: Folders) -> String { "\(folders.lists)/\(provider).json" }

    /// - Returns: nil when the provider was not asked yet, or the file is damaged, of a newer Easel, or about another
    ///   address: then it is as if it were not there.
    static func read(of provider: ProviderConfig, in folders: Folders) -> ProviderList? {
        guard let bytes = CacheFile.read(path(of: provider.name, in: folders), limit: most),
            let list = try? JSONDecoder().decode(ProviderList.self, from: Data(bytes)),
            list.version <= currentVersion, list.provider == provider.name, list.baseURL == provider.baseURL,
            ModelReader.isDay(list.date)
        else { return nil }
        var usable = list
        usable.models = list.models.filter { ModelName.isUsable($0.id, in: provider.dialect) }
        return usable
    }

    func write(in folders: Folders) throws(StoreFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        guard let bytes = try? encoder.encode(self) else { return }
        try CacheFile.write(Array(bytes) + [0x0A], to: Self.path(of: provider, in: folders))
    }
}
