import FoundationEssentials
import StudioCore
import Testing

@testable import easel

@Suite struct RecoveryReportTests {
    private func turn(
        _ outcome: Outcome?, id: String = "t_1", pictures: Int = 0, isCut: Bool? = nil, billed: Billed = .unknown,
        trouble: String? = nil
    ) -> RecoveredTurn {
        RecoveredTurn(
            session: "foxes", turn: TurnID(id), prompt: "a fox\nin snow", outcome: outcome,
            pictures: (0..<pictures).map { number in
                ImageAsset(
                    path: "2026-11-23/\(number).png", mime: "image/png", width: 4, height: 3, bytes: 9, sha256: "ab",
                    role: isCut == true ? .draft : .final, variant: number, isCut: isCut)
            }, billed: billed, failure: nil, trouble: trouble)
    }

    @Test func nothingIsNoNews() {
        let report = RecoveryReport()
        #expect(report.notice == nil)
        #expect(report.isWell)
        #expect(report.lines(gallery: "/g") == ["Nothing was left unfinished."])
    }

    @Test(arguments: [
        ([2], "2 pictures of an interrupted turn were recovered"),
        ([1], "1 picture of an interrupted turn was recovered"),
        ([1, 0, 2], "3 pictures of 2 interrupted turns were recovered"),
    ])
    func picturesAreCounted(_ pictures: [Int], _ words: String) {
        let turns = pictures.map { turn(.completed, pictures: $0, billed: .yes) }
        #expect(RecoveryReport(turns: turns).notice == words)
    }

    @Test func moneyIsSpokenOf() {
        #expect(
            RecoveryReport(turns: [turn(.interrupted)]).notice
                == "1 turn had been interrupted before a picture arrived; it may have been billed")
        #expect(
            RecoveryReport(turns: [turn(.interrupted, billed: .no), turn(.interrupted, billed: .no)]).notice
                == "2 turns had been interrupted before a picture arrived, at no cost")
        #expect(RecoveryReport(turns: [turn(.completed, billed: .yes)]).notice == nil)
    }

    @Test func whatIsLeftIsSaidAndIsNotWell() {
        let full = RecoveryReport(turns: [turn(.failed, pictures: 1, trouble: "The disk is full.")])
        #expect(full.notice == "Not all could be recovered: The disk is full.")
        #expect(!full.isWell)
        let aside = RecoveryReport(aside: ["/j/broken/x"], isNewAside: true)
        #expect(aside.notice?.contains("easel doctor --recover") == true)
        #expect(!aside.isWell)
        let elsewhere = RecoveryReport(left: [.init(place: "foxes", reason: "open")], aside: ["/j/broken/x"])
        #expect(elsewhere.isWell)
        #expect(elsewhere.notice == nil)
    }

    @Test func aPersonReadsOneLineATurn() {
        let report = RecoveryReport(
            turns: [
                turn(.interrupted, pictures: 1, isCut: true, billed: .yes), turn(nil, id: "t_2", trouble: "No reader."),
            ],
            left: [.init(place: "owls", reason: "open in another Easel")], aside: ["/j/broken/x"])
        #expect(
            report.lines(gallery: "/g") == [
                "t_1  foxes  interrupted, billed: yes  a fox in snow", "  /g/2026-11-23/0.png  (only its beginning)",
                "t_2  foxes  left as it was  a fox in snow", "  No reader.",
                "left for another time: owls: open in another Easel", "kept aside, unreadable: /j/broken/x",
            ])
    }

    @Test func aProgramReadsTheSame() {
        let report = RecoveryReport(turns: [turn(.completed, pictures: 1, billed: .yes)])
        #expect(
            report.json(gallery: "/g").description
                == #"{"recovered":[{"session":"foxes","turn":"t_1","prompt":"a fox\nin snow","outcome":"completed","#
                + #""billed":"yes","images":[{"path":"/g/2026-11-23/0.png","mime":"image/png","width":4,"height":3,"#
                + #""bytes":9,"sha256":"ab","role":"final","cut":false}],"failure":null,"trouble":null}],"left":[],"#
                + #""aside":[],"well":true}"#)
    }
}
