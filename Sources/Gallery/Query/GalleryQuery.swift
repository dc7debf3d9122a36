package import StudioCore

/// What a person looks for in the gallery, as a value: parsed from text and printed as text. Every term must hold.
package struct GalleryQuery: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        package var isNegated: Bool
        package var test: Test

        package init(_ test: Test, isNegated: Bool = false) {
            self.test = test
            self.isNegated = isNegated
        }
    }

    package enum Test: Hashable, Sendable {
        /// A word that begins so, in prompt, model, session, tags or note.
        case word(String)
        /// These words in this order.
        case phrase(String)
        /// Contained in the name of the model or session; a tag is always the whole of one.
        case name(Name, String, isWhole: Bool)
        /// The turn and all that it grew from.
        case branch(String)
        case date(Comparison, DayRange)
        case number(Number, Comparison, Double)
        case size(Comparison, ImageSize)
        case ratio(AspectRatio)
        case shape(Shape)
        case state(State)
    }

    package enum Name: String, Sendable, CaseIterable { case model, session, tag }
    package enum Number: String, Sendable, CaseIterable { case width, height, cost, rating }
    package enum Shape: String, Sendable, CaseIterable { case wide, tall, square }
    package enum State: String, Sendable, CaseIterable {
        case draft, final, starred, missing, trashed, untagged, imported
    }

    package enum Sort: String, Sendable, CaseIterable {
        case newest, oldest, rating, cost, size
    }

    package enum Comparison: String, Sendable, CaseIterable {
        // The longer ones first: they are read in this order.
        case atLeast = ">="
        case atMost = "<="
        case more = ">"
        case less = "<"
        case equal = "="
    }

    package var terms: [Term]
    package var sort: Sort

    package init(_ terms: [Term] = [], sort: Sort = .newest) {
        self.terms = terms
        self.sort = sort
    }

    /// Everything that is not in the trash, newest first.
    package static let all = GalleryQuery()

    /// Why a text is no query: what stands there, and what may.
    package struct Problem: Error, Hashable, Sendable {
        /// The part of the text that it is about.
        package var part: String
        package var message: String
        /// The words that would be understood in its place; empty where anything of a kind would.
        package var accepted: [String]
    }
}

/// A day, a month or a year, as days since 1970.
package struct DayRange: Hashable, Sendable {
    package var first: Int
    package var last: Int
    /// `2026`, `2026-11` or `2026-11-23`.
    package var text: String

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let widths = [4, 2, 2]
        guard (1...3).contains(parts.count),
            zip(parts, widths).allSatisfy({ $0.utf8.count == $1 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        let numbers = parts.compactMap { Int($0) }
        let (year, month) = (numbers[0], numbers.count > 1 ? numbers[1] : 1)
        guard let first = CivilTime.days(year: year, month: month, day: numbers.count > 2 ? numbers[2] : 1) else {
            return nil
        }
        let next =
            switch numbers.count {
            case 1: CivilTime.days(year: year + 1, month: 1, day: 1)
            case 2: CivilTime.days(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
            default: first + 1
            }
        self.first = first
        last = (next ?? first + 1) - 1
        self.text = text
        // The 31st of a month that has 30 days is a day of the next one, and so is none.
        if numbers.count == 3, !CivilTime(days: first).dayText.elementsEqual(text) { return nil }
    }
}
