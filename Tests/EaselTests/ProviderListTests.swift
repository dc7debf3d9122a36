import Foundation
import Gallery
import StudioCore
import Testing

@testable import easel

/// A provider's list as it is kept, and what is told of a new one.
@Suite struct ProviderListTests {
    private let provider = ProviderConfig(
        name: "mine", dialect: .openAIImages, baseURL: "https://e.com", auth: .bearer, keys: [])

    private let list = ProviderList(
        provider: "mine", baseURL: "https://e.com", date: "2026-11-23", isWhole: true,
        models: [
            ProviderList.Model(id: "a/b", name: "B", sizes: ["1K"], ratios: ["1:1"]), ProviderList.Model(id: "c"),
        ])

    private func scene(_ body: (Folders) throws -> Void) throws {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("easel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        try body(Folders(environment: ["HOME": home.path]))
    }

    @Test func whatWasWrittenIsRead() throws {
        try scene { folders in
            #expect(ProviderList.read(of: provider, in: folders) == nil)
            try list.write(in: folders)
            #expect(ProviderList.read(of: provider, in: folders) == list)
            var moved = provider
            moved.baseURL = "https://other.example"
            #expect(ProviderList.read(of: moved, in: folders) == nil, "the list of another address")
        }
    }

    @Test(arguments: ["", "{", "[]", "null", #"{"version":1}"#, "\u{0}\u{1}"])
    func aDamagedFileIsAsIfItWereNotThere(_ text: String) throws {
        try scene { folders in
            try CacheFile.write(Array(text.utf8), to: ProviderList.path(of: "mine", in: folders))
            #expect(ProviderList.read(of: provider, in: folders) == nil)
        }
    }

    @Test func aNewerFileAndOneWithoutADayAreAsIfTheyWereNotThere() throws {
        try scene { folders in
            var other = list
            other.version = 2
            try other.write(in: folders)
            #expect(ProviderList.read(of: provider, in: folders) == nil)
            other = list
            other.date = "today\u{1B}[2J"
            try other.write(in: folders)
            #expect(ProviderList.read(of: provider, in: folders) == nil)
        }
    }

    /// Somebody may have written into the file.
    @Test func idsThatLeadElsewhereAreLeftOut() throws {
        try scene { folders in
            var other = list
            other.models += ["../x", "a?key=b", "", "a\u{1B}b"].map { ProviderList.Model(id: $0) }
            try other.write(in: folders)
            #expect(ProviderList.read(of: provider, in: folders) == list)
        }
    }

    @Test func whatAListChangesIsSaid() {
        let catalogue = Catalogue(models: [
            CatalogueModel(id: "c", provider: "mine", name: "C"),
            CatalogueModel(id: "d", provider: "mine", name: "D"),
            CatalogueModel(id: "e", provider: "mine", name: "E", status: .shutdown),
            CatalogueModel(id: "a/b", provider: "other", name: "B"),
        ])
        let news = ModelRefresh.news(list, others: 3, catalogue: catalogue)
        #expect(news.new == ["a/b"])
        #expect(news.missing == ["d"])
        let outcome = ModelRefresh.Outcome(provider: "mine", result: .success(news))
        #expect(
            outcome.lines == ["mine: 2 models for pictures, 3 others left out; new: a/b; not in its list: d"])
        var part = list
        part.isWhole = false
        #expect(ModelRefresh.news(part, others: 0, catalogue: catalogue).missing == [])
    }

    @Test func manyNewNamesAreNotAllSaid() {
        let news = ModelRefresh.News(
            date: "2026-11-23", count: 7, others: 0, new: (1...7).map { "m\($0)" }, missing: [])
        #expect(
            ModelRefresh.Outcome(provider: "p", result: .success(news)).lines
                == ["p: 7 models for pictures; new: m1, m2, m3, m4, m5 and 2 more"])
    }

    /// A list with names and sizes fills in what nobody else knows, and nothing else.
    @Test func whatTheListTellsOfAnUnknownModelIsTaken() {
        var unknown = list
        unknown.models[0].sizes = ["2k", "huge"]
        let shipped = CatalogueLoader.shipped().catalogue
        let models = shipped.extended(to: [provider], lists: [unknown]).models.filter { $0.provider == "mine" }
        #expect(models.map(\.id) == ["a/b", "c"])
        #expect(models[0].name == "B")
        #expect(models[0].sizes == [.twoK])
        #expect(models[0].ratios == [AspectRatio(1, 1)])
        #expect(models[1].sizes == shipped.unknown[.openAIImages]?.sizes)
    }
}
