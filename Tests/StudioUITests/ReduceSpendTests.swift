import Screen
import StudioCore
import Testing

@testable import StudioUI

@Suite struct ReduceSpendTests {
    static let report = SpendReport(rows: [
        .day: [
            .init(key: "2026-11-23", turns: 12, amount: 1.27, unknown: 0),
            .init(key: "2026-11-22", turns: 1, amount: 0.134, unknown: 1),
            .init(key: "2026-11-20", turns: 40, amount: 5.02, unknown: 0),
        ],
        .model: [
            .init(key: "google/gemini-3-pro-image", turns: 50, amount: 6.29, unknown: 1),
            .init(key: "sketch/sketch", turns: 3, amount: 0, unknown: 0),
        ],
        .session: (1...40).map { .init(key: "session-\($0)", turns: 1, amount: Double(41 - $0), unknown: 0) },
    ])

    private func text(_ person: Person) -> String { render(person.state, theme: .mono).goldenText }

    private func person() -> Person {
        var person = Person(.make([.make("a")]))
        #expect(person.effects(of: "ctrl-t") == [.readSpend])
        #expect(text(person).contains("reading the ledger"))
        person.tell(.spendRead(Self.report))
        return person
    }

    @Test func aLineADayModelOrSession() {
        var person = person()
        #expect(text(person).contains("2026-11-22"))
        #expect(text(person).contains("1 may be billed"))
        #expect(text(person).contains("53 turns"))
        person.press("tab")
        #expect(text(person).contains("google/gemini-3-pro-image"))
        person.press("l")
        #expect(text(person).contains("session-1 "))
        person.press("right h shift-tab")
        #expect(text(person).contains("google/gemini-3-pro-image"), "once round and back")
        person.press("escape")
        #expect(person.state.popups.isEmpty)
    }

    @Test func itScrollsToBothEndsAndNoFurther() {
        var person = person()
        person.press("h")
        for _ in 0..<80 { person.press("j") }
        #expect(text(person).contains("session-40"))
        person.press("k")
        #expect(!text(person).contains("session-40 "), "not one key is lost at the end")
        person.press("g k j")
        #expect(!text(person).contains("session-1 ") && text(person).contains("session-2 "))
        person.press("G")
        #expect(text(person).contains("session-40 "))
        person.press("enter")
        #expect(person.state.popups.isEmpty)
    }

    @Test func whatCannotBeReadIsSaid() {
        var person = Person(.make())
        person.press("ctrl-t")
        person.tell(.spendRead(SpendReport(rows: [:], trouble: "ledger.jsonl cannot be read: permission denied.")))
        #expect(text(person).contains("permission denied"))
        #expect(!text(person).contains("nothing was sent yet"))
        person.tell(.spendRead(SpendReport(rows: [:])))
        #expect(text(person).contains("nothing was sent yet"))
    }

    @Test func aReportThatComesLateIsNoMatter() {
        var person = person()
        person.press("q")
        let before = person.state
        person.tell(.spendRead(Self.report))
        #expect(person.state == before)
    }
}
