import Testing

@testable import Screen

@Suite struct KeyTrieTests {
    private typealias Trie = KeyTrie<String>

    private func bind(_ keys: String, _ command: String) throws -> Trie.Binding {
        Trie.Binding(keys: try #require(KeyChord.sequence(keys)), command: command)
    }

    private func keys(_ text: String) throws -> [KeyChord] { try #require(KeyChord.sequence(text)) }

    @Test func findsWholeSequencesAndWhatMayFollow() throws {
        let trie = Trie([
            try bind("g g", "first"), try bind("g e", "end"), try bind("G", "last"), try bind("ctrl-x s t", "save"),
        ])
        #expect(trie.lookup(try keys("G")) == .match("last"))
        #expect(trie.lookup(try keys("g g")) == .match("first"))
        #expect(trie.lookup(try keys("g")) == .prefix([try bind("g", "first"), try bind("e", "end")]))
        #expect(trie.lookup(try keys("ctrl-x s")) == .prefix([try bind("t", "save")]))
        #expect(trie.lookup(try keys("x")) == .none)
        #expect(trie.lookup(try keys("g g g")) == .none)
        #expect(trie.lookup([]) == .none)
        #expect(trie.clashes == [])
    }

    @Test func theFirstBindingWinsAndClashesAreFound() throws {
        let trie = Trie([
            try bind("a", "mine"), try bind("a", "default"), try bind("g", "go"), try bind("g g", "first"),
            try bind("a", "mine"),
        ])
        #expect(trie.lookup(try keys("a")) == .match("mine"))
        #expect(trie.lookup(try keys("g")) == .match("go"))
        #expect(
            trie.clashes.map { "\($0.first.command)/\($0.second.command)" } == [
                "mine/default", "default/mine", "go/first",
            ])
    }
}
