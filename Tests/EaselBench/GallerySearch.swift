import Gallery

/// How long the index takes to answer, one letter of a search after the other.
enum GallerySearch {
    /// - Parameter home: of the gallery, in its usual places; indexed already.
    static func run(home: String, words: [String]) async throws {
        let index = GalleryIndex(folders: Folders(environment: ["HOME": home]))
        _ = try await index.count()
        var pages: [Double] = []
        for offset in stride(from: 0, to: 100_000, by: 5000) {
            pages.append(try await time { _ = try await index.page(.all, offset: offset, limit: 60) })
        }
        var letters: [Double] = []
        for word in words {
            for end in word.indices {
                let query = try GalleryQuery(String(word[...end]))
                letters.append(
                    try await time {
                        _ = try await index.page(query, limit: 60)
                        _ = try await index.count(query)
                    })
            }
        }
        letters.sort()
        pages.sort()
        print(
            #"{"letters":\#(letters.count),"p50_ms":\#(letters[letters.count / 2]),"#
                + #""p99_ms":\#(letters[letters.count * 99 / 100]),"page_ms":\#(pages[pages.count - 1])}"#)
    }

    /// How long the index takes to be made from the folder, and to see that nothing has changed.
    static func index(home: String) async throws {
        let index = GalleryIndex(folders: Folders(environment: ["HOME": home]))
        let rebuild = try await time { _ = try await index.rebuild() }
        let refresh = try await time { _ = try await index.refresh() }
        print(#"{"rebuild_ms":\#(rebuild),"refresh_ms":\#(refresh)}"#)
    }

    private static func time(_ work: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await work()
        return (ContinuousClock.now - start) / .milliseconds(1)
    }
}
