/// A parser, what it is fed with, and what must be true of it whatever it is fed.
package struct FuzzTarget: Sendable, CustomStringConvertible {
    package var name: String
    package var mutator: Mutator
    /// Cases in a test run; the long run goes by time.
    package var cases: Int
    /// Takes one input. The outcome is a word or two: how many different ones there are tells how far the inputs get.
    /// - Throws: `Broken` when something that must be true is not.
    package var check: @Sendable ([UInt8], inout SeededRandom) async throws -> String

    package init(
        _ name: String, corpus: [[UInt8]], dictionary: [String] = [], mostBytes: Int = 1 << 15, cases: Int = 400,
        check: @escaping @Sendable ([UInt8], inout SeededRandom) async throws -> String
    ) {
        self.name = name
        mutator = Mutator(corpus: corpus, dictionary: dictionary.map { Array($0.utf8) }, mostBytes: mostBytes)
        self.cases = cases
        self.check = check
    }

    package var description: String { name }
}

/// Something that must be true of every input is not true of this one.
package struct Broken: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// - Throws: `Broken` unless the condition holds.
package func hold(_ condition: Bool, _ what: @autoclosure () -> String) throws {
    if !condition { throw Broken(what()) }
}
